// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.util.Map;
import java.util.SequencedMap;

/**
 * What the machine's own primitives cost, so that figures of different machines compare.
 *
 * <p>Owner: anyone. Allocates: once per run.
 *
 * @param costsNs CPU nanoseconds per operation by name, in the order to show them; empty where the
 *     floor was not measured
 */
public record FloorCard(SequencedMap<String, Double> costsNs) {
  /** One read and one write of one message on a loopback socket. */
  public static final String READ_WRITE = "loopback read+write";

  /** The share of one message in a write of many. */
  public static final String COALESCED_WRITE = "coalesced write";

  /** A message through the minimal relay: the multiple that results are shown in. */
  public static final String RELAY = "minimal relay";

  /** Sealing and opening one TLS record. */
  public static final String TLS_RECORD = "TLS record";

  /** Appending one message to a file and forcing it to the disk: wall time. */
  public static final String APPEND_FSYNC = "append+fsync";

  /** A bare epoll client's send and receive of one message: what the generator is held to. */
  public static final String EPOLL_CLIENT = "bare epoll client";

  public FloorCard {
    costsNs = Maps.ordered(costsNs);
  }

  public static FloorCard notMeasured() {
    return new FloorCard(Maps.ordered(Map.of()));
  }

  /** Nanoseconds, or {@code NaN} where it was not measured. */
  public double costNs(final String name) {
    final Double cost = costsNs.get(name);
    return cost == null ? Double.NaN : cost;
  }
}
