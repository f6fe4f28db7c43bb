# What the measurements of whole platforms do alike (deploy/bench/apps, deploy/bench/tokens): a Redis, a control plane and brokers on
# free ports of 127.0.0.1, stopped by process id. To be sourced, with $root, $here, $jdk, $options and stop_with() set.
# shellcheck shell=bash
# shellcheck disable=SC2154 # set by whoever sources this

bench_jar=$here/target/carillon-bench.jar
broker_jar=$root/broker/server/target/carillon-broker.jar
control_plane_jar=$root/control-plane-api/target/carillon-control-plane.jar

# Builds what is stale.
have_jars() {
  find_jdk
  if is_stale "$bench_jar" "$here"/src/main "$here/pom.xml" \
    || is_stale "$broker_jar" "$root/sdk-java/protocol" "$root/broker" \
    || is_stale "$control_plane_jar" "$root/sdk-java/protocol" "$root/broker" "$root/control-plane-api"; then
    build deploy/bench,broker/server,control-plane-api
  fi
  choose_options 25
}

needs() {
  [ "$(uname -s)" = Linux ] || stop_with "needs Linux: what a process costs is read from /proc"
  command -v redis-server >/dev/null || stop_with "needs redis-server 7 on the path (Debian, as root: apt-get install redis-server)"
  command -v curl >/dev/null || stop_with "needs curl"
}

work=$(mktemp -d)
declare -A pids=()
stop_part() {
  local pid=${pids[$1]:-}
  [ -n "$pid" ] || return 0
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  unset "pids[$1]"
}
cleanup() {
  local name
  for name in "${!pids[@]}"; do [ "$name" = redis ] || stop_part "$name"; done
  stop_part redis
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
text_of() { sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p' "$2"; }
number_of() { sed -n 's/.*"'"$1"'":\([0-9]*\).*/\1/p' "$2"; }
now_ms() { date +%s%3N; }
resident_mb() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/${pids[$1]}/status"; }

start_redis() {
  redis_port=$((20000 + RANDOM % 10000))
  while is_open "$redis_port"; do redis_port=$((redis_port + 1)); done
  redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$work" --save '' --appendonly no >"$work/redis.log" 2>&1 </dev/null &
  pids[redis]=$!
  for _ in $(seq 100); do
    is_open "$redis_port" && return 0
    sleep 0.1
  done
  stop_with "Redis did not start: $(tail -n 1 "$work/redis.log")"
}

master_key=$(od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n')

# start NAME JAR: sets $port, and $took, the milliseconds until it was ready.
start() {
  local name=$1 jar=$2 begun management
  begun=$(now_ms)
  : >"$work/$name.out"
  (cd "$work" && exec env CARILLON_DATA_DIR="$work/data" CARILLON_MASTER_KEY="$master_key" "$jdk/bin/java" "${options[@]}" -jar "$jar" \
    --redis-url "redis://127.0.0.1:$redis_port" --json --host 127.0.0.1 --port 0 --management-port 0) \
    >"$work/$name.out" 2>"$work/$name.log" </dev/null &
  pids[$name]=$!
  for _ in $(seq 1200); do
    management=$(number_of management_port "$work/$name.out")
    port=$(number_of port "$work/$name.out")
    if [ -n "$management" ] && curl -fs -o /dev/null "http://127.0.0.1:$management/health/readiness"; then
      took=$(($(now_ms) - begun))
      return 0
    fi
    kill -0 "${pids[$name]}" 2>/dev/null || break
    sleep 0.05
  done
  tail -n 5 "$work/$name.log" >&2
  stop_with "$name did not become ready within a minute"
}
bench() { "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m -jar "$bench_jar" "$@"; }
