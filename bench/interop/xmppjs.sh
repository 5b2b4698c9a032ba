#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whether xmpp.js, a client library that is not ours, gets on with the node by the quick way in: SASL2, Bind 2 with stream
# management inside, a FAST token for the return, and a cut and a resumption in one answer.
#   bench/interop/xmppjs.sh [PORT]      exit status 1 if anything fails; fetches @xmpp/client from npm into a scratch folder
# KEEP=1 keeps that folder, with the node's log.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/node.inc.sh"
port=${1:-15832}
mkdir "$scratch/js"
npm install --silent --no-audit --no-fund --prefix "$scratch/js" @xmpp/client@0.14.0 > /dev/null
cp "$here/xmppjs_talk.mjs" "$scratch/js/"
start_node "$port" $((port + 1))
NODE_EXTRA_CA_CERTS=$certificate node "$scratch/js/xmppjs_talk.mjs" $((port + 1))
check_node
