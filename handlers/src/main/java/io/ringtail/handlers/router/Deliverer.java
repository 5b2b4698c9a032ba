// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.Outlet;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Stage;
import java.util.List;
import org.agrona.concurrent.IdleStrategy;

/**
 * DELIVER: hands each outbox entry to the I/O loops of its recipients, payload once per loop.
 *
 * <pre>
 *   outbox entry ─► recipients sorted by loop, up to 256 at a time ─► that loop's Outlet
 * </pre>
 *
 * <p>It may wait for an outlet: a loop always empties its lane and waits for nothing itself.
 *
 * <p>Owner: the DELIVER agent. Allocates: at start.
 */
public final class Deliverer implements Stage<NodeSlot> {
  /** What it is called. */
  public static final String ROLE = "deliver";

  private final Outlet[] outlets;
  private final long[][] handles;
  private final int[] counts;
  private final IdleStrategy idle;
  private final Counter waits;
  private final Counter faults;
  private boolean unflushed;

  /**
   * @param outlets one per I/O loop, in the order of the loop numbers in handles
   * @param idle how to wait for an outlet under pressure; never used inline
   */
  public Deliverer(
      final List<Outlet> outlets,
      final IdleStrategy idle,
      final Counter waits,
      final Counter faults) {
    this.outlets = outlets.toArray(Outlet[]::new);
    this.handles = new long[this.outlets.length][Outlet.MAX_RECIPIENTS];
    this.counts = new int[this.outlets.length];
    this.idle = idle;
    this.waits = waits;
    this.faults = faults;
  }

  @Override
  public String roleName() {
    return ROLE;
  }

  @Override
  public void onSlot(final NodeSlot slot, final long sequence, final boolean endOfBatch) {
    final Outbox outbox = slot.outbox();
    for (int entry = 0; entry < outbox.entries(); entry++) {
      deliver(outbox, entry);
    }
    unflushed = true;
    if (endOfBatch) {
      endBatch();
    }
  }

  /** A batch whose last slot faulted has not seen its end: its loops are woken here. */
  @Override
  public int onCycle() {
    if (unflushed) {
      endBatch();
    }
    return 0;
  }

  private void endBatch() {
    unflushed = false;
    for (final Outlet outlet : outlets) {
      outlet.endOfBatch();
    }
  }

  private void deliver(final Outbox outbox, final int entry) {
    final int end = outbox.endRecipient(entry);
    for (int i = outbox.firstRecipient(entry); i < end; i++) {
      final long handle = outbox.recipient(i);
      final int loop = SessionHandle.loop(handle);
      handles[loop][counts[loop]++] = handle;
      if (counts[loop] == Outlet.MAX_RECIPIENTS) {
        flush(outbox, entry, loop);
      }
    }
    for (int loop = 0; loop < outlets.length; loop++) {
      if (counts[loop] > 0) {
        flush(outbox, entry, loop);
      }
    }
  }

  private void flush(final Outbox outbox, final int entry, final int loop) {
    final int count = counts[loop];
    counts[loop] = 0;
    if (outlets[loop].offer(outbox, entry, handles[loop], count)) {
      return;
    }
    waits.increment();
    idle.reset();
    while (!outlets[loop].offer(outbox, entry, handles[loop], count)) {
      outlets[loop].endOfBatch();
      idle.idle();
    }
  }

  @Override
  public void onFault(final NodeSlot slot, final Throwable fault) {
    faults.increment();
    java.util.Arrays.fill(counts, 0);
  }
}
