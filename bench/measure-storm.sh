#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a login storm costs those who are online already, on this machine:
#   bench/measure-storm.sh           p99 of messages, without and with a storm in turn; the storm's slowest login
# ONLINE sessions exchange RATE messages a second. NORMAL logins a second are the normal rate, the storm has ten times as many
# (STORM changes that), by SASL, from CROWD accounts. ROUNDS windows of SECONDS_OF_LOAD each, after WARM_UP that do not count: a
# node that has seen no storm yet compiles what it needs for one. LOGINS holds lines for [logins], as
# LOGINS='passwords_per_second = 1000000'. Everything runs on loopback in a scratch folder and ends by itself.
set -euo pipefail
. "$(dirname "$0")/measure.inc.sh"
server=${SERVER:-$root/ringtail} # the launcher of another clone, to compare with
port=${PORT:-15242}
online=${ONLINE:-500} rate=${RATE:-1000} crowd=${CROWD:-2000}
normal=${NORMAL:-20}
storm=${STORM:-$((normal * 10))}
warm_up=${WARM_UP:-3} rounds=${ROUNDS:-5} window=${SECONDS_OF_LOAD:-12}
settle=4 # seconds from the storm's start to its window, and from its end to the next one
pids=()
end() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap end EXIT

build
"$server" version > /dev/null
ulimit -n "$(ulimit -Hn)"

lab() { $first "$java" -XX:+UseSerialGC -Xmx1g "@$root/config/jvm.options" -cp "$lab_classes" io.ringtail.bench.Bench run "$@"; }

configure() {
  {
    AUTH_LINES="scram_iterations = ${ITERATIONS:-10000}
password.format = \"${FORMAT:-scram}\"
password.hash = [\"sha256\"]" plain_node "$port"
    printf '\n[perf]\nport = %d\n' $((port + 1))
    [ -z "${LOGINS:-}" ] || printf '\n[logins]\n%s\n' "$LOGINS"
  } > "$scratch/node.toml"
  { users "$online" user; users "$crowd" peer; } > "$scratch/users.csv"
  RINGTAIL_NO_BUILD=1 "$server" account importUsers --filename "$scratch/users.csv" \
    --config "$scratch/node.toml" --data "$scratch/data" > /dev/null
}

await() { # COMMAND …
  for _ in $(seq 1200); do
    "$@" 2>/dev/null && return
    sleep 0.1
  done
  echo "waited in vain for: $*" >&2
  tail -20 "$scratch"/*.log >&2
  exit 1
}

# A lab that works beside the node would be measured with it: the storm's gets what everybody else leaves, and the one that
# takes the time of messages waits for nobody, where that is allowed.
least="nice -n 19" first=
! chrt -i 0 true 2> /dev/null || least="chrt -i 0"
! chrt -f 1 true 2> /dev/null || first="chrt -f 1"

storm_once() { # ROUND
  $least "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -cp "$lab_classes" io.ringtail.bench.Bench run login-storm \
    --target "127.0.0.1:$port" --domain localhost --user-prefix peer --sasl "${SASL:-PLAIN}" \
    --users "$crowd" --rate "$storm" --seconds $((window + settle)) --repeats 1 --loops 1 --no-floor \
    --set phases.warm_up_s=0 --set phases.warm_up_max_s=0.1 --set phases.drain_s=35 \
    --out "$scratch/storm$1" > "$scratch/storm$1.log" 2>&1 || true
}

logged_in() { curl -s "127.0.0.1:$((port + 1))/metrics" | awk '/^sm_session_logins/ { s += $2 } END { print s + 0 }'; }

begun() { [ "$(logged_in)" -gt "$1" ]; }

configure
RINGTAIL_NO_BUILD=1 "$server" start --config "$scratch/node.toml" --data "$scratch/data" > "$scratch/node.log" 2>&1 &
pids+=($!)
await_port "$port"

total=$(((warm_up + rounds) * (3 * window + 25))) # a storm ends late
lab one-to-one --target "127.0.0.1:$port" --domain localhost --sasl "${SASL:-PLAIN}" --users "$online" --rate "$rate" \
  --seconds "$((total + 10))" --repeats 1 --loops 1 --no-floor --set phases.warm_up_s=10 --set phases.warm_up_max_s=10 \
  --out "$scratch/online" > "$scratch/online.log" 2>&1 &
online_pid=$!
pids+=($online_pid)
await begun $((online - 1))
sleep 15
: > "$scratch/windows"
for round in $(seq $((1 - warm_up)) "$rounds"); do # up to 0 they warm up
  before=$(now)
  sleep "$window"
  quiet=$(now)
  seen=$(logged_in)
  storm_once "$round" &
  storm_pid=$!
  await begun "$((seen + storm / 2))"
  from=$(now)
  sleep "$window"
  [ "$round" -le 0 ] || echo "$before $quiet $from $(now)" >> "$scratch/windows"
  wait "$storm_pid"
  sleep "$settle"
done
curl -s "127.0.0.1:$((port + 1))/metrics" | grep '^ringtail_logins\|^c2s_auth_failed' || true
kill -0 "$online_pid" 2> /dev/null || echo "the last windows are missing: the storms took too long" >&2
wait "$online_pid" || true
log=$(ls "$scratch"/online/*.hlog)
begin=$(log_begins "$log")
echo "online: $online sessions, $rate messages/s; storm: $storm logins/s (${SASL:-PLAIN})"
echo "round  quiet p50/p99/max ms      storm p50/p99/max ms      p99 ratio   slowest login ms"
round=0
while read -r before quiet from to; do
  round=$((round + 1))
  at() { awk -v t="$1" -v b="$begin" 'BEGIN { printf "%.3f", t - b }'; }
  read -r a50 a99 amax < <(percentiles "$log" "$(at "$before")" "$(at "$quiet")")
  read -r b50 b99 bmax < <(percentiles "$log" "$(at "$from")" "$(at "$to")")
  slowest=$(percentiles "$(ls "$scratch/storm$round"/*.hlog)" 0 100000 | cut -d' ' -f3)
  [ "$b99" != 0.00 ] || continue # the lab had ended
  ratio=$(awk -v a="$a99" -v b="$b99" 'BEGIN { printf "%.2f", b / a }')
  printf '%5d  %8s %8s %8s  %8s %8s %8s  %8s  %10s\n' "$round" "$a50" "$a99" "$amax" "$b50" "$b99" "$bmax" "$ratio" "$slowest"
  echo "$a99" >> "$scratch/a"; echo "$b99" >> "$scratch/b"; echo "$ratio" >> "$scratch/r"; echo "$slowest" >> "$scratch/s"
done < "$scratch/windows"
echo "medians: p99 quiet $(median < "$scratch/a") ms, in the storm $(median < "$scratch/b") ms, ratio $(median < "$scratch/r"); slowest login $(median < "$scratch/s") ms"
grep -h 'login failed\|error\|refused' "$scratch"/storm*.log | sort | uniq -c | head -5 || true
