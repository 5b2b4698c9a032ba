#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Counts the rows PostgreSQL writes per one-to-one message, with archive and inbox on:
#   bench/count-rows.sh
# SECONDS_EACH (30)  CONNECTIONS (1000)  RATE (2000): messages per second offered
# Inserts, updates and deletes of every table are counted by the database itself, from before the first message until
# everything is written: the node is stopped. Needs root and PostgreSQL: bench/targets/target.sh install postgresql
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
seconds=${SECONDS_EACH:-30} connections=${CONNECTIONS:-1000} rate=${RATE:-2000}
target=$root/bench/targets/target.sh
port=15432
. "$root/.mvn/find-jdk.sh"
find_jdk
[ -d "$root/bench/target/dist/lib" ] || (cd "$root" && ./mvnw -q -B -ntp -DskipTests -pl bench -am package)

rows() {
  psql -qtA -h 127.0.0.1 -p "$port" -U postgres -d ringtail -c "$1"
}
# What a killed or stopped backend has not reported yet arrives with its end; the rest within a second.
count() {
  rows "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables ORDER BY 1"
}

export TARGETS_USERS=$connections TARGETS_MODULES="mod_inbox"
trap '"$target" stop || :' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
"$target" stop
"$target" start ringtail --archive
count > "${TMPDIR:-/tmp}/rows-before.$$"
out=$(mktemp -d "${TMPDIR:-/tmp}/ringtail-rows.XXXXXX")
# shellcheck disable=SC2046
"$JAVA_HOME/bin/java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx1g -cp "$root/bench/target/dist/lib/*" \
  io.ringtail.bench.Bench run one-to-one $("$target" arguments ringtail) --users "$connections" --rate "$rate" \
  --repeats 1 --seconds "$seconds" --no-floor --out "$out/run" || [ $? -le 1 ]
kill "$(cat "${TARGETS_HOME:-/tmp/ringtail-targets}/ringtail/pids")"
while kill -0 "$(cat "${TARGETS_HOME:-/tmp/ringtail-targets}/ringtail/pids")" 2> /dev/null; do sleep 0.2; done
sleep 2
count > "$out/after"
messages=$(rows "SELECT count(*) FROM archive")
# a table made meanwhile had none before
awk -F '|' -v messages="$messages" '
  NR == FNR { before[$1] = $2; next }
  $2 > before[$1] { printf "%-28s %10d rows\n", $1, $2 - before[$1]; all += $2 - before[$1] }
  END { printf "%-28s %10d\nrows per message %.3f\n", "messages archived", messages, all / messages }' "${TMPDIR:-/tmp}/rows-before.$$" "$out/after"
rm -rf "$out" "${TMPDIR:-/tmp}/rows-before.$$"
