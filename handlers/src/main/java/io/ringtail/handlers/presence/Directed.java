// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Jid;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Remembers to whom each session has sent directed presence, so that they hear of its end (RFC 6121
 * §4.6).
 *
 * <p>Owner: Router. Allocates: per directed presence; bounded per session.
 */
final class Directed {
  private final SessionKey<Set<Jid>> key;
  private final int limit;

  Directed(final SessionKey<Set<Jid>> key, final int limit) {
    this.key = key;
    this.limit = limit;
  }

  /** False when the session may not add another address. */
  boolean add(final SessionView session, final Jid to) {
    Set<Jid> targets = session.state(key);
    if (targets == null) {
      targets = new LinkedHashSet<>(4);
      session.state(key, targets);
    }
    return targets.contains(to) || targets.size() < limit && targets.add(to);
  }

  void remove(final SessionView session, final Jid to) {
    final Set<Jid> targets = session.state(key);
    if (targets != null) {
      targets.remove(to);
    }
  }

  /** Everyone who has to hear that the session is unavailable; forgotten from now on. */
  Set<Jid> takeAll(final SessionView session) {
    final Set<Jid> targets = session.state(key);
    if (targets == null) {
      return Set.of();
    }
    session.state(key, null);
    return targets;
  }
}
