// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * The answer to an IQ that preparation asked.
 *
 * @param ok whether it is a result
 * @param xml the whole stanza
 * @param condition of an error, else empty
 *     <p>Owner: anyone, immutable. Allocates: never.
 */
public record Reply(boolean ok, String xml, String condition) {
  static Reply of(final Stanza stanza) {
    final boolean ok = stanza.typeIs("result");
    return new Reply(ok, stanza.toString(), ok ? "" : stanza.condition());
  }

  /** The reply to a question that can no longer be answered. */
  static Reply lost(final String reason) {
    return new Reply(false, "", reason);
  }
}
