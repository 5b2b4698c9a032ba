// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one client has received: messages of each sender carry numbers from 0 on.
 *
 * <p>Owner: the client's reading thread, then whoever counts. Allocates: per sender.
 */
final class Order {
  private final Map<Integer, Integer> next = new HashMap<>();
  private final Map<Integer, Set<Integer>> missing = new HashMap<>();
  private long received;
  private long doubled;
  private long reordered;

  synchronized void received(final int from, final int number) {
    final int expected = next.getOrDefault(from, 0);
    if (number == expected) {
      next.put(from, expected + 1);
      received++;
    } else if (number > expected) {
      final Set<Integer> gap = missing.computeIfAbsent(from, sender -> new HashSet<>());
      for (int i = expected; i < number; i++) {
        gap.add(i);
      }
      next.put(from, number + 1);
      received++;
    } else if (missing.computeIfAbsent(from, sender -> new HashSet<>()).remove(number)) {
      reordered++;
      received++;
    } else {
      doubled++;
    }
  }

  synchronized long received() {
    return received;
  }

  synchronized long doubled() {
    return doubled;
  }

  synchronized long reordered() {
    return reordered;
  }
}
