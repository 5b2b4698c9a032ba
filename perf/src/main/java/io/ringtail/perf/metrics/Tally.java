// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import io.ringtail.handlers.node.Traffic;

/**
 * What a domain or host type has seen.
 *
 * @param sessions bound now
 *     <p>Owner: anyone, immutable. Allocates: per look.
 */
public record Tally(long messages, long presences, long iqs, long sessions) {
  static final Tally ZERO = new Tally(0, 0, 0, 0);

  /** As counted by the Router up to now. */
  public static Tally of(final Traffic traffic) {
    return new Tally(traffic.messages(), traffic.presences(), traffic.iqs(), traffic.sessionsNow());
  }

  public long stanzas() {
    return messages + presences + iqs;
  }

  public Tally plus(final Tally other) {
    return new Tally(
        messages + other.messages,
        presences + other.presences,
        iqs + other.iqs,
        sessions + other.sessions);
  }

  /** This with another's growth: sessions are not a growth, they are as they are now. */
  Tally grown(final Tally before, final Tally now) {
    return new Tally(
        messages + now.messages - before.messages,
        presences + now.presences - before.presences,
        iqs + now.iqs - before.iqs,
        now.sessions);
  }
}
