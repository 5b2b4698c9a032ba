#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What looking through large archives costs, on this machine, with a PostgreSQL of its own:
#   bench/measure-lookup.sh lookup [ROWS]   pages of 5 at five depths of 100 archives, 10,000,000 rows by default
# Needs PostgreSQL's server programs (Debian: postgresql). Everything runs on loopback in a scratch folder
# ($TMPDIR, about 0.6 GB per million rows) and ends by itself. QUIET names a command that runs the look-ups when the
# machine is quiet.
set -euo pipefail
. "$(dirname "$0")/measure.inc.sh"
postgres=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$postgres" ] || postgres=$(pg_config --bindir)
accounts=100
port=16732
node_pid=
# PostgreSQL refuses to run as root
as_database=
if [ "$(id -u)" = 0 ]; then
  as_database="runuser -u postgres --"
  chmod 711 "$scratch"
fi
end() {
  [ -z "$node_pid" ] || kill "$node_pid" 2>/dev/null || true
  [ ! -f "$scratch/db/postmaster.pid" ] || $as_database "$postgres/pg_ctl" -D "$scratch/db" -m immediate stop > /dev/null || true
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap end EXIT

build

start_database() {
  mkdir "$scratch/db"
  [ -z "$as_database" ] || chown postgres "$scratch/db"
  $as_database "$postgres/initdb" -D "$scratch/db" -U postgres --auth=trust -E UTF8 --locale=C > /dev/null
  $as_database "$postgres/pg_ctl" -D "$scratch/db" -w -l "$scratch/db/log" \
    -o "-p $port -k $scratch/db -c shared_buffers=2GB -c max_wal_size=8GB -c maintenance_work_mem=1GB" start > /dev/null
  sql -c 'CREATE DATABASE ringtail' postgres
}

# sql ARGUMENTS: psql as the database's own user
sql() { "$postgres/psql" -q -h 127.0.0.1 -p "$port" -U postgres -v ON_ERROR_STOP=1 "$@"; }

configure() {
  {
    plain_node 16731
    cat <<TOML

[outgoing_pools.rdbms.default]
workers = 10

  [outgoing_pools.rdbms.default.connection]
  driver = "pgsql"
  host = "127.0.0.1"
  port = $port
  database = "ringtail"
  username = "postgres"
  password = ""

[modules.mod_presence]

[modules.mod_mam]
query_rate = 1000000
total_query_rate = 1000000
TOML
  } > "$scratch/node.toml"
  users "$accounts" user > "$scratch/users.csv"
  import_users
}

# load ROWS: a message each millisecond from 2020 on, between any two of the accounts
load() {
  sql ringtail <<SQL
CREATE UNLOGGED TABLE archive_bench (LIKE archive INCLUDING DEFAULTS);
INSERT INTO archive_bench
SELECT (1577836800000000 + i * 1000)::bigint << 8, numbers[1 + s], numbers[1 + r], 3,
  'user' || s || '@localhost', 'user' || r || '@localhost',
  convert_to('<message from=''user' || s || '@localhost/phone'' to=''user' || r
    || '@localhost'' type=''chat'' id=''' || md5(i::text) || '''><body>' || i
    || ' the quick brown fox jumps over the lazy dog, the quick brown fox jumps</body></message>', 'UTF8')
FROM (SELECT array_agg(number ORDER BY substring(local from 5)::int) AS numbers FROM account) AS accounts,
  (SELECT i, (i * 7919) % $accounts AS s, (i * 7919 + 1 + i / $accounts % ($accounts - 1)) % $accounts AS r
   FROM generate_series(0::bigint, $1 - 1) AS i) AS messages;
ALTER TABLE archive_bench ADD PRIMARY KEY (id);
CREATE INDEX ON archive_bench (sender, id) WHERE (visible & 1) <> 0;
CREATE INDEX ON archive_bench (recipient, id) WHERE (visible & 2) <> 0;
ALTER TABLE archive ATTACH PARTITION archive_bench
  FOR VALUES FROM (1577836800000000::bigint << 8) TO (1893456000000000::bigint << 8);
VACUUM ANALYZE archive_bench;
SQL
  sql -t ringtail -c "SELECT count(*) || ' rows, ' || pg_size_pretty(pg_total_relation_size('archive_bench')) FROM archive_bench"
}

# node ARGUMENTS: becomes the command; for a subshell
node() {
  exec "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx512m -cp "$root/config/target/dist/lib/*" io.ringtail.config.Main "$@"
}

start_node() {
  if (exec 3<> /dev/tcp/127.0.0.1/16731) 2>/dev/null; then
    echo "port 16731 is taken" >&2
    exit 1
  fi
  node start --config "$scratch/node.toml" --data "$scratch/data" > "$scratch/node.log" 2>&1 &
  node_pid=$!
  for _ in $(seq 200); do
    if (exec 3<> /dev/tcp/127.0.0.1/16731) 2>/dev/null; then return; fi
    kill -0 "$node_pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$scratch/node.log" >&2
  exit 1
}

lookup() {
  start_database
  configure
  load "$1"
  start_node
  # shellcheck disable=SC2086
  ${QUIET:-} "$java" "@$root/config/jvm.options" -XX:+UseSerialGC -Xmx512m -cp "$lab_classes" \
    io.ringtail.bench.Bench archive --target 127.0.0.1:16731 --pid "$node_pid" \
    --database-pid "$(head -1 "$scratch/db/postmaster.pid")" --connections "${CONNECTIONS:-4}" --queries "${QUERIES:-2000}" \
    --from 2020-01-01T00:00:00Z --to "$(date -u -d "@$((1577836800 + $1 / 1000))" +%Y-%m-%dT%H:%M:%SZ)"
}

case "${1:-}" in
  lookup) lookup "${2:-10000000}" ;;
  *) sed -n '3,8p' "$0" | cut -c3-; exit 2 ;;
esac
