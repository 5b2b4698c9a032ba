// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets an address register one account per interval. An IPv6 client owns a whole /64, so that is
 * what counts as its address.
 *
 * <p>Owner: any virtual thread; its one state is an immutable map behind an atomic reference.
 * Allocates: per call.
 */
final class RegistrationRate {
  private static final int NETWORK_BYTES = 8;
  private static final int V6_BYTES = 16;

  private final long intervalMs;
  private final int capacity;
  private final AtomicReference<Map<ByteBuffer, Long>> lastMs = new AtomicReference<>(Map.of());

  /**
   * @param intervalMs 0 for no limit
   * @param capacity addresses remembered; when so many registered within the interval nobody else
   *     can, which bounds memory and a distributed flood alike
   */
  RegistrationRate(final long intervalMs, final int capacity) {
    this.intervalMs = intervalMs;
    this.capacity = capacity;
  }

  /** Takes the address's turn; false when it has had it. */
  boolean tryAcquire(final byte[] address, final long nowMs) {
    if (intervalMs == 0) {
      return true;
    }
    final ByteBuffer key = key(address);
    while (true) {
      final Map<ByteBuffer, Long> before = lastMs.get();
      final Map<ByteBuffer, Long> after = new HashMap<>(before);
      after.values().removeIf(last -> nowMs - last >= intervalMs);
      if (after.size() >= capacity || after.putIfAbsent(key, nowMs) != null) {
        return false;
      }
      if (lastMs.compareAndSet(before, after)) {
        return true;
      }
    }
  }

  /** Gives the turn back: no account came of it. */
  void release(final byte[] address) {
    final ByteBuffer key = key(address);
    lastMs.updateAndGet(
        before -> {
          final Map<ByteBuffer, Long> after = new HashMap<>(before);
          after.remove(key);
          return after;
        });
  }

  private static ByteBuffer key(final byte[] address) {
    final byte[] own = Network.unmapped(address);
    final int length = own.length == V6_BYTES ? NETWORK_BYTES : own.length;
    return ByteBuffer.wrap(Arrays.copyOf(own, length)).asReadOnlyBuffer();
  }
}
