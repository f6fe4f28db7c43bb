# What the scripts that need a PostgreSQL do alike (deploy/cluster, deploy/test): find its programs, and install them. To be sourced.
# shellcheck shell=bash

# Prints the folder with initdb and postgres, of the newest version; false if there is none. Debian keeps them off the path.
postgresql_programs() {
  local folder version newest=0 found=
  for folder in /usr/lib/postgresql/*/bin; do
    version=${folder%/bin}
    version=${version##*/}
    case $version in *[!0-9]*) continue ;; esac
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [ "$version" -gt "$newest" ]; then
      newest=$version found=$folder
    fi
  done
  if [ -z "$found" ] && command -v initdb >/dev/null && command -v postgres >/dev/null; then
    found=$(dirname "$(command -v initdb)")
  fi
  [ -n "$found" ] && printf '%s\n' "$found"
}

# install_postgresql COMMAND...: with the command that installs packages. Debian would at once start a server on the port that
# everybody expects; nobody asked for that.
install_postgresql() {
  local folder=/etc/postgresql-common/createcluster.d status=0
  mkdir -p "$folder"
  printf 'create_main_cluster = false\n' >"$folder/carillon-makes-its-own.conf"
  "$@" postgresql || status=$?
  rm -f "$folder/carillon-makes-its-own.conf"
  return "$status"
}
