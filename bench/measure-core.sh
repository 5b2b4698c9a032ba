#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The figures of the README's table for one-to-one messages and idle sessions, on this machine:
#   bench/measure-core.sh ratio     server CPU per message, inline node : minimal Netty relay, in turn
#   bench/measure-core.sh million   1,000,000 numbered stanzas between 1,000 connections
#   bench/measure-core.sh idle      resident memory per idle session at 10,000 sessions
#   bench/measure-core.sh import    20,000 accounts with plain passwords into an idle data folder
#   bench/measure-core.sh start     from the command to "Ready", with the start-up cache
#   bench/measure-core.sh recording server CPU per message with the stages timed and not, two nodes in turn
#   bench/measure-core.sh scrape    /metrics at 1,000 domains and 10,000 sessions: bytes and time
#   bench/measure-core.sh hurry     latency while somebody scrapes every 10 ms, and while nobody does
#   bench/measure-core.sh cost      what one record costs, and all probes of one message
# Everything runs on loopback in scratch folders and ends by itself.
set -euo pipefail
. "$(dirname "$0")/measure.inc.sh"
node_pid=
relay_pid=
end() {
  [ -z "$node_pid" ] || kill "$node_pid" 2>/dev/null || true
  [ -z "$relay_pid" ] || kill "$relay_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap end EXIT

build

# Where there is taskset, the server has one core and the load another, so that neither takes the other's caches.
on_server=
on_lab=
if command -v taskset > /dev/null && [ "$(nproc)" -ge 2 ]; then
  on_server="taskset -c 0"
  on_lab="taskset -c 1"
fi
server_flags="@$root/config/jvm.options -XX:+UseSerialGC -Xmn16m $(huge_pages) -Xmx512m" # as the launcher has them
lab() { $on_lab "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx1g -cp "$lab_classes" io.ringtail.bench.Bench "$@"; }

# Every module that is on by default but the archive, which bench/measure-archive.sh measures.
without_archive() {
  for module in presence roster disco ping carboncopy blocking vcard private last time version \
    stream_management csi sasl2 bind2; do
    echo "[modules.mod_$module]"
  done
}

# configure THREADING USERS: writes node.toml and users.csv
configure() {
  {
    plain_node 15122 "${more_hosts:-}"
    cat <<TOML

[ring]
threading = "$1"

[perf]
port = 0
recording = true

$(without_archive)
TOML
  } > "$scratch/node.toml"
  users "$2" user > "$scratch/users.csv"
}

# start_node THREADING USERS
start_node() {
  configure "$1" "$2"
  import_users
  # shellcheck disable=SC2086
  $on_server "$java" $server_flags ${SERVER_OPTS:-} -cp "$root/config/target/dist/lib/*" io.ringtail.config.Main start \
    --config "$scratch/node.toml" --data "$scratch/data" > "$scratch/node.log" 2>&1 &
  node_pid=$!
  await_port 15122
}

# What is meant is the steady state, of both alike: before the first window both are warm, the collection after
# that puts connections where those of hours ago are, and neither side samples its buffers for leaks (Netty's
# default). The windows are short and in turn, on connections that stay: what the machine does meanwhile happens
# to both. The compilers' threads are not counted.
duel() { lab duel --a 127.0.0.1:15122 --a-pid "$node_pid" --b-pid "$relay_pid" --rounds "${ROUNDS:-31}" --messages "${MESSAGES:-100000}" "$@"; }

ratio() {
  start_node inline 1000
  # shellcheck disable=SC2086
  $on_server "$java" $server_flags -Dio.netty.leakDetection.level=disabled -cp "$lab_classes" io.ringtail.bench.Bench relay --port 15123 > "$scratch/relay.log" 2>&1 &
  relay_pid=$!
  await_port 15123
  duel --b 127.0.0.1:15123 --b-relay
}

million() {
  start_node "${THREADING:-auto}" 1000
  lab pairs --target 127.0.0.1:15122 --pid "$node_pid" --messages 1000000 --under-way "${UNDER_WAY:-4}"
}

idle() {
  start_node "${THREADING:-auto}" 10500
  lab idle-memory --target 127.0.0.1:15122 --pid "$node_pid" --connections 10000
}

import() {
  configure auto 20000
  time import_users
}

start() {
  configure auto 1
  import_users
  for _ in 1 2 3 4 5; do
    "$root/ringtail" start --config "$scratch/node.toml" --data "$scratch/data" > "$scratch/node.log" 2>&1 &
    node_pid=$!
    await_port 15122
    until grep Ready "$scratch/node.log"; do sleep 0.1; done
    kill "$node_pid"
    wait "$node_pid" || true
    node_pid=
  done
}

# The node of start_node times its stages; this second one, on 15124, is the same but does not.
start_unrecorded() {
  sed 's/15122/15124/; s/^recording = true/recording = false/' "$scratch/node.toml" > "$scratch/unrecorded.toml"
  cp -r "$scratch/data" "$scratch/unrecorded"
  # shellcheck disable=SC2086
  $on_server "$java" $server_flags ${SERVER_OPTS:-} -cp "$root/config/target/dist/lib/*" io.ringtail.config.Main start \
    --config "$scratch/unrecorded.toml" --data "$scratch/unrecorded" > "$scratch/unrecorded.log" 2>&1 &
  relay_pid=$!
  await_port 15124
}

recording() {
  import_only inline 1000
  start_unrecorded
  start_node inline 1000
  duel --b 127.0.0.1:15124
}

# import_only THREADING USERS: the accounts, and no node yet
import_only() {
  configure "$1" "$2"
  import_users
}

page() { sed -n 's|.*listening *\(http://[^ ]*\)/ for operators|\1|p' "$scratch/node.log"; }

scrape() {
  more_hosts=$(seq -f '"tenant%g.example"' -s ', ' 999)
  start_node auto 10500
  (lab idle-memory --target 127.0.0.1:15122 --pid "$node_pid" --connections 10000 > "$scratch/idle.log" 2>&1) &
  until [ "$(curl -s "$(page)/metrics" | awk '/^sm_session_logins_total/ { print int($2) }')" -ge 10000 ]; do sleep 1; done
  for _ in $(seq 10); do
    sleep 1.1 # within a second the same answer would come again
    curl -s -o "$scratch/metrics" -w '%{size_download} bytes in %{time_total} s\n' "$(page)/metrics"
  done
  grep -c '^ringtail_domain_sessions' "$scratch/metrics" | sed 's/$/ series of domains/'
}

hurry() {
  start_node inline 1000
  local scrapers
  lab pairs --target 127.0.0.1:15122 --pid "$node_pid" --messages 400000 > /dev/null
  for scrapers in no a no a; do
    if [ $scrapers = a ]; then
      curl -s --rate 100/s -o /dev/null "$(page)/metrics?[1-100000]" &
      relay_pid=$!
    fi
    sleep 1
    lab pairs --target 127.0.0.1:15122 --pid "$node_pid" --messages 400000 --under-way 1 > "$scratch/pairs.log"
    sleep 1
    "$root/ringtail" top --count 1 --data "$scratch/data" | awk -v who=$scrapers '/^total/ { print "with " who " scraper: " $0 }'
    if [ $scrapers = a ]; then kill "$relay_pid"; fi
    relay_pid=
    sleep 61 # the next figure is of the last minute
  done
}

cost() {
  [ -d "$root/perf/target/test-classes" ] || (cd "$root" && ./mvnw -q -B -ntp -pl perf -am test-compile)
  # shellcheck disable=SC2086
  $on_server "$java" $server_flags -cp "$root/perf/target/test-classes:$root/config/target/dist/lib/*" io.ringtail.perf.latency.RecordingCost
}

case ${1:-} in
  ratio | million | idle | import | start | recording | scrape | hurry | cost) "$1" ;;
  *)
    sed -n '3,14p' "$0"
    exit 2
    ;;
esac
