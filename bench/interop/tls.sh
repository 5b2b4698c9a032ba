#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whether OpenSSL's client goes on with a TLS session by its ticket, and is refused early data (0-RTT, which could be replayed):
#   bench/interop/tls.sh [PORT]         exit status 1 if not
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/node.inc.sh"
port=${1:-15842}
start_node "$port" $((port + 1))
header="<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
printf %s "$header" > "$scratch/early"

# A pause behind the header: tickets of TLS 1.3 come with the answer.
connect() { { printf %s "$header"; sleep 1; } | openssl s_client -connect "127.0.0.1:$((port + 1))" -servername localhost "$@" 2> /dev/null; }

for version in tls1_2 tls1_3; do
  connect -$version -sess_out "$scratch/$version" | grep -q '^New,'
  connect -$version -sess_in "$scratch/$version" | grep -q '^Reused,' || { echo "tls  FAILED  $version: no resumption"; exit 1; }
  echo "tls  ok  $version resumes by its ticket"
done
connect -tls1_3 -sess_in "$scratch/tls1_3" -early_data "$scratch/early" > "$scratch/out"
grep -q 'Early data was not sent\|Early data was rejected' "$scratch/out" ||
  { echo 'tls  FAILED  early data'; grep -i early "$scratch/out"; exit 1; }
grep -q '<stream:features' "$scratch/out" || { echo 'tls  FAILED  no stream behind it'; exit 1; }
echo "tls  ok  early data: $(grep -o 'Early data was [a-z ]*' "$scratch/out" | head -1)"
check_node
