#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Servers for the lab to measure, on loopback, with equivalent configurations:
#   bench/targets/target.sh install [NAME…]            ejabberd, prosody, postgresql from Debian's packages (as root)
#   bench/targets/target.sh start NAME [--archive] [--rooms]   ringtail, ejabberd or prosody; the archive is on PostgreSQL,
#                                                      rooms (XEP-0045) are for those that have them
#   bench/targets/target.sh stop [NAME…]               all without a name; their scratch folders go, too
#   bench/targets/target.sh status                     addresses and process ids of those that run
#   bench/targets/target.sh arguments NAME             what bench needs to know: --target … --pid …
# TARGETS_HOME   scratch folder (/tmp/ringtail-targets)    TARGETS_USERS  accounts user0 … (1000), password = name
# TARGETS_CPUS   cores for server and database, as for taskset (all)
# Accounts have plain passwords and listeners no TLS: never run this where others can reach loopback.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
home=${TARGETS_HOME:-/tmp/ringtail-targets}
users=${TARGETS_USERS:-1000}
# Below 32768: a port that clients are given for their own end could be taken, or reached by connecting to itself.
db_port=15432
dist_port=15269
postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || :)

say() { printf 'target: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

port_of() {
  case $1 in
    ringtail) echo 15222 ;;
    ejabberd) echo 15322 ;;
    prosody) echo 15422 ;;
    *) fail "no target '$1': ringtail, ejabberd or prosody" ;;
  esac
}

pin=()
[ -z "${TARGETS_CPUS:-}" ] || pin=(taskset -c "$TARGETS_CPUS")

# as USER COMMAND…: with that system user's rights, from a folder it can read.
as() {
  local user=$1
  shift
  if [ "$(id -un)" = "$user" ]; then "$@"; else (cd / && exec "${pin[@]}" setpriv --reuid="$user" --regid="$user" --init-groups -- "$@"); fi
}

need() { command -v "$1" > /dev/null || [ -x "$1" ] || fail "$2 is not installed: bench/targets/target.sh install $2 (as root)"; }

listens() { (: < "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

# Waits for a listener; a log to show if it never comes.
await() {
  for _ in $(seq 600); do
    listens "$1" && return
    sleep 0.2
  done
  tail -n 20 "$2" >&2 || :
  fail "nothing listens on 127.0.0.1:$1"
}

# Waits until a server has written down its process id.
await_pid() {
  for _ in $(seq 100); do
    if [ -s "$1" ]; then
      tr -dc 0-9 < "$1"
      return
    fi
    sleep 0.2
  done
  fail "no process id in $1"
}

# Waits until a process is gone; then it is killed.
await_end() {
  for _ in $(seq 100); do
    kill -0 "$1" 2> /dev/null || return 0
    sleep 0.2
  done
  say "process $1 does not end, killing it"
  kill -9 "$1" 2> /dev/null || :
}

fresh() { # NAME USER [PORT]
  ! [ -s "$home/$1/pids" ] || fail "$1 is running already: bench/targets/target.sh stop $1"
  ! listens "${3:-$(port_of "$1")}" || fail "something listens on 127.0.0.1:${3:-$(port_of "$1")} already"
  rm -rf "${home:?}/$1"
  mkdir -p "$home/$1"
  chmod 755 "$home"
  [ "$(id -u)" != 0 ] || chown "$2" "$home/$1"
}

# configure NAME ARCHIVE FILE: the template with ports filled in, without the archive and the rooms where they are off.
configure() {
  sed -e "s|@HOME@|$home/$1|; s|@PORT@|$(port_of "$1")|; s|@DB_PORT@|$db_port|" \
    -e "$([ "$2" = archive ] && keep archive || drop archive)" -e "$([ -n "$rooms" ] && keep rooms || drop rooms)" \
    "$here/$3" > "$home/$1/$3"
}

# What sed does with the lines that are marked so.
keep() { echo "s/ *\(#\|--\) $1\$//"; }
drop() { echo "/\(#\|--\) $1\$/d"; }

install_packages() {
  [ "$(id -u)" = 0 ] || fail "installing needs root"
  [ $# -gt 0 ] || set -- ejabberd prosody postgresql
  local packages=() guard=
  for name in "$@"; do
    case $name in
      ejabberd) packages+=(ejabberd erlang-p1-pgsql) ;;
      prosody) packages+=(prosody lua-event lua-sec lua-dbi-postgresql) ;;
      postgresql) packages+=(postgresql) ;;
      *) fail "nothing to install for '$name'" ;;
    esac
  done
  # Debian starts what it installs; these servers are to run only when asked, with our configuration.
  if ! [ -e /usr/sbin/policy-rc.d ]; then
    guard=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' > "$guard"
    chmod 755 "$guard"
    trap 'rm -f '"$guard" EXIT
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

