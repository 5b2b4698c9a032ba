// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import org.agrona.concurrent.NanoClock;

/**
 * What agents report to, and the clock they measure themselves with.
 *
 * <p>Owner: any thread. Allocates: at start.
 */
public record Diagnostics(Counters counters, ErrorLog errors, NanoClock clock) {}
