// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

/**
 * What was checked, from the start of the lab.
 *
 * @param expected deliveries that the operations sent should have caused
 * @param received those that came, each counted once
 * @param misrouted those that came to somebody they were not for
 *     <p>Owner: anyone, immutable. Allocates: per call.
 */
public record Counts(long expected, long received, long doubled, long reordered, long misrouted) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  public Counts plus(final Counts more) {
    return new Counts(
        expected + more.expected,
        received + more.received,
        doubled + more.doubled,
        reordered + more.reordered,
        misrouted + more.misrouted);
  }

  public Counts minus(final Counts before) {
    return new Counts(
        expected - before.expected,
        received - before.received,
        doubled - before.doubled,
        reordered - before.reordered,
        misrouted - before.misrouted);
  }

  /** Whether nothing is under way. */
  public boolean isComplete() {
    return received >= expected;
  }
}
