// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.port.Outlet;

/**
 * The outlet of a loop that runs the stages itself: straight into the endpoints, no lane.
 *
 * <p>Owner: the loop. Allocates: never.
 */
final class InlineOutlet implements Outlet {
  private final Delivery delivery;
  private final Splice splice = new Splice();

  InlineOutlet(final Delivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public boolean offer(
      final Outbox outbox, final int entry, final long[] handles, final int count) {
    splice.wrap(outbox, entry);
    delivery.apply(outbox.action(entry), splice, handles, count, outbox.isReturnable(entry));
    return true;
  }

  /** The loop flushes at the end of its turn anyway. */
  @Override
  public void endOfBatch() {}
}
