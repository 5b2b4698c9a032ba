// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a scenario does, and what a server must offer for it.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum Kind {
  ONE_TO_ONE,
  IDLE,
  LOGIN_STORM,
  MAM_LOOKUP(Offer.ARCHIVE),
  INBOX_LOOKUP(Offer.INBOX),
  MIXED,
  RECONNECT_STORM,
  SLOW_CONSUMER,
  PRESENCE_STORM,
  MANY_DOMAINS,
  MUCLIGHT(Offer.MUC_LIGHT),
  MUC(Offer.MUC);

  private final List<String> needs;

  Kind(final String... needs) {
    this.needs = List.of(needs);
  }

  /** Features without which the target is reported as not offering the scenario. */
  public List<String> needs() {
    return needs;
  }

  /** As in a file: {@code one-to-one}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Kind of(final String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
