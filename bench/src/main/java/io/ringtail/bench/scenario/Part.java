// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.xmpp.Stanza;
import java.util.List;

/**
 * One kind of operation of an online population.
 *
 * <p>Owner: its loop. Allocates: at start only.
 */
interface Part {
  void assemble(List<Seat> seats);

  void act(long dueNs, long nowNs);

  /** True when the stanza was this part's. */
  boolean take(Seat seat, Stanza stanza, long nowNs);

  Counts counts();

  /** Sends without a schedule, for the maximum; {@code underWay} per pair. */
  default void beginClosed(final int underWay) {
    throw new ScenarioException("load.model = \"closed\" is only for one-to-one messages");
  }

  default void endClosed() {
    // Only closed loops end.
  }
}
