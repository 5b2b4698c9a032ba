// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Jid;

/**
 * To how many addresses a session may send directed presence: it remembers them, so that they hear
 * of its end (RFC 6121 §4.6).
 *
 * <p>Owner: Router. Allocates: per directed presence; bounded per session.
 */
record Directed(int limit) {
  /** False when the session may not add another address. */
  boolean add(final SessionView session, final Jid to) {
    final boolean fits = session.directed().contains(to) || session.directed().size() < limit;
    if (fits) {
      session.directed(to, true);
    }
    return fits;
  }
}
