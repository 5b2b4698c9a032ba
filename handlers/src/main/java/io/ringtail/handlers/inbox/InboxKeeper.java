// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Stage;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * INBOX: keeps every conversation's unread count from the facts that ARCHIVE has journaled, and
 * answers what needs them. A view of the journal: replay makes the same state.
 *
 * <pre>
 *   ROUTE ─► ARCHIVE ─► INBOX ─► DELIVER        facts ─► live inboxes ─► store, seconds later
 *      └── tasks ──────────┘ └─ answers ┘
 * </pre>
 *
 * <p>Owner: the INBOX agent; before it starts and after it ended, the thread that starts or stops
 * the node. Allocates: never for a message in a known conversation.
 */
public final class InboxKeeper implements Stage<NodeSlot> {
  private static final int LOOKS_PER_TICK = 10_000;
  private static final int REPLAYED_BETWEEN_WRITES = 50_000;

  private final Unstored unstored = new Unstored();
  private final LiveInboxes inboxes;
  private final InboxWriter writer;
  private final InboxStore store;
  private final Counter faults;
  private final Counter rows;
  private final LongConsumer passed;
  private final IndexMarks marks = new IndexMarks();
  private volatile long completeId;
  private int replayed;

  /**
   * @param passed hears up to which index the journal is needed no more
   * @param written counts rows written to the store
   * @param faults counts slots that failed
   */
  public InboxKeeper(
      final InboxStore store,
      final Blocking blocking,
      final InboxLimits limits,
      final LongConsumer passed,
      final Counter written,
      final Counter faults) {
    this.store = store;
    this.inboxes = new LiveInboxes(store, blocking, unstored, limits.maxBytes());
    this.writer = new InboxWriter(store, blocking, inboxes, unstored, limits);
    this.passed = passed;
    this.rows = written;
    this.faults = faults;
  }

  @Override
  public String roleName() {
    return "inbox";
  }

  @Override
  public void onSlot(final NodeSlot slot, final long sequence, final boolean endOfBatch) {
    inboxes.replies().begin(slot);
    final Facts facts = slot.facts();
    for (int fact = 0; fact < facts.count(); fact++) {
      inboxes.apply(facts.buffer(), facts.start(fact), facts.end(fact));
      writer.earn();
    }
    final List<InboxTask> tasks = slot.inboxTasks();
    for (int i = 0; i < tasks.size(); i++) {
      tasks.get(i).run(inboxes);
    }
    if (slot.kind() == SlotKind.TICK) {
      tick(slot.receivedAtMs(), facts.journalIndex());
    }
  }

  private void tick(final long nowMs, final long journalIndex) {
    inboxes.retryLoads();
    inboxes.evict(LOOKS_PER_TICK);
    final long before = writer.written();
    writer.tick(nowMs);
    rows.add(writer.written() - before);
    completeId = writer.completeId();
    marks.mark(inboxes.appliedId(), journalIndex);
    passed.accept(marks.upTo(completeId));
  }

  @Override
  public void onFault(final NodeSlot slot, final Throwable fault) {
    faults.increment();
  }

  /**
   * The store is complete up to the entry with this id: the journal may forget it. For any thread.
   */
  public long completeId() {
    return completeId;
  }

  /**
   * Rebuilds what the store had not heard of when the node ended, before the stage starts.
   *
   * @param afterIndex where in the journal to begin; everything in the store is skipped anyway
   * @return the index of the last entry there is
   */
  public long replay(final JournalReader journal, final long afterIndex) {
    final long reflected = store.reflectedId();
    inboxes.replaying(true);
    final long last =
        journal.replay(
            afterIndex,
            (index, buffer, start, end) -> {
              if (Layout.id(buffer, start) > reflected) {
                replayed(buffer, start, end);
              }
            });
    writer.writeAll();
    inboxes.replaying(false);
    completeId = writer.completeId();
    passed.accept(last);
    return last;
  }

  private void replayed(final byte[] buffer, final int start, final int end) {
    inboxes.apply(buffer, start, end);
    if (++replayed % REPLAYED_BETWEEN_WRITES == 0) {
      writer.writeAll();
      inboxes.evict(Integer.MAX_VALUE);
    }
  }

  /** Brings everything to the store when the stages have ended. */
  public void writeAll() {
    writer.writeAll();
    completeId = writer.completeId();
  }
}
