// SPDX-License-Identifier: Apache-2.0
/**
 * The lab's own XMPP client codec, which shares nothing with any server.
 *
 * <pre>
 *   socket ─► TLS ─► Framing (TCP, WebSocket) ─► Framer ─► Stanza view ─► Negotiation │ SessionListener
 *   socket ◄─ TLS ◄─ one write per session and loop turn ◄─ Session.append ◄───────────┘
 * </pre>
 *
 * Everything of one session happens on its {@code LoadLoop}'s thread.
 */
package io.ringtail.bench.xmpp;