start_database() { # DATABASE
  [ -n "$postgres_bin" ] || need postgres postgresql
  if ! [ -s "$home/postgresql/pids" ]; then
    fresh postgresql postgres "$db_port"
    local data=$home/postgresql/data
    as postgres "$postgres_bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C > "$home/postgresql/initdb.log"
    cat >> "$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $db_port
unix_socket_directories = '$home/postgresql'
shared_buffers = 256MB
max_wal_size = 4GB
CONF
    as postgres "$postgres_bin/pg_ctl" -D "$data" -l "$home/postgresql/postgresql.log" -w start > /dev/null
    head -n 1 "$data/postmaster.pid" > "$home/postgresql/pids"
  fi
  query postgres "DROP DATABASE IF EXISTS $1" -c "DROP ROLE IF EXISTS $1" -c "CREATE ROLE $1 LOGIN PASSWORD 'x'" \
    -c "CREATE DATABASE $1 OWNER $1"
}

query() { # DATABASE SQL [more options]
  local database=$1 sql=$2
  shift 2
  psql -q -h 127.0.0.1 -p "$db_port" -U postgres -v ON_ERROR_STOP=1 -d "$database" -c "$sql" "$@" > /dev/null 2> >(grep -v NOTICE >&2)
}

start_ringtail() {
  . "$root/.mvn/find-jdk.sh"
  find_jdk
  [ -d "$root/config/target/ringtail/lib" ] || "$root/ringtail" version > /dev/null
  fresh ringtail "$(id -un)"
  configure ringtail "$1" ringtail.toml
  for module in ${TARGETS_MODULES:-}; do printf '[modules.%s]\n' "$module" >> "$home/ringtail/ringtail.toml"; done
  [ "$1" = plain ] || start_database ringtail
  seq 0 $((users - 1)) | awk '{ printf "user%d,localhost,user%d\n", $1, $1 }' > "$home/ringtail/users.csv"
  RINGTAIL_NO_BUILD=1 "$root/ringtail" account importUsers --filename "$home/ringtail/users.csv" \
    --config "$home/ringtail/ringtail.toml" --data "$home/ringtail/data" > "$home/ringtail/import.log" 2>&1 ||
    { tail -n 5 "$home/ringtail/import.log" >&2; fail "the accounts could not be made"; }
  # exec: the process whose id is kept is the node itself.
  (
    export RINGTAIL_NO_BUILD=1
    exec "${pin[@]}" "$root/ringtail" start --config "$home/ringtail/ringtail.toml" --data "$home/ringtail/data"
  ) > "$home/ringtail/ringtail.log" 2>&1 < /dev/null &
  echo $! > "$home/ringtail/pids"
  await "$(port_of ringtail)" "$home/ringtail/ringtail.log"
}

# As its user from the start: the control script's own way there, su, brings back PAM's 1,024 open files.
ejabberd_control() {
  as ejabberd env HOME=/var/lib/ejabberd EJABBERD_PID_PATH="$home/ejabberd/ejabberd.pid" ERL_DIST_PORT="$dist_port" INET_DIST_INTERFACE=127.0.0.1 \
    ejabberdctl --config "$home/ejabberd/ejabberd.yml" \
    --ctl-config /dev/null --logs "$home/ejabberd" --spool "$home/ejabberd/spool" --node ringtail-lab@localhost "$@"
}

