// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.Round;

/**
 * Something that can be asked for one measured round at a rate: the lab's engine, or a test's
 * queue.
 *
 * <p>Owner: the search's thread. Allocates: per round.
 */
@FunctionalInterface
public interface RateProbe {
  /** Warms up, measures, and tells; a server that cannot keep up is an answer, not an error. */
  Round at(double ratePerSecond) throws InterruptedException;
}
