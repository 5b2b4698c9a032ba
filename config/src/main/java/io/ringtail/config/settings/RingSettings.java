// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import java.util.List;

/**
 * {@code [ring]}: our own section.
 *
 * @param threading {@code auto}, {@code inline}, {@code shared} or {@code dedicated}
 * @param ioLoops I/O loops; 0 for as many as the threading mode finds right
 * @param size slots, a power of two
 * @param idle what an agent does when there is no work: {@code backoff}, {@code sleep}, {@code
 *     yield} or {@code spin}
 * @param cpus cores to pin agents to in {@code dedicated}; empty for no pinning
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record RingSettings(
    String threading, int ioLoops, int size, String idle, List<Integer> cpus) {
  public RingSettings {
    cpus = List.copyOf(cpus);
  }
}
