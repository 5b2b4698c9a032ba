// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.port.Outlet;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.SampleKey;

/**
 * The outlet of a loop that runs the stages itself: straight into the endpoints, no lane.
 *
 * <p>Owner: the loop. Allocates: never.
 */
final class InlineOutlet implements Outlet {
  private final Delivery delivery;
  private final LoopProbe<NodeSlot> probe;
  private final Parcel parcel = new Parcel();

  InlineOutlet(final Delivery delivery, final LoopProbe<NodeSlot> probe) {
    this.delivery = delivery;
    this.probe = probe;
  }

  @Override
  public boolean offer(
      final Outbox outbox, final int entry, final long[] handles, final int count) {
    parcel.wrap(outbox, entry);
    delivery.apply(outbox.action(entry), parcel, handles, count, outbox.isReturnable(entry, count));
    if (outbox.sampleKey() != SampleKey.NONE) {
      probe.delivered(outbox.sampleKey(), outbox.decidedNs());
    }
    return true;
  }

  /** The loop flushes at the end of its turn anyway. */
  @Override
  public void endOfBatch() {}
}
