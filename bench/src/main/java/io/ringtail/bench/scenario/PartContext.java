// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.LoopStats;
import io.ringtail.bench.load.Stamp;
import io.ringtail.bench.xmpp.Stanza;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * What the parts of one loop share.
 *
 * @param run marks this run's stanzas, so that those of an earlier one are not counted
 * @param share of all operations that fall to this loop
 *     <p>Owner: the loop. Allocates: at start.
 */
record PartContext(
    Scenario scenario,
    LoopStats stats,
    int run,
    double share,
    SplittableRandom random,
    Stamp stamp) {
  private static final byte[] BODY = "<body".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STATUS = "<status".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FORWARDED = "<forwarded".getBytes(StandardCharsets.US_ASCII);

  PartContext(final Scenario scenario, final LoopStats stats, final int run, final double share) {
    this(scenario, stats, run, share, new SplittableRandom(run), new Stamp());
  }

  /** Reads the stamp of a message's own body; false when it has none of this run. */
  boolean stampOfBody(final Stanza stanza) {
    final int at = stanza.find(BODY);
    if (at < 0) {
      return false;
    }
    final int forwarded = stanza.find(FORWARDED);
    return (forwarded < 0 || at < forwarded) && stampAt(stanza, at + BODY.length);
  }

  boolean stampOfStatus(final Stanza stanza) {
    final int at = stanza.find(STATUS);
    return at >= 0 && stampAt(stanza, at + STATUS.length);
  }

  private boolean stampAt(final Stanza stanza, final int from) {
    final byte[] in = stanza.bytes();
    int at = from;
    while (at < stanza.to() && in[at] != '>') {
      at++;
    }
    return stamp.read(in, at + 1, stanza.to(), run);
  }

  /** How many numbers one flow of {@code flows} will use, roughly. */
  int expectedPerFlow(final int flows) {
    final double seconds = scenario.number(Key.WARM_UP_MAX_S) + scenario.number(Key.MEASURE_S);
    final double all = scenario.number(Key.RATE) * seconds * scenario.whole(Key.REPEATS) * share;
    return (int) Math.min(1 << 22, 1.2 * all / Math.max(1, flows) + 64);
  }
}
