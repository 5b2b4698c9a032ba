// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.relay;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The relay's connections by number, and those with bytes to flush this turn.
 *
 * <p>Owner: the relay's one loop. Allocates: per connection.
 */
class RelayTable {
  private final List<RelayConnection> byNumber = new ArrayList<>();
  private final List<RelayConnection> dirty = new ArrayList<>();
  private final AtomicLong forwardedRelease = new AtomicLong();

  final void register(final int number, final RelayConnection connection) {
    while (byNumber.size() <= (number | 1)) {
      byNumber.add(null);
    }
    byNumber.set(number, connection);
  }

  final RelayConnection partnerOf(final int number) {
    return byNumber.get(number ^ 1);
  }

  final int size() {
    return byNumber.size();
  }

  /** Sends a message of connection {@code number} to its partner. */
  final void forward(final int number, final ByteBuf in, final int length) {
    forwardedRelease.setRelease(forwardedRelease.getPlain() + 1);
    pass(number, in, length);
  }

  void pass(final int number, final ByteBuf in, final int length) {
    partnerOf(number).send(in, length);
  }

  /** Messages taken so far; from any thread. */
  final long forwarded() {
    return forwardedRelease.getAcquire();
  }

  /** True when this was the turn's first: the caller schedules {@link #flush}. */
  final boolean markDirty(final RelayConnection connection) {
    dirty.add(connection);
    return dirty.size() == 1;
  }

  final void flush() {
    for (int i = 0; i < dirty.size(); i++) {
      dirty.get(i).flush();
    }
    dirty.clear();
  }
}
