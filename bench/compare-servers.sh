#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compares Ringtail, ejabberd and Prosody on one-to-one messages, archive off and on, and writes the report:
#   bench/compare-servers.sh [OUT]           results, interval logs and report.html in OUT (./peers-report)
# ROUNDS (5)  SECONDS_EACH (10)  CONNECTIONS (1000)  RATE_OFF (2000)  RATE_ON (100): messages per second offered to each
# LAB_OPTIONS   more for 'bench run', such as --set phases.warm_up_max_s=6
# Needs root, and once: bench/targets/target.sh install. Takes about ten minutes. Servers and PostgreSQL share one core, the
# generator has another; they are started by this script, on loopback, and gone when it ends.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
out=${1:-peers-report}
rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-10} connections=${CONNECTIONS:-1000}
rate_off=${RATE_OFF:-2000} rate_on=${RATE_ON:-100}
target=$root/bench/targets/target.sh

command -v taskset > /dev/null && [ "$(nproc)" -ge 2 ] || { echo "two cores and taskset (package util-linux) are needed" >&2; exit 1; }
lab() { taskset -c 1 "$root/ringtail" bench "$@"; }

export TARGETS_CPUS=0 TARGETS_USERS=$connections
lab --help > /dev/null # builds what is out of date, before any server runs
trap '"$target" stop || :' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# compare NAME RATE [--archive]
compare() {
  local name=$1 rate=$2 code=0
  shift 2
  "$target" stop
  for server in ringtail ejabberd prosody; do "$target" start "$server" "$@"; done
  # shellcheck disable=SC2046
  lab run one-to-one $(for server in ringtail ejabberd prosody; do "$target" arguments "$server"; done) \
    --users "$connections" --rate "$rate" --repeats "$rounds" --seconds "$seconds" ${LAB_OPTIONS:-} --out "$out/$name" || code=$?
  # 1 says that rounds are void: the report says which and why.
  [ "$code" -le 1 ] || exit "$code"
}

mkdir -p "$out"
compare archive-off "$rate_off"
compare archive-on "$rate_on" --archive
lab report "archive off=$out/archive-off/result.json" "archive on=$out/archive-on/result.json" --output "$out/report.html"