start_ejabberd() {
  need ejabberdctl ejabberd
  fresh ejabberd ejabberd
  configure ejabberd "$1" ejabberd.yml
  install -d -o ejabberd "$home/ejabberd/spool"
  if [ "$1" = archive ]; then
    start_database ejabberd
    PGOPTIONS='-c role=ejabberd' psql -q -h 127.0.0.1 -p "$db_port" -U postgres -d ejabberd -v ON_ERROR_STOP=1 \
      -f /usr/share/ejabberd/sql/pg.sql > /dev/null
  fi
  {
    echo '<server-data xmlns="urn:xmpp:pie:0"><host jid="localhost">'
    seq 0 $((users - 1)) | awk '{ printf "<user name=\"user%d\" password=\"user%d\"/>\n", $1, $1 }'
    echo '</host></server-data>'
  } > "$home/ejabberd/users.xml"
  # As the distribution runs it, but attached, so that its process is ours to know.
  ejabberd_control foreground > "$home/ejabberd/out.log" 2>&1 < /dev/null &
  await "$(port_of ejabberd)" "$home/ejabberd/out.log"
  await_pid "$home/ejabberd/ejabberd.pid" > "$home/ejabberd/pids"
  ejabberd_control started || fail "ejabberd listens, but does not come up"
  ejabberd_control import_piefxis "$home/ejabberd/users.xml" > "$home/ejabberd/import.log" 2>&1 ||
    { tail -n 5 "$home/ejabberd/import.log" >&2; fail "the accounts could not be made"; }
}

start_prosody() {
  need prosody prosody
  fresh prosody prosody
  configure prosody "$1" prosody.cfg.lua
  [ "$1" = plain ] || start_database prosody
  mkdir -p "$home/prosody/data/localhost/accounts"
  for user in $(seq 0 $((users - 1))); do
    printf 'return {\n\t["password"] = "user%d";\n};\n' "$user" > "$home/prosody/data/localhost/accounts/user$user.dat"
  done
  [ "$(id -u)" != 0 ] || chown -R prosody "$home/prosody"
  as prosody sh -c "ulimit -n 65536; exec prosody -F --config '$home/prosody/prosody.cfg.lua'" > "$home/prosody/out.log" 2>&1 < /dev/null &
  await "$(port_of prosody)" "$home/prosody/prosody.log"
  await_pid "$home/prosody/prosody.pid" > "$home/prosody/pids"
}

start() {
  [ $# -gt 0 ] || fail "start what? ringtail, ejabberd or prosody"
  local name=$1 archive=plain
  rooms=
  port_of "$name" > /dev/null
  shift
  for option in "$@"; do
    case $option in
      --archive) archive=archive ;;
      --rooms) rooms=rooms ;;
      *) fail "no option '$option': --archive or --rooms" ;;
    esac
  done
  [ "$name" = ringtail ] || [ "$(id -u)" = 0 ] || fail "starting $name as its own system user needs root"
  trap 'code=$?; [ "$code" = 0 ] || stop_one '"$name" EXIT
  "start_$name" "$archive"
  echo "$archive" > "$home/$name/archive"
  say "$name listens on 127.0.0.1:$(port_of "$name"), $users accounts, archive $([ "$archive" = archive ] && echo on || echo off)"
}

stop_one() {
  if [ -s "$home/$1/pids" ]; then
    local pid
    pid=$(cat "$home/$1/pids")
    case $1 in
      postgresql) as postgres "$postgres_bin/pg_ctl" -D "$home/postgresql/data" -m fast -w stop > /dev/null || : ;;
      ejabberd) ejabberd_control stop > /dev/null 2>&1 || kill "$pid" 2> /dev/null || : ;;
      *) kill "$pid" 2> /dev/null || : ;;
    esac
    await_end "$pid"
  fi
  rm -rf "${home:?}/$1"
}

stop() {
  [ $# -gt 0 ] || set -- ringtail ejabberd prosody postgresql
  for name in "$@"; do stop_one "$name"; done
}

status() {
  for name in ringtail ejabberd prosody; do
    ! [ -s "$home/$name/pids" ] || arguments "$name"
  done
}

arguments() {
  [ -s "$home/$1/pids" ] || fail "$1 is not running"
  local pid=$1/server=$(cat "$home/$1/pids")
  if [ "$(cat "$home/$1/archive" 2> /dev/null)" = archive ]; then pid="$pid,$1/db=$(cat "$home/postgresql/pids")"; fi
  echo "--target $1=127.0.0.1:$(port_of "$1") --pid $pid"
}

case ${1:-} in
  install) shift; install_packages "$@" ;;
  start | stop | status | arguments) "$@" ;;
  *) sed -n '3,13p' "$0" >&2; exit 2 ;;
esac
