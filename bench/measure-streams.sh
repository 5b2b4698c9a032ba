#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What stream management (XEP-0198) holds and costs, on this machine:
#   bench/measure-streams.sh sm      server CPU per message, with and without it (A B A B)
#   bench/measure-streams.sh chaos   1,000 clients, 1,000 broken connections, 20 kills: lost, doubled, reordered
#   bench/measure-streams.sh return  10,000 clients resume after kill -9: seconds from "listens" to the last
# CLIENTS, CUTS, KILLS, SECONDS_OF_LOAD, RATE, ROUNDS and MESSAGES change the numbers. Everything runs on loopback in scratch
# folders and ends by itself.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
. "$root/.mvn/find-jdk.sh"
find_jdk
java=$JAVA_HOME/bin/java
scratch=$(mktemp -d "${TMPDIR:-/tmp}/ringtail-streams.XXXXXX")
# below the ephemeral ports: a client that calls a dead port there may be answered by itself
port=${PORT:-15232}
node_pid=
lab_pid=
end() {
  [ -z "$lab_pid" ] || kill "$lab_pid" 2>/dev/null || true
  [ -z "$node_pid" ] || kill "$node_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap end EXIT

[ -d "$root/bench/target/dist/lib" ] ||
  (cd "$root" && ./mvnw -q -B -ntp -DskipTests -pl bench -am package)
[ -d "$root/config/target/dist/lib" ] || "$root/ringtail" version > /dev/null
ulimit -n "$(ulimit -Hn)"

server_flags="@$root/config/jvm.options -XX:+UseSerialGC -Xmx1g"
lab() { "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx2g -cp "$root/bench/target/dist/lib/*" io.ringtail.bench.Bench "$@"; }

configure() {
  cat > "$scratch/node.toml" <<TOML
[general]
hosts = ["localhost"]
default_server_domain = "localhost"

[auth]
methods = ["internal"]
password.format = "plain"

[[listen.c2s]]
ip_address = "127.0.0.1"
port = $port
tls.mode = "none"
allow_plain_without_tls = true
${LISTEN_OPTS:-}

[perf]
port = $((port + 1))
TOML
  seq 0 $(($1 - 1)) | awk '{ printf "user%d,localhost,user%d\n", $1, $1 }' > "$scratch/users.csv"
  "$java" $server_flags -cp "$root/config/target/dist/lib/*" io.ringtail.config.Main account importUsers --filename "$scratch/users.csv" \
    --config "$scratch/node.toml" --data "$scratch/data" > /dev/null
}

start_node() {
  # shellcheck disable=SC2086
  "$java" $server_flags ${SERVER_OPTS:-} -cp "$root/config/target/dist/lib/*" io.ringtail.config.Main start \
    --config "$scratch/node.toml" --data "$scratch/data" >> "$scratch/node.log" 2>&1 &
  node_pid=$!
}

await() {
  for _ in $(seq 300); do
    (: < "/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
    sleep 0.1
  done
  echo "nothing listens on $port" >&2
  tail -50 "$scratch/node.log" >&2
  exit 1
}

kill_node() {
  kill -9 "$node_pid"
  wait "$node_pid" 2>/dev/null || true
  node_pid=
}

# The lab's file is there before the lab is: who looks into it must not be quicker.
begin_lab() { # COMMAND …
  : > "$scratch/lab.log"
  lab "$@" >> "$scratch/lab.log" 2>&1 &
  lab_pid=$!
}

await_line() { # TEXT
  for _ in $(seq 600); do
    grep -q "$1" "$scratch/lab.log" && return
    kill -0 "$lab_pid" 2>/dev/null || break
    sleep 0.2
  done
  echo "the lab never said: $1" >&2
  cat "$scratch/lab.log" >&2
  exit 1
}

# Its verdict, or an end to it: a run that hangs is a failed one.
await_lab() { # SECONDS
  local ok=0
  for _ in $(seq "$1"); do
    kill -0 "$lab_pid" 2>/dev/null || break
    sleep 1
  done
  if kill -0 "$lab_pid" 2>/dev/null; then
    echo "the lab has not ended after $1 more seconds" >&2
    kill "$lab_pid"
  fi
  wait "$lab_pid" || ok=$?
  lab_pid=
  cat "$scratch/lab.log"
  return $ok
}

sm() {
  local rounds=${ROUNDS:-5} messages=${MESSAGES:-400000} with without
  configure 1000
  start_node
  await
  : > "$scratch/ratios"
  for round in $(seq 0 "$rounds"); do # round 0 warms up
    without=$(lab pairs --target "127.0.0.1:$port" --pid "$node_pid" --messages "$messages" | awk '/CPU per message/ { print $5 }')
    with=$(lab pairs --target "127.0.0.1:$port" --pid "$node_pid" --messages "$messages" --sm | awk '/CPU per message/ { print $5 }')
    awk -v w="$with" -v o="$without" -v i="$round" 'BEGIN { printf "round %d: with %.2f us, without %.2f us, ratio %.3f\n", i, w, o, w / o }'
    [ "$round" = 0 ] || awk -v w="$with" -v o="$without" 'BEGIN { print w / o }' >> "$scratch/ratios"
  done
  sort -n "$scratch/ratios" | awk '{ v[NR] = $1 } END { printf "ratio min %.3f median %.3f max %.3f over %d rounds\n", v[1], v[int((NR + 1) / 2)], v[NR], NR }'
}

chaos() {
  local clients=${CLIENTS:-1000} kills=${KILLS:-20} seconds=${SECONDS_OF_LOAD:-140}
  configure "$clients"
  start_node
  await
  begin_lab chaos --target "127.0.0.1:$port" --clients "$clients" --cuts "${CUTS:-1000}" \
    --rate "${RATE:-500}" --seconds "$seconds" --until "$scratch/killed"
  await_line "all are connected"
  for _ in $(seq "$kills"); do
    sleep "$(awk -v s="$seconds" -v k="$kills" 'BEGIN { srand(); print s / k * 0.3 + rand() * s / k * 0.3 }')"
    kill_node
    start_node
    await
    sleep 1 # they come back, else nothing is under way when it is killed again
  done
  : > "$scratch/killed"
  local ok=0
  await_lab $((seconds + 90)) || ok=$?
  echo "$kills kills"
  return $ok
}

return_() {
  local clients=${CLIENTS:-10000}
  configure "$clients"
  start_node
  await
  begin_lab return --target "127.0.0.1:$port" --clients "$clients"
  await_line "all are connected"
  sleep 2
  kill_node
  start_node
  local ok=0
  await_lab 150 || ok=$?
  # read for the node's stores since its start; the first few are its own, before it listens
  curl -s "127.0.0.1:$((port + 1))/metrics" | awk '/^ringtail_sql_reads/ { print "SQL reads of the new process:", $2 }'
  return $ok
}

case ${1:-} in
  sm | chaos) "$1" ;;
  return) return_ ;;
  *)
    sed -n '3,8p' "$0"
    exit 2
    ;;
esac
