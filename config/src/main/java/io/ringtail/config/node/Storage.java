// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.HostTypeSettings;
import io.ringtail.config.settings.JournalSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.mam.MessageArchive;
import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.persistence.DataFolder;
import io.ringtail.persistence.checkpoint.ChronicleInboxCheckpoint;
import io.ringtail.persistence.journal.ChronicleJournal;
import io.ringtail.persistence.sql.ArchiveUpkeep;
import io.ringtail.persistence.sql.Database;
import io.ringtail.persistence.sql.Retention;
import io.ringtail.persistence.sql.RetentionProgress;
import io.ringtail.persistence.writer.BatchStore;
import io.ringtail.persistence.writer.StoreWriter;
import io.ringtail.persistence.writer.WriterSettings;
import io.ringtail.ring.Counters;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.agrona.concurrent.SystemEpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node keeps: the journal, the database, and the writer that brings the one into the other.
 *
 * @param lastId the highest id either of them has: after a loss of power the journal may end before
 *     the database does, and a clock that has lost its time would give the same ids again
 *     <p>Owner: the thread that starts and stops the node. Allocates: at start.
 */
record Storage(
    ChronicleJournal journal,
    Database database,
    StoreWriter writer,
    ArchiveUpkeep upkeep,
    InboxCheckpoint checkpoint,
    long lastId)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  /** A frame must fit into a quarter of a block, with the addresses and deliveries around it. */
  private static final int BLOCK_PER_STANZA = 4;

  private static final String ARCHIVE = new MessageArchive().module();
  private static final long CHECKPOINT_BYTES = 256L << 20; // only while the database is down
  private static final int ENTRY_OVERHEAD_BYTES = 64 << 10;

  /**
   * Opens journal and database at the same time: each takes a good part of a start.
   *
   * @throws io.ringtail.persistence.StorageStartException when one of them cannot be used
   */
  static Storage open(final NodeSettings settings, final DataFolder folder, final Counters counters)
      throws InterruptedException {
    final FutureTask<ChronicleJournal> opening =
        new FutureTask<>(
            () ->
                ChronicleJournal.open(
                    journal(settings, folder.path()), SystemEpochClock.INSTANCE, counters));
    Thread.ofPlatform().name("ringtail-open-journal").start(opening);
    Database database = null;
    boolean open = false;
    try {
      database = Databases.open(settings.database(), folder.path());
      counters.gauge("sql.reads", database::reads);
      final ChronicleJournal journal = result(opening);
      final BatchStore batches = database.batches();
      final long lastId = lastId(journal, database, batches);
      final StoreWriter writer =
          new StoreWriter(journal, batches, WriterSettings.defaults(), counters);
      final ArchiveUpkeep upkeep = upkeep(settings, database, counters);
      open = true;
      writer.start();
      return new Storage(
          journal,
          database,
          writer,
          upkeep,
          new ChronicleInboxCheckpoint(
              folder.path().resolve("checkpoint"),
              CHECKPOINT_BYTES,
              journal,
              journal.identity(),
              counters),
          lastId);
    } finally {
      if (!open) {
        abandon(opening, database);
      }
    }
  }

  private static ArchiveUpkeep upkeep(
      final NodeSettings settings, final Database database, final Counters counters) {
    final List<Retention> retentions =
        settings.hostTypes().stream()
            .filter(hostType -> hostType.plan().modules().containsKey(ARCHIVE))
            .map(Storage::retention)
            .toList();
    final ArchiveUpkeep upkeep =
        database.startUpkeep(searches(settings), retentions, Clock.systemUTC());
    final RetentionProgress progress = upkeep.retention();
    counters.gauge("retention.messages_erased", progress::erasedMessages);
    counters.gauge("retention.partitions_dropped", progress::droppedPartitions);
    counters.gauge("retention.last_run_seconds", progress::lastRunSeconds);
    counters.gauge("retention.longest_step_ms", progress::longestStepMs);
    counters.gauge("retention.steps_ended", progress::endedSteps);
    return upkeep;
  }

  private static Retention retention(final HostTypeSettings hostType) {
    return new Retention(
        hostType.plan().name(),
        hostType.domains(),
        MessageArchive.retentionDays(hostType.plan().modules().get(ARCHIVE)));
  }

  /** Whether any host type lets its accounts search for words. */
  private static boolean searches(final NodeSettings settings) {
    return settings.hostTypes().stream()
        .map(hostType -> hostType.plan().modules().get(ARCHIVE))
        .anyMatch(options -> options != null && MessageArchive.searchesText(options));
  }

  private static <T> T result(final FutureTask<T> opening) throws InterruptedException {
    try {
      return opening.get();
    } catch (final ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private static void abandon(final FutureTask<ChronicleJournal> opening, final Database database)
      throws InterruptedException {
    if (database != null) {
      database.close();
    }
    try {
      opening.get().close();
    } catch (final ExecutionException failed) {
      // the caller hears of that already, or of the database
    }
  }

  /** The highest id of both; inboxes may be ahead of the archive. */
  private static long lastId(
      final ChronicleJournal journal, final Database database, final BatchStore batches) {
    try {
      final long stored =
          Math.max(
              batches.position(journal.identity()).id(), database.stores().inboxes().reflectedId());
      return Math.max(journal.lastId(), stored);
    } catch (final StoreException away) {
      LOG.warn("How far the database has come it does not say: {}", away.getMessage());
      return journal.lastId();
    }
  }

  private static io.ringtail.persistence.journal.JournalSettings journal(
      final NodeSettings settings, final Path dataFolder) {
    final JournalSettings journal = settings.journal();
    return new io.ringtail.persistence.journal.JournalSettings(
        dataFolder.resolve("journal"),
        io.ringtail.persistence.journal.JournalSettings.Sync.valueOf(word(journal.sync())),
        Duration.ofMillis(journal.syncIntervalMs()),
        io.ringtail.persistence.journal.JournalSettings.Roll.valueOf(word(journal.roll())),
        Math.max(journal.blockBytes(), leastBlock(Engine.limits(settings).maxStanzaBytes())),
        journal.minFreeBytes(),
        journal.isAckSynced());
  }

  private static String word(final String configured) {
    return configured.toUpperCase(Locale.ROOT);
  }

  static int leastBlock(final int maxStanzaBytes) {
    final int least = BLOCK_PER_STANZA * (maxStanzaBytes + ENTRY_OVERHEAD_BYTES);
    return Integer.highestOneBit(least - 1) << 1;
  }

  /** The node stops and the database is away: nobody waits for it any longer. */
  void giveUp() {
    LOG.warn("The database is away, and is not waited for: the journal keeps what it lacks");
    database.giveUp();
    writer.giveUp();
  }

  /** Nothing is appended, read or asked any more. */
  @Override
  public void close() {
    upkeep.close();
    writer.close();
    journal.close();
    database.close();
  }
}
