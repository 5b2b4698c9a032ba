-- Prosody for the lab: one-to-one messages on loopback, plain TCP, nothing a message does not need.
-- target.sh fills in @…@ and drops the lines marked "archive" where it is off.
data_path = "@HOME@/data"
pidfile = "@HOME@/prosody.pid"
log = { warn = "@HOME@/prosody.log" }

network_backend = "epoll"
network_settings = { tcp_backlog = 4096 }
interfaces = { "127.0.0.1" }
c2s_ports = { @PORT@ }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true

authentication = "internal_plain"
modules_enabled = {
  "roster"; "saslauth"; "disco"; "ping"; "version"; "carbons"; "smacks"; "posix";
  "mam"; -- archive
}
modules_disabled = { "s2s" }

storage = { archive = "sql" } -- archive
sql = { driver = "PostgreSQL", host = "127.0.0.1", port = @DB_PORT@, database = "prosody", username = "prosody", password = "x" } -- archive
default_archive_policy = true -- archive

VirtualHost "localhost"
Component "conference.localhost" "muc" -- rooms
