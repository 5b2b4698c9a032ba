// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

/**
 * {@code [ring]}: our own section.
 *
 * @param threading {@code auto}, {@code inline}, {@code shared} or {@code dedicated}
 * @param ioLoops I/O loops; 0 for as many as the threading mode finds right
 * @param size slots, a power of two; 0 for as many as the threading mode finds right
 * @param idle what an agent does when there is no work: {@code backoff}, {@code yielding} or {@code
 *     busy_spin}
 * @param pin whether {@code dedicated} stages get cores of their own
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record RingSettings(String threading, int ioLoops, int size, String idle, boolean pin) {}
