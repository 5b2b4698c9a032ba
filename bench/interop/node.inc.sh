# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts beside it: a node on loopback with TLS, SCRAM and every default module, for somebody else's client
# to talk to. Sets root, scratch and certificate; both users' password is "pencil". The node ends with the script.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/ringtail-interop.XXXXXX")
certificate=$scratch/data/tls-selfsigned.pem
node_pid=

end() {
  [ -z "$node_pid" ] || kill "$node_pid" 2> /dev/null || true
  wait 2> /dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf "$scratch"
}
trap end EXIT

# start_node PORT [DIRECT_TLS_PORT]; MORE_TOML is added to its configuration, MORE_USERS to its accounts
start_node() {
  cat > "$scratch/node.toml" <<TOML
[general]
hosts = ["localhost"${MORE_HOSTS:-}]
default_server_domain = "localhost"

[auth]
methods = ["internal"]

[[listen.c2s]]
ip_address = "127.0.0.1"
port = $1
tls.mode = "starttls_required"
TOML
  [ -z "${2:-}" ] || cat >> "$scratch/node.toml" <<TOML

[[listen.c2s]]
ip_address = "127.0.0.1"
port = $2
tls.mode = "tls"
TOML
  printf '%s' "${MORE_TOML:-}" >> "$scratch/node.toml"
  printf 'romeo,localhost,pencil\njuliet,localhost,pencil\n%s' "${MORE_USERS:-}" > "$scratch/users.csv"
  "$root/ringtail" version > /dev/null # builds what is out of date
  RINGTAIL_NO_BUILD=1 "$root/ringtail" account importUsers --filename "$scratch/users.csv" \
    --config "$scratch/node.toml" --data "$scratch/data" > /dev/null
  RINGTAIL_NO_BUILD=1 "$root/ringtail" start --config "$scratch/node.toml" --data "$scratch/data" > "$scratch/node.log" 2>&1 &
  node_pid=$!
  for _ in $(seq 300); do
    ! grep -q '^Ready' "$scratch/node.log" || return 0
    sleep 0.1
  done
  cat "$scratch/node.log" >&2
  return 1
}

# check_node: it must not have met a bug of its own
check_node() {
  ! grep 'fault in ' "$scratch/node.log" >&2
}
