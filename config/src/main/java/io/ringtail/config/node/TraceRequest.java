// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

/**
 * What is to be followed: the stanzas of one session, or those with one id.
 *
 * @param session full JID, or a bare one for any session of the account; empty when an id is given
 * @param id the stanzas' id; empty when a session is given
 * @param seconds longest time
 * @param count stanzas after which it ends
 *     <p>Owner: anyone, immutable. Allocates: per request.
 */
public record TraceRequest(String session, String id, int seconds, int count) {}
