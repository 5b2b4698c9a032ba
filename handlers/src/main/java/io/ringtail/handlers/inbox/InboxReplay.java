// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.port.JournalReader;
import java.util.function.LongConsumer;

/**
 * Inboxes on their way back from the journal: written to the store now and then, so that they need
 * no more room than in a node that runs.
 *
 * <p>Owner: the thread that starts the node. Allocates: per account and conversation met.
 */
final class InboxReplay implements JournalReader.View {
  private static final int ENTRIES_BETWEEN_WRITES = 50_000;

  private final long after;
  private final long reflectedId;
  private final LiveInboxes inboxes;
  private final InboxWriter writer;
  private final LongConsumer onEnd;
  private int entries;

  /**
   * @param after where in the journal to begin
   * @param reflectedId entries up to this id have had their effect
   * @param onEnd hears the last index when the store has all
   */
  InboxReplay(
      final long after,
      final long reflectedId,
      final LiveInboxes inboxes,
      final InboxWriter writer,
      final LongConsumer onEnd) {
    this.after = after;
    this.reflectedId = reflectedId;
    this.inboxes = inboxes;
    this.writer = writer;
    this.onEnd = onEnd;
  }

  @Override
  public long after() {
    return after;
  }

  @Override
  public void on(final long index, final byte[] buffer, final int start, final int end) {
    if (Layout.id(buffer, start) <= reflectedId) {
      return;
    }
    inboxes.apply(buffer, start, end);
    if (++entries % ENTRIES_BETWEEN_WRITES == 0) {
      writer.writeAll();
      inboxes.evict(Integer.MAX_VALUE);
    }
  }

  @Override
  public void replayed(final long last) {
    writer.writeAll();
    inboxes.replaying(false);
    onEnd.accept(last);
  }
}
