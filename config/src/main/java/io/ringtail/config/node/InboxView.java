// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.handlers.inbox.InboxKeeper;
import io.ringtail.handlers.inbox.InboxLimits;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.persistence.journal.ChronicleJournal;
import io.ringtail.persistence.journal.ReaderPosition;
import io.ringtail.ring.Counters;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The INBOX stage with its place among the journal's readers: what its store has not got is read
 * again at the start, and no file goes before that is not needed any more. Where no host type has
 * an inbox, the journal need not wait for it.
 *
 * <p>Owner: the thread that starts and stops the node. Allocates: at start.
 */
final class InboxView {
  private static final Logger LOG = LoggerFactory.getLogger(InboxView.class);
  private static final String MODULE = "mod_inbox";

  private final ChronicleJournal journal;
  private final InboxCheckpoint checkpoint;
  private final InboxKeeper keeper;
  private final boolean installed;

  InboxView(
      final Hosts hosts,
      final InboxStore store,
      final Storage storage,
      final Blocking blocking,
      final Counters counters) {
    this.journal = storage.journal();
    this.checkpoint = storage.checkpoint();
    this.installed =
        hosts.byDomain().values().stream().anyMatch(host -> host.type().modules().contains(MODULE));
    this.keeper =
        new InboxKeeper(
            store,
            checkpoint,
            blocking,
            InboxLimits.defaults(Runtime.getRuntime().maxMemory()),
            passed(),
            counters.counter("inbox.rows_written"),
            counters.counter("inbox.faults"));
    counters.gauge("inbox.memory_bytes", keeper::memoryBytes);
    counters.gauge("inbox.accounts_set_aside", keeper::accountsSetAside);
  }

  private LongConsumer passed() {
    if (!installed) {
      return index -> {};
    }
    final ReaderPosition position = journal.readers().register("inbox", Journal.NONE);
    return position::passed;
  }

  InboxKeeper stage() {
    return keeper;
  }

  /** Rebuilds from the journal what the store had not got when the node ended. */
  List<JournalReader.View> replay() {
    if (installed) {
      return List.of(keeper.replay(journal));
    }
    checkpoint.clear(); // the journal goes on without it
    return List.of();
  }

  /** The stages have ended: brings the rest to the store, or leaves it to the journal. */
  void close() {
    try {
      keeper.close();
    } catch (final StoreException unavailable) {
      LOG.info(
          "Unread counts that the database has not got stay in the checkpoint and the journal: {}",
          unavailable.getMessage());
    }
  }
}
