// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.relay;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A relay's table that loses, doubles, delays, reorders and misroutes as {@link Mischief} says. One
 * deed at a time per flow, so that none hides another.
 *
 * <p>Owner: the relay's one loop. Allocates: for messages that are kept back.
 */
final class CrookedTable extends RelayTable {
  private static final int PATIENCE = 8;

  private final Mischief mischief;
  // By sender: what waits for its time, and what waits for the next message to overtake it.
  private final Map<Integer, Deque<ByteBuf>> delayed = new HashMap<>();
  private final Map<Integer, ByteBuf> held = new HashMap<>();

  CrookedTable(final Mischief mischief) {
    this.mischief = mischief;
  }

  @Override
  void pass(final int number, final ByteBuf in, final int length) {
    final Mischief.Deed deed = mischief.next();
    if (delayed.containsKey(number)) {
      delayed.get(number).add(partnerOf(number).copy(in, length)); // stays behind, stays in order
      mischief.didDelay();
      return;
    }
    final ByteBuf overtaken = held.remove(number);
    if (overtaken != null) {
      partnerOf(number).send(in, length);
      release(number, overtaken);
      mischief.didReorder();
      mischief.didDelay();
      return;
    }
    doIt(deed, number, in, length);
  }

  private void doIt(
      final Mischief.Deed deed, final int number, final ByteBuf in, final int length) {
    final RelayConnection to = partnerOf(number);
    switch (deed) {
      case NONE -> to.send(in, length);
      case LOSE -> {
        in.skipBytes(length);
        mischief.didLose();
      }
      case DOUBLE -> {
        to.send(in.duplicate(), length);
        to.send(in, length);
        mischief.didDouble();
      }
      case MISROUTE -> {
        // Neither the partner's pair nor back to the sender.
        partnerOf((number + 2) % size()).send(in, length);
        mischief.didMisroute();
        mischief.didLose();
      }
      case REORDER -> {
        final ByteBuf kept = to.copy(in, length);
        held.put(number, kept);
        to.later(PATIENCE * mischief.delayMs(), () -> notOvertaken(number, kept));
      }
      case DELAY -> {
        final Deque<ByteBuf> queue = new ArrayDeque<>();
        queue.add(to.copy(in, length));
        delayed.put(number, queue);
        mischief.didDelay();
        to.later(mischief.delayMs(), () -> late(number));
      }
    }
  }

  /** The flow's last message: nothing came to overtake it. */
  private void notOvertaken(final int number, final ByteBuf kept) {
    if (held.remove(number, kept)) {
      release(number, kept);
      mischief.didDelay();
    }
  }

  private void late(final int number) {
    for (final ByteBuf one : delayed.remove(number)) {
      release(number, one);
    }
  }

  private void release(final int number, final ByteBuf kept) {
    partnerOf(number).send(kept, kept.readableBytes());
    kept.release();
  }
}
