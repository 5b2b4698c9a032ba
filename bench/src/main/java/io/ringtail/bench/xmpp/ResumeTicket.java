// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * What a client keeps of a stream it wants to resume (XEP-0198 §5).
 *
 * @param id the server's name for the stream
 * @param jid the resource that was bound
 * @param received stanzas handled, the client's h
 *     <p>Owner: anyone, immutable. Allocates: never.
 */
public record ResumeTicket(String id, String jid, int received) {}
