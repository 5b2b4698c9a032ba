#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs every shipped scenario once, briefly, against Ringtail, ejabberd and Prosody, and says what came of each:
#   bench/every-scenario.sh [OUT]            results and reports in OUT/SCENARIO (./scenarios)
# USERS (100)  RATE (50): operations per second  SECONDS_EACH (3)  SERVERS ("ringtail ejabberd prosody")  SCENARIOS (all)
# Counts only (lost, doubled, reordered, misrouted, not offered): nothing is pinned and windows are too short for figures.
# Needs root, and once: bench/targets/target.sh install. Takes about ten minutes.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
out=${1:-scenarios}
users=${USERS:-100} rate=${RATE:-50} seconds=${SECONDS_EACH:-3}
servers=${SERVERS:-ringtail ejabberd prosody}
target=$root/bench/targets/target.sh

"$root/ringtail" bench --help > /dev/null # builds what is out of date, before any server runs
trap '"$target" stop || :' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -p "$out"
"$target" stop
arguments=
for server in $servers; do
  TARGETS_USERS=$users TARGETS_MODULES=mod_inbox "$target" start "$server" --archive --rooms
  arguments+=" $("$target" arguments "$server")"
done

worst=0
for file in "$root"/bench/src/main/resources/io/ringtail/bench/scenarios/*.toml; do
  scenario=$(basename "$file" .toml) code=0
  case " ${SCENARIOS:-$scenario} " in *" $scenario "*) ;; *) continue ;; esac
  # shellcheck disable=SC2086
  "$root/ringtail" bench run "$scenario" $arguments --users "$users" --rate "$rate" --repeats 1 --seconds "$seconds" --no-floor \
    --set phases.warm_up_s=1 --set phases.warm_up_max_s=2 --out "$out/$scenario" > "$out/$scenario.log" 2>&1 || code=$?
  printf '%s (exit %s)\n' "$scenario" "$code"
  # Of each server: its name, then what was counted, or why nothing could be.
  grep -E '^(ringtail|ejabberd|prosody) .*windows|^  [0-9,]+ to be received|^(ringtail|ejabberd|prosody): not offered' \
    "$out/$scenario.log" | sed 's/; the figures below are VOID//; s/^/  /' || :
  # 1 says that a window is void, as it is when three servers share the machine with the generator.
  [ "$code" -le 1 ] || worst=$code
done
exit "$worst"
