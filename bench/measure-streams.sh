#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What stream management (XEP-0198) holds and costs, on this machine:
#   bench/measure-streams.sh sm      server CPU per message, with and without it, in turn
#   bench/measure-streams.sh chaos   1,000 clients, 1,000 broken connections, 20 kills: lost, doubled, reordered
#   bench/measure-streams.sh return  10,000 clients resume after kill -9: seconds from "listens" to the last; they come with
#                                    tokens (XEP-0484), or with their passwords where RETURN_OPTIONS is empty
# CLIENTS, CUTS, KILLS, SECONDS_OF_LOAD, RATE, ROUNDS and MESSAGES change the numbers. Everything runs on loopback in scratch
# folders and ends by itself.
set -euo pipefail
. "$(dirname "$0")/measure.inc.sh"
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

build
ulimit -n "$(ulimit -Hn)"

lab() { "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx2g -cp "$lab_classes" io.ringtail.bench.Bench "$@"; }

configure() { # USERS [PREFIX]
  {
    plain_node "$port"
    printf '%s\n\n[perf]\nport = %d\n' "${LISTEN_OPTS:-}" $((port + 1))
  } > "$scratch/node.toml"
  users "$1" user ${2:-} > "$scratch/users.csv"
  import_users
}

start_node() {
  # as its users start it: the launcher becomes the node
  RINGTAIL_NO_BUILD=1 "$root/ringtail" start --config "$scratch/node.toml" --data "$scratch/data" >> "$scratch/node.log" 2>&1 &
  node_pid=$!
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

# One node, half of whose sessions are managed: first these have the load, then those, in short windows.
sm() {
  configure 1000 peer
  start_node
  await_port "$port"
  lab duel --a "127.0.0.1:$port" --a-pid "$node_pid" --a-sm --b "127.0.0.1:$port" --b-pid "$node_pid" --b-prefix peer \
    --rounds "${ROUNDS:-31}" --messages "${MESSAGES:-100000}"
}

chaos() {
  local clients=${CLIENTS:-1000} kills=${KILLS:-20} seconds=${SECONDS_OF_LOAD:-140}
  configure "$clients"
  start_node
  await_port "$port"
  begin_lab chaos --target "127.0.0.1:$port" --clients "$clients" --cuts "${CUTS:-1000}" \
    --rate "${RATE:-500}" --seconds "$seconds" --until "$scratch/killed"
  await_line "all are connected"
  for _ in $(seq "$kills"); do
    sleep "$(awk -v s="$seconds" -v k="$kills" 'BEGIN { srand(); print s / k * 0.3 + rand() * s / k * 0.3 }')"
    kill_node
    start_node
    await_port "$port"
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
  await_port "$port"
  begin_lab return --target "127.0.0.1:$port" --clients "$clients" ${RETURN_OPTIONS---quick}
  await_line "all are connected"
  sleep 2
  kill_node
  start_node
  local ok=0
  await_lab "${PATIENCE:-150}" || ok=$?
  # read for the node's stores since its start; the first few are its own, before it listens
  curl -s "127.0.0.1:$((port + 1))/metrics" | awk '/^ringtail_sql_reads/ { print "SQL reads of the new process:", $2 }'
  return $ok
}

case ${1:-} in
  sm | chaos) "$1" ;;
  return) return_ ;;
  *)
    sed -n '3,9p' "$0"
    exit 2
    ;;
esac
