// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import java.time.Instant;
import org.HdrHistogram.Histogram;

/**
 * One second of a window, as the interval log keeps it.
 *
 * @param latency of what arrived in it
 *     <p>Owner: main thread. Allocates: never.
 */
record Interval(Histogram latency, Instant from, Instant to) {}
