// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.ReplayStart;
import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.handlers.port.StoreException;
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

  private final Unstored unstored = new Unstored();
  private final LiveInboxes inboxes;
  private final InboxWriter writer;
  private final CheckpointWriter checkpoint;
  private final InboxStore store;
  private final Counter faults;
  private final Counter rows;
  private final LongConsumer passed;
  private final IndexMarks marks = new IndexMarks();
  private volatile long completeId;
  private volatile long memoryBytes;
  private long seenIndex;

  /**
   * @param checkpoint where inboxes go that the store does not take
   * @param passed hears up to which index the journal is needed no more
   * @param written counts rows written to the store
   * @param faults counts slots that failed
   */
  public InboxKeeper(
      final InboxStore store,
      final InboxCheckpoint checkpoint,
      final Blocking blocking,
      final InboxLimits limits,
      final LongConsumer passed,
      final Counter written,
      final Counter faults) {
    this.store = store;
    this.inboxes = new LiveInboxes(store, checkpoint, blocking, unstored, limits.maxBytes());
    this.writer = new InboxWriter(store, blocking, inboxes, unstored, limits);
    this.checkpoint = new CheckpointWriter(checkpoint, blocking, inboxes, writer);
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
    checkpoint.tick(nowMs);
    memoryBytes = inboxes.bytes();
    completeId = writer.completeId();
    seenIndex = Math.max(seenIndex, journalIndex);
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
   * Begins to rebuild what the store had not heard of when the node ended, before the stage starts:
   * from the checkpoint what was left there, the rest from the journal.
   *
   * @return takes the journal's entries; everything in the store is passed over
   */
  public JournalReader.View replay(final JournalReader journal) {
    final long stored = store.reflectedId();
    writer.reflectedId(stored);
    inboxes.replaying(true);
    final InboxCheckpoint.Left left = checkpoint.open(stored);
    return left == null
        ? new InboxReplay(
            ReplayStart.behindId(journal, stored), stored, inboxes, writer, this::replayed)
        : new InboxReplay(
            left.index(), Math.max(stored, left.completeId()), inboxes, writer, this::replayed);
  }

  private void replayed(final long last) {
    completeId = writer.completeId();
    seenIndex = last;
    passed.accept(last);
  }

  /** Room that inboxes take in memory. For any thread. */
  public long memoryBytes() {
    return memoryBytes;
  }

  /** How many accounts' inboxes are in the checkpoint, for want of a store. For any thread. */
  public int accountsSetAside() {
    return inboxes.aside().accounts();
  }

  /**
   * Brings everything to the store when the stages have ended.
   *
   * @throws StoreException when the store did not take all; it is in the checkpoint now if there
   *     was room, and in the journal anyway
   */
  public void close() {
    inboxes.replaying(true);
    try {
      writer.writeAll();
      checkpoint.bringAllBack();
    } catch (final StoreException refused) {
      checkpoint.leave(seenIndex);
      throw refused;
    }
    completeId = writer.completeId();
  }
}
