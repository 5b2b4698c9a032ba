# SPDX-License-Identifier: Apache-2.0
# Sourced by the measure-*.sh beside it: where things are, and a node on loopback that is asked nothing but to be measured.
# Sets root, java and scratch (a folder that the caller removes), and sees to it that lab and node are built.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/.mvn/find-jdk.sh"
find_jdk
java=$JAVA_HOME/bin/java
scratch=$(mktemp -d "${TMPDIR:-/tmp}/ringtail-measure.XXXXXX")
lab_classes="$root/bench/target/dist/lib/*"

build() {
  [ -d "$root/bench/target/dist/lib" ] ||
    (cd "$root" && ./mvnw -q -B -ntp -DskipTests -pl bench -am package)
  # also makes the start-up cache: without it 10,000 clients are back a second later
  [ -n "${RINGTAIL_NO_BUILD:-}" ] || "$root/ringtail" start --help > /dev/null
}

# plain_node PORT [MORE_HOSTS]: the beginning of a configuration; what follows at once belongs to the listener. AUTH_LINES say
# something else about passwords than that they are stored as they are.
plain_node() {
  local auth=${AUTH_LINES:-password.format = '"plain"'}
  cat <<TOML
[general]
hosts = ["localhost"${2:+, $2}]
default_server_domain = "localhost"

[auth]
methods = ["internal"]
$auth

[[listen.c2s]]
ip_address = "127.0.0.1"
port = $1
tls.mode = "none"
allow_plain_without_tls = true
TOML
}

# users COUNT PREFIX …: lines of a users.csv; the password is the name
users() {
  local count=$1 prefix
  shift
  for prefix in "$@"; do
    seq 0 $((count - 1)) | awk -v p="$prefix" '{ printf "%s%d,localhost,%s%d\n", p, $1, p, $1 }'
  done
}

# import_users [CONFIG]: the users.csv of the scratch folder, into its idle data folder
import_users() {
  RINGTAIL_NO_BUILD=1 "$root/ringtail" account importUsers --filename "$scratch/users.csv" \
    --config "${1:-$scratch/node.toml}" --data "$scratch/data" > /dev/null
}

# await_port PORT: until somebody listens there
await_port() {
  for _ in $(seq 300); do
    (: < "/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    sleep 0.1
  done
  echo "nothing listens on $1" >&2
  tail -n 50 "$scratch"/*.log >&2
  exit 1
}

# percentiles LOG START END (seconds since the lab's log began): p50 p99 max in ms
percentiles() {
  "$java" -cp "$lab_classes" org.HdrHistogram.HistogramLogProcessor -i "$1" -csv \
    -outputValueUnitRatio 1000000 -start "$2" -end "$3" 2>/dev/null |
    awk -F, '!/^[#"]/ && $2 >= 0.5 && !a { a = $1 } !/^[#"]/ && $2 >= 0.99 && !b { b = $1 } !/^[#"]/ && NF > 2 { m = $1 }
      END { printf "%.2f %.2f %.2f\n", a, b, m }'
}

# log_begins LOG: when it did, in seconds since 1970
log_begins() {
  awk -F'[: ]' '/StartTime/ { for (i = 1; i <= NF; i++) if ($i + 0 > 1e9) { print $i; exit } }' "$1"
}

# median: of the numbers read
median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# now: in seconds since 1970, as log_begins
now() { date +%s.%N; }

# full_memory: as on a server that has run for long, files fill it and new pages come from theirs. A virtual machine that gives
# free memory back to its host gets it again page by page, at 7 to 11 us a page where a page costs 2 (measured); all of that would
# be accounted to whoever writes to a file next. The file is a hole, and takes no place on the disk.
full_memory() {
  truncate -s "$(awk '/MemTotal/ { print $2 }' /proc/meminfo)K" "$scratch/hole"
  cat "$scratch/hole" > /dev/null
}
