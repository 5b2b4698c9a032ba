#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whether slixmpp, a client library that is not ours, gets on with the node: login by SCRAM over TLS, roster, messages, offline
# messages, carbons, archive, ping, and XEP-0198 with a cut and a resumption by slixmpp's own plugin.
#   bench/interop/slixmpp.sh [PORT]     exit status 1 if anything fails; installs python3-slixmpp from Debian if it is missing
# slixmpp 1.8 knows no channel binding but tls-unique and does not look at what is offered (XEP-0440): by SCRAM it logs in where
# auth.channel_binding is false, and where it is not it has to fall back to PLAIN inside TLS.
# KEEP=1 keeps the scratch folder with the node's log.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/node.inc.sh"
python=/usr/bin/python3 # Debian's packages are for Debian's Python
"$python" -c 'import slixmpp' 2> /dev/null || DEBIAN_FRONTEND=noninteractive apt-get -qq -y install python3-slixmpp > /dev/null
port=${1:-15822}
MORE_HOSTS=', "bound.example"'
MORE_USERS=$'romeo,bound.example,pencil\n'
MORE_TOML='
[[host_config]]
host = "localhost"
[host_config.auth]
methods = ["internal"]
channel_binding = false
'
start_node "$port"
"$python" "$here/slixmpp_talk.py" "$port" "$certificate"
check_node
