// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.relay;

import java.util.ArrayList;
import java.util.List;

/**
 * The relay's connections by number, and those with bytes to flush this turn.
 *
 * <p>Owner: the relay's one loop. Allocates: per connection.
 */
final class RelayTable {
  private final List<RelayConnection> byNumber = new ArrayList<>();
  private final List<RelayConnection> dirty = new ArrayList<>();

  void register(final int number, final RelayConnection connection) {
    while (byNumber.size() <= (number | 1)) {
      byNumber.add(null);
    }
    byNumber.set(number, connection);
  }

  RelayConnection partnerOf(final int number) {
    return byNumber.get(number ^ 1);
  }

  /** True when this was the turn's first: the caller schedules {@link #flush}. */
  boolean markDirty(final RelayConnection connection) {
    dirty.add(connection);
    return dirty.size() == 1;
  }

  void flush() {
    for (int i = 0; i < dirty.size(); i++) {
      dirty.get(i).flush();
    }
    dirty.clear();
  }
}
