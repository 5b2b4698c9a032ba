// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.port.Outlet;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.SampleKey;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/**
 * Reads a lane's records back into deliveries, putting continuations together again.
 *
 * <p>Owner: the loop. Allocates: to grow past the longest stanza before; shrinks back after an
 * outsized one.
 */
final class LaneReader implements MessageHandler {
  private static final int RETAINED = 1 << 17;
  private static final Action[] ACTIONS = Action.values();
  private static final OwnAddress[] OWN_ADDRESSES = OwnAddress.values();

  private final Delivery delivery;
  private final LoopProbe<NodeSlot> probe;
  private final Parcel parcel = new Parcel();
  private final long[] handles = new long[Outlet.MAX_RECIPIENTS];
  private byte[] bytes = new byte[LaneOutlet.MAX_RECORD_BYTES];
  private Action action;
  private OwnAddress own;
  private int toAt;
  private boolean all;
  private int count;
  private int total;
  private int filled;
  private long sampleKey;
  private long decidedNs;

  LaneReader(final Delivery delivery, final LoopProbe<NodeSlot> probe) {
    this.delivery = delivery;
    this.probe = probe;
  }

  @Override
  public void onMessage(
      final int type, final MutableDirectBuffer buffer, final int index, final int length) {
    final int at = type == LaneOutlet.FIRST ? readFields(buffer, index) : index;
    final int here = index + length - at;
    buffer.getBytes(at, bytes, filled, here);
    filled += here;
    if (filled == total) {
      parcel.wrap(bytes, total, own, toAt);
      delivery.apply(action, parcel, handles, count, all);
      if (sampleKey != SampleKey.NONE) {
        probe.delivered(sampleKey, decidedNs);
      }
      if (bytes.length > RETAINED) {
        bytes = new byte[LaneOutlet.MAX_RECORD_BYTES];
      }
    }
  }

  private int readFields(final MutableDirectBuffer buffer, final int index) {
    int at = index;
    action = ACTIONS[buffer.getInt(at)];
    own = OWN_ADDRESSES[buffer.getInt(at += Integer.BYTES)];
    toAt = buffer.getInt(at += Integer.BYTES);
    all = buffer.getInt(at += Integer.BYTES) == 1;
    count = buffer.getInt(at += Integer.BYTES);
    total = buffer.getInt(at += Integer.BYTES);
    sampleKey = buffer.getLong(at += Integer.BYTES);
    decidedNs = buffer.getLong(at += Long.BYTES);
    at += Long.BYTES;
    for (int i = 0; i < count; i++) {
      handles[i] = buffer.getLong(at);
      at += Long.BYTES;
    }
    filled = 0;
    if (bytes.length < total) {
      bytes = new byte[total];
    }
    return at;
  }
}
