// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.archive;

import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.port.Journal;
import io.ringtail.parser.ByteWriter;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Stage;

/**
 * ARCHIVE: appends what ROUTE decided to the journal, before DELIVER tells anybody. DELIVER is
 * given a batch when it has ended, so one append does for all of its slots:
 *
 * <pre>
 *   slot ─ facts ─┐
 *   slot ─ facts ─┼─► gathered ── end of batch, or full ──► one append
 *   slot          ┘                    └─ refused: the outboxes of its slots are cleared
 * </pre>
 *
 * <p>Owner: the ARCHIVE agent. Allocates: never after start.
 */
public final class Archiver implements Stage<NodeSlot> {
  /** What a damaged disk block may cost, and beyond which gathering saves next to nothing. */
  private static final int GATHERED_BYTES = 32 << 10;

  private static final int GATHERED_SLOTS = 1 << 10;
  private static final int MAX_APPEND_BYTES = 96 << 10;

  private final Journal journal;
  private final Counter appended;
  private final Counter faults;
  private final ByteWriter gathered = new ByteWriter(GATHERED_BYTES);
  private final Outbox[] waiting = new Outbox[GATHERED_SLOTS];
  private int waitingCount;
  private int entries;
  private boolean unflushed;
  private long lastId;

  public Archiver(final Journal journal, final Counter appended, final Counter faults) {
    this.journal = journal;
    this.appended = appended;
    this.faults = faults;
  }

  @Override
  public String roleName() {
    return "archive";
  }

  @Override
  public void onSlot(final NodeSlot slot, final long sequence, final boolean endOfBatch) {
    final Facts facts = slot.facts();
    if (facts.count() > 0) {
      take(facts, slot.outbox());
    }
    facts.journalIndex(journal.appendedIndex());
    if (endOfBatch) {
      endBatch();
    }
  }

  private void take(final Facts facts, final Outbox outbox) {
    final int bytes = facts.end(facts.count() - 1);
    if (gathered.length() + bytes > GATHERED_BYTES || waitingCount == GATHERED_SLOTS) {
      appendGathered();
    }
    if (bytes > GATHERED_BYTES) {
      appendLong(facts);
    } else {
      gathered.put(facts.buffer(), 0, bytes);
      waiting[waitingCount++] = outbox;
      entries += facts.count();
    }
    lastId = facts.lastId();
    unflushed = true;
  }

  /** After a crash either all of what these slots decided is there or nothing. */
  private void appendGathered() {
    if (waitingCount > 0) {
      journal.append(gathered.array(), 0, gathered.length());
      appended.add(entries);
      forget();
    }
  }

  private void forget() {
    gathered.reset();
    waitingCount = 0;
    entries = 0;
  }

  /**
   * As many appends as it takes. Only what no client's stanza brought about, as streams written
   * anew, takes more than one.
   */
  private void appendLong(final Facts facts) {
    int from = 0;
    for (int fact = 0; fact < facts.count(); fact++) {
      final boolean last = fact == facts.count() - 1;
      if (last || facts.end(fact + 1) - facts.start(from) > MAX_APPEND_BYTES) {
        journal.append(facts.buffer(), facts.start(from), facts.end(fact));
        from = fact + 1;
      }
    }
    appended.add(facts.count());
  }

  private void endBatch() {
    appendGathered();
    if (unflushed) {
      unflushed = false;
      journal.endOfBatch(lastId);
    }
  }

  /** A batch whose last slot faulted has not seen its end. */
  @Override
  public int onCycle() {
    endBatch();
    return 0;
  }

  /**
   * The journal can not take a fact: nobody may be told of it, so nothing of the slots that wait
   * for the append is delivered. What was under way comes again when the senders' streams are
   * resumed.
   */
  @Override
  public void onFault(final NodeSlot slot, final Throwable fault) {
    faults.increment();
    for (int i = 0; i < waitingCount; i++) {
      waiting[i].clear();
    }
    forget();
    slot.outbox().clear();
  }
}
