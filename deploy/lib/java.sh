# What the scripts that start processes do alike (deploy/run, deploy/cluster, deploy/faults/run, deploy/bench/bus): find a JDK, build
# what is stale, choose the options of the JVM. To be sourced, with $root set to the checkout.
# shellcheck shell=bash

oldest_jdk=17

say() { printf 'carillon: %s\n' "$*" >&2; }

# The major version of the JDK in a folder, read from its release file: asking each java would take a second.
version_of() {
  local line=
  if [ -x "$1/bin/java" ] && [ -r "$1/release" ]; then
    line=$(grep -m1 '^JAVA_VERSION=' "$1/release" || true)
  fi
  line=${line#*\"}
  line=${line%%[.\"+-]*}
  case $line in '' | *[!0-9]*) echo 0 ;; *) echo "$line" ;; esac
}

# Sets $jdk and $jdk_version to the newest there is.
find_jdk() {
  local candidate version on_path
  jdk= jdk_version=0
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* "$on_path"; do
    [ -n "$candidate" ] || continue
    version=$(version_of "$candidate")
    if [ "$version" -gt "$jdk_version" ]; then
      jdk=$candidate jdk_version=$version
    fi
  done
  if [ "$jdk_version" -lt "$oldest_jdk" ]; then
    if [ "$jdk_version" -eq 0 ]; then
      say "no JDK found in JAVA_HOME, /usr/lib/jvm or the PATH."
    else
      say "the newest JDK found is $jdk_version (in $jdk), which is too old."
    fi
    say "Install JDK $oldest_jdk or later (on Debian: apt-get install openjdk-17-jdk-headless), or set JAVA_HOME to one."
    exit 1
  fi
}

# is_stale JAR FOLDER...: whether the jar is missing, or older than something in the folders.
is_stale() {
  local jar=$1
  shift
  [ -f "$jar" ] || return 0
  [ -n "$(find "$root/pom.xml" "$@" \
    -name target -prune -o -path '*/src/test' -prune -o -type f -newer "$jar" -print -quit)" ]
}

# build MODULES: the modules, separated by commas, and what they need.
build() {
  local log
  log=$(mktemp)
  say "building (this is needed once, and after changes)..."
  if ! (
    cd "$root"
    [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null || export JAVA_HOME=$jdk
    ./mvnw -q -pl "$1" -am package -DskipTests -Dspotless.check.skip
  ) >"$log" 2>&1; then
    cat "$log" >&2
    say "the build failed; the messages above say why."
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
}

# choose_options PERCENTAGE: sets $options, with at most so much of the memory for the heap. C2 stays on: the throughput of
# a server that runs for days is worth more than its first second.
# The serial collector, because little lives long here and a small heap is collected in a millisecond: with it 10,000
# connections take 5 kB of memory each, with G1 12 kB, at the same cost of a delivery.
# What the JVM itself has to say goes to standard error: standard output belongs to --json.
choose_options() {
  options=(
    -XX:+UseSerialGC
    -Xms64m
    "-XX:MaxRAMPercentage=$1"
    -XX:+ExitOnOutOfMemoryError
    -Xlog:disable
    -Xlog:all=error:stderr
  )
  if [ "$jdk_version" -ge 22 ]; then
    options+=(--enable-native-access=ALL-UNNAMED)
  fi
  if [ "$jdk_version" -ge 24 ]; then
    options+=(--sun-misc-unsafe-memory-access=allow)
  fi
  if [ "$jdk_version" -ge 25 ]; then
    options+=(-XX:+UseCompactObjectHeaders)
  fi
}
