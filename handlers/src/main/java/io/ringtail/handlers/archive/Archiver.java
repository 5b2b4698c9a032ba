// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.archive;

import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.port.Journal;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Stage;

/**
 * ARCHIVE: appends what ROUTE decided to the journal, before DELIVER tells anybody.
 *
 * <p>Owner: the ARCHIVE agent. Allocates: never after start.
 */
public final class Archiver implements Stage<NodeSlot> {
  private static final int MAX_APPEND_BYTES = 96 << 10;

  private final Journal journal;
  private final Counter appended;
  private final Counter faults;
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
      append(facts);
      lastId = facts.lastId();
      unflushed = true;
      appended.add(facts.count());
    }
    facts.journalIndex(journal.appendedIndex());
    if (endOfBatch) {
      endBatch();
    }
  }

  /**
   * One append: after a crash either all of what the slot decided is there or nothing. Only what no
   * client's stanza brought about, as streams written anew, is longer than that.
   */
  private void append(final Facts facts) {
    int from = 0;
    for (int fact = 0; fact < facts.count(); fact++) {
      final boolean last = fact == facts.count() - 1;
      if (last || facts.end(fact + 1) - facts.start(from) > MAX_APPEND_BYTES) {
        journal.append(facts.buffer(), facts.start(from), facts.end(fact));
        from = fact + 1;
      }
    }
  }

  /** A batch whose last slot faulted has not seen its end. */
  @Override
  public int onCycle() {
    endBatch();
    return 0;
  }

  private void endBatch() {
    if (unflushed) {
      unflushed = false;
      journal.endOfBatch(lastId);
    }
  }

  /**
   * The journal can not take a fact: nobody may be told of it, so nothing of the slot is delivered.
   * What was under way comes again when the senders' streams are resumed.
   */
  @Override
  public void onFault(final NodeSlot slot, final Throwable fault) {
    faults.increment();
    slot.outbox().clear();
  }
}
