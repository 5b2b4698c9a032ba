#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the archive costs and keeps, on this machine, with a PostgreSQL of its own in a scratch folder:
#   bench/measure-archive.sh cpu     server and database CPU per message with the archive on, and off (A B A B), in ROUNDS (3)
#                                    of MESSAGES (1000000) once as many have warmed the node up
#   bench/measure-archive.sh paced   the node's CPU likewise, at RATE (20000) messages a second with and without
#   bench/measure-archive.sh pause   PostgreSQL stopped for PAUSE seconds (60) at RATE (5000) messages a second: percentiles
#                                    before and meanwhile; is everything there afterwards?
#   bench/measure-archive.sh kills   ROUNDS (50) times kill -9 of the node under load: is everything there, once?
#   bench/measure-archive.sh kills-both   the same, and PostgreSQL is killed with it
#   bench/measure-archive.sh index   rows per second and CPU per row of COPY for some sets of indexes
#                                    (120,000 rows, PostgreSQL 15, a busy 2-core box, two rounds: no index 1.7 us; the key alone 2.7;
#                                    the key and two narrow partial ones 6.4 to 8.1; with the peer as a third column 5.9 to 6.8, 22
#                                    bytes a row more; with the peer before the id 5.8 to 8.5, 72 bytes a row more)
# POSTGRES_BIN names the folder of initdb and postgres; as root they run as the user postgres.
set -euo pipefail
. "$(dirname "$0")/measure.inc.sh"
bin=${POSTGRES_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}
[ -x "$bin/postgres" ] || { echo "no PostgreSQL: set POSTGRES_BIN" >&2; exit 2; }
node_pid=
db_pid=
lab_pid=
end() {
  [ -z "$lab_pid" ] || kill "$lab_pid" 2>/dev/null || true
  [ -z "$node_pid" ] || kill "$node_pid" 2>/dev/null || true
  [ -z "$db_pid" ] || kill -CONT $(family) 2>/dev/null || true
  [ -z "$db_pid" ] || kill -INT "$db_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap end EXIT
build

as=
if [ "$(id -u)" = 0 ]; then
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
  chmod 755 "$scratch"
  mkdir "$scratch/db"
  chown postgres "$scratch/db"
fi
on_server=
on_rest=
if command -v taskset > /dev/null && [ "$(nproc)" -ge 2 ]; then
  on_server="taskset -c 0"
  on_rest="taskset -c 1"
fi
ticks=$(getconf CLK_TCK)

start_database() {
  # shellcheck disable=SC2086
  $as "$bin/initdb" -D "$scratch/db" -U ringtail -A trust --no-sync > "$scratch/initdb.log"
  run_database
  sql postgres "CREATE DATABASE ringtail" > /dev/null
}

# Again when it ends at once: what is left of a killed one may hold its memory for a moment.
run_database() {
  for _ in $(seq 20); do
    # shellcheck disable=SC2086
    $on_rest $as "$bin/postgres" -D "$scratch/db" -p 15143 -k "$scratch/db" -c listen_addresses=127.0.0.1 \
      -c shared_buffers=256MB -c max_wal_size=4GB > "$scratch/db.log" 2>&1 &
    db_pid=$!
    while kill -0 "$db_pid" 2> /dev/null; do
      ! sql postgres "SELECT 1" > /dev/null 2>&1 || return 0
      sleep 0.2
    done
    sleep 0.5
  done
  cat "$scratch/db.log" >&2
  exit 1
}

sql() { "$bin/psql" -qAt -h 127.0.0.1 -p 15143 -U ringtail -d "$1" -c "$2"; }
family() { echo "$db_pid"; ps -o pid= --ppid "$db_pid" 2>/dev/null; }

# CPU seconds of the database, with those of its processes that have ended
database_seconds() {
  local sum
  sum=$(for pid in $(family); do cat "/proc/$pid/stat" 2>/dev/null; done | sed 's/^.*) //' |
    awk -v first=1 '{ sum += $12 + $13; if (NR == 1) sum += $14 + $15 } END { print sum }')
  awk -v s="$sum" -v t="$ticks" 'BEGIN { print s / t }'
}

# start_node NAME: the same node, with the archive (on), without (off), or with every module that is on by default (all)
start_node() {
  {
    plain_node 15142
    cat <<TOML

[outgoing_pools.rdbms.default.connection]
driver = "pgsql"
host = "127.0.0.1"
port = 15143
database = "ringtail"
username = "ringtail"
password = "none"

TOML
  } > "$scratch/$1.toml"
  if [ "$1" != all ]; then printf '[modules.mod_roster]\n[modules.mod_disco]\n' >> "$scratch/$1.toml"; fi
  if [ "$1" = on ]; then printf '[modules.mod_mam]\npm = {}\n' >> "$scratch/$1.toml"; fi
  [ -f "$scratch/users.csv" ] || {
    users 1000 user > "$scratch/users.csv"
    import_users "$scratch/$1.toml"
  }
  : > "$scratch/node.log"
  # shellcheck disable=SC2086
  $on_server "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmn16m $(huge_pages) -Xmx512m ${SERVER_OPTS:-} \
    -cp "$root/config/target/dist/lib/*" io.ringtail.config.Main start --config "$scratch/$1.toml" \
    --data "$scratch/data" >> "$scratch/node.log" 2>&1 &
  node_pid=$!
  for _ in $(seq 300); do
    grep -q Ready "$scratch/node.log" && return
    sleep 0.2
  done
  cat "$scratch/node.log" >&2
  exit 1
}

stop_node() {
  kill "$node_pid"
  wait "$node_pid" || true
  node_pid=
}

lab() {
  $on_rest "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx1g -cp "$lab_classes" \
    io.ringtail.bench.Bench pairs --target 127.0.0.1:15142 --pid "$node_pid" "$@"
}

cpu() {
  local messages=${MESSAGES:-1000000} rounds=${ROUNDS:-3} rows db us
  start_database
  for round in $(seq "$rounds"); do
    for kind in off on; do
      start_node "$kind"
      lab --messages "$messages" > /dev/null # warms it up
      full_memory
      rows=$(sql ringtail "SELECT count(*) FROM archive")
      db=$(database_seconds)
      us=$(lab --messages "$messages" | awk '/CPU per message/ { print $5 }')
      stop_node # the writer is done when the node has ended
      db=$(awk -v a="$db" -v b="$(database_seconds)" -v m="$messages" 'BEGIN { printf "%.2f", (b - a) * 1e6 / m }')
      rows=$(($(sql ringtail "SELECT count(*) FROM archive") - rows))
      echo "$us" >> "$scratch/node.$kind"
      echo "$db" >> "$scratch/database.$kind"
      awk -v k="$kind" -v r="$round" -v u="$us" -v d="$db" -v m="$messages" -v rows="$rows" \
        'BEGIN { printf "round %d, archive %s: node %.2f us, database %.2f us, %.3f rows per message\n", r, k, u, d, rows / m }'
    done
    paste "$scratch/node.on" "$scratch/node.off" | awk 'END { printf "%.3f\n", $1 / $2 }' >> "$scratch/ratio"
  done
  echo "medians: node $(median < "$scratch/node.off") us without, $(median < "$scratch/node.on") us with the archive," \
    "ratio $(median < "$scratch/ratio"); database $(median < "$scratch/database.on") us"
}

# The closed loop of cpu is faster without the archive, so that its batches are larger; here both have the same to do.
paced() {
  local rounds=${ROUNDS:-3} rate=${RATE:-20000} us
  start_database
  for round in $(seq "$rounds"); do
    for kind in off on; do
      start_node "$kind"
      lab --messages 500000 > /dev/null # warms it up
      full_memory
      $on_rest "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx1g -cp "$lab_classes" io.ringtail.bench.Bench run one-to-one \
        --target 127.0.0.1:15142 --domain localhost --users 1000 --rate "$rate" --seconds 15 --repeats 1 --loops 1 \
        --pid "$node_pid" --no-floor --out "$scratch/paced$round$kind" > "$scratch/lab.log" 2>&1 || [ $? -le 1 ]
      stop_node
      us=$(awk '/us of CPU per stanza/ { print $2; exit }' "$scratch/lab.log")
      echo "$us" >> "$scratch/node.$kind"
      echo "round $round, archive $kind: node $us us at $rate messages a second$(! grep -q VOID "$scratch/lab.log" || echo ", the lab was late")"
    done
    paste "$scratch/node.on" "$scratch/node.off" | awk 'END { printf "%.3f\n", $1 / $2 }' >> "$scratch/ratio"
  done
  echo "medians: node $(median < "$scratch/node.off") us without, $(median < "$scratch/node.on") us with the archive, ratio $(median < "$scratch/ratio")"
}

# Percentiles of messages from their scheduled sending on, for as long before PostgreSQL stops as it stops.
pause() {
  local seconds=${PAUSE:-60} rate=${RATE:-5000} stopped goes_on log begin
  start_database
  start_node on
  $on_rest "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx1g -cp "$lab_classes" io.ringtail.bench.Bench run one-to-one \
    --target 127.0.0.1:15142 --domain localhost --users 1000 --rate "$rate" --seconds $((seconds * 3)) --repeats 1 --loops 1 \
    --no-floor --out "$scratch/run" > "$scratch/lab.log" 2>&1 &
  lab_pid=$!
  until grep -q 'measuring' "$scratch/lab.log"; do
    kill -0 "$lab_pid" 2> /dev/null || { cat "$scratch/lab.log" >&2; exit 1; }
    sleep 0.2
  done
  sleep "$seconds"
  stopped=$(now)
  kill -STOP $(family)
  sleep "$seconds"
  goes_on=$(now)
  kill -CONT $(family)
  wait "$lab_pid" || [ $? -le 1 ]
  lab_pid=
  grep -E 'to be received' "$scratch/lab.log"
  log=$(ls "$scratch"/run/*.hlog)
  begin=$(log_begins "$log")
  at() { awk -v t="$1" -v b="$begin" 'BEGIN { printf "%.3f", t - b }'; }
  echo "p50, p99, max in ms before: $(percentiles "$log" "$(at "$(awk -v t="$stopped" -v s="$seconds" 'BEGIN { printf "%.3f", t - s }')")" "$(at "$stopped")")"
  echo "p50, p99, max in ms while PostgreSQL stood for $seconds s: $(percentiles "$log" "$(at "$stopped")" "$(at "$goes_on")")"
  local sent rows
  sent=$(curl -s http://127.0.0.1:9091/metrics | awk '/^xmpp_element_in_message_count_total/ { s += $2 } END { printf "%d", s }')
  stop_node # the writer is done when the node has ended
  rows=$(sql ringtail "SELECT count(*) FROM archive")
  echo "$sent messages sent, $rows in the archive, $(sql ringtail "SELECT count(*) FROM journal_parked") parked"
  [ "$rows" = "$sent" ]
}

# Clients with managed streams send to each other all the time and come back after every kill; in the end the lab knows
# what each has sent, and that it was acknowledged and has arrived once.
kills() {
  local rounds=${ROUNDS:-50} both=${1:-}
  start_database
  start_node all
  $on_rest "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx1g -cp "$lab_classes" io.ringtail.bench.Bench chaos \
    --target 127.0.0.1:15142 --clients "${CLIENTS:-300}" --cuts 0 --rate "${RATE:-300}" --seconds "$rounds" --until "$scratch/killed" > "$scratch/lab.log" 2>&1 &
  lab_pid=$!
  local ok=0 sent
  until grep -q "all are connected" "$scratch/lab.log"; do
    kill -0 "$lab_pid" 2> /dev/null || { cat "$scratch/lab.log" >&2; exit 1; }
    sleep 0.2
  done
  for _ in $(seq "$rounds"); do
    sleep "$(awk 'BEGIN { srand(); print 0.5 + 1.5 * rand() }')"
    kill -9 "$node_pid"
    wait "$node_pid" 2> /dev/null || true
    if [ -n "$both" ]; then
      kill -9 $(family) 2> /dev/null || true # some have ended already
      wait "$db_pid" 2> /dev/null || true
      rm -f "$scratch/db/postmaster.pid"
      run_database
    fi
    start_node all
  done
  : > "$scratch/killed"
  wait "$lab_pid" || ok=$?
  lab_pid=
  cat "$scratch/lab.log"
  stop_node # the writer is done when the node has ended
  sent=$(awk '/^sent / { print $2 }' "$scratch/lab.log")
  local rows distinct
  rows=$(sql ringtail "SELECT count(*) FROM archive")
  distinct=$(sql ringtail "SELECT count(*) FROM (SELECT DISTINCT sender, recipient,
    substring(convert_from(stanza, 'UTF8') from '<body>(.*)</body>') FROM archive) AS each_once")
  echo "$rounds kills${both:+ of both}: $sent messages sent, $rows in the archive, $distinct different ones, $(sql ringtail "SELECT count(*) FROM journal_parked") parked"
  [ "$ok" = 0 ] && [ "$rows" = "$sent" ] && [ "$distinct" = "$sent" ]
}

# load NAME INDEXES…: copies ROWS rows in batches of 4,000 into a table with these indexes
load() {
  local name=$1 rows=${ROWS:-400000}
  shift
  sql ringtail "SET client_min_messages = error; DROP TABLE IF EXISTS a; CREATE TABLE a (id BIGINT NOT NULL, sender BIGINT NOT NULL, recipient BIGINT NOT NULL,
    visible SMALLINT NOT NULL, sender_jid TEXT COLLATE \"C\" NOT NULL, recipient_jid TEXT COLLATE \"C\" NOT NULL, stanza BYTEA NOT NULL)"
  for index in "$@"; do sql ringtail "CREATE INDEX ON a $index"; done
  local before
  sql ringtail CHECKPOINT
  before=$(database_seconds)
  for batch in $(seq 0 $((rows / 4000 - 1))); do
    echo "COPY a FROM '$scratch/db/rows.$batch' (FORMAT binary);"
  done | "$bin/psql" -q -h 127.0.0.1 -p 15143 -U ringtail -d ringtail
  sleep 1 # the backend's time counts once it is buried
  awk -v n="$name" -v a="$before" -v b="$(database_seconds)" -v r="$rows" \
    -v size="$(sql ringtail "SELECT pg_indexes_size('a') / $rows")" \
    'BEGIN { printf "%-44s %.2f us of CPU per row, %d bytes of index per row\n", n, (b - a) * 1e6 / r, size }'
}

index() {
  start_database
  sql ringtail "CREATE TABLE src AS SELECT i, 460000000000000000 + i::bigint * 256000 AS id, 1 + (random() * 100000)::bigint AS sender,
    1 + (random() * 100000)::bigint AS recipient, 3::smallint AS visible, 'user' || i || '@chat.example' AS sender_jid,
    'user' || (i * 7) || '@chat.example' AS recipient_jid, convert_to(repeat('x', 250), 'UTF8') AS stanza
    FROM generate_series(0, ${ROWS:-400000} - 1) i; CREATE INDEX ON src (i)"
  for batch in $(seq 0 $((${ROWS:-400000} / 4000 - 1))); do
    sql ringtail "COPY (SELECT id, sender, recipient, visible, sender_jid, recipient_jid, stanza FROM src
      WHERE i >= $((batch * 4000)) AND i < $((batch * 4000 + 4000)) ORDER BY i) TO '$scratch/db/rows.$batch' (FORMAT binary)"
  done
  for _ in 1 2; do
    load "no index"
    load "(id)" "(id)"
    load "(id), two narrow partial (the design)" "(id)" "(sender, id) WHERE (visible & 1) <> 0" "(recipient, id) WHERE (visible & 2) <> 0"
    load "two narrow partial, no key" "(sender, id) WHERE (visible & 1) <> 0" "(recipient, id) WHERE (visible & 2) <> 0"
    load "(id), two with the peer as third column" "(id)" "(sender, id, recipient)" "(recipient, id, sender)"
    load "(id), two with the peer before the id" "(id)" "(sender, recipient_jid, id)" "(recipient, sender_jid, id)"
  done
}

case ${1:-} in
  cpu | paced | pause | index | kills) "$1" ;;
  kills-both) kills both ;;
  *)
    sed -n '3,15p' "$0"
    exit 2
    ;;
esac
