// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.Stores;
import io.ringtail.persistence.writer.BatchStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * An open database with a current schema, and the stores in it.
 *
 * <p>Owner: whoever opened it closes it, after the last call has returned; the stores belong to any
 * thread that may block. Allocates: at start.
 */
public sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
  /**
   * Opens the database and brings its schema up to date.
   *
   * @throws io.ringtail.persistence.StorageStartException when it cannot be used, saying what to do
   */
  static Database open(final DatabaseSettings settings) {
    return switch (settings) {
      case SqliteSettings sqlite -> SqliteDatabase.open(sqlite);
      case PostgresSettings postgres -> PostgresDatabase.open(postgres);
    };
  }

  Stores stores();

  /** The store writer's way in; the caller closes it before the database. */
  BatchStore batches();

  /** Times something was read for the node's stores since the start; look-ups in archives too. */
  long reads();

  /** Asks the database for a sign of life; throws {@code StoreException} when there is none. */
  void check();

  /** Whether it answers a newcomer within a second, however busy it is with the node's calls. */
  boolean isAnswering();

  /** The node stops and the database is away: calls under way and from now on fail at once. */
  void giveUp();

  /** One line for the banner: kind and place, no secrets. */
  String describe();

  @Override
  void close();

  /**
   * Starts what is done behind the store writer; the caller closes it before the database.
   *
   * @param searches whether words of messages are searched for
   * @param retentions of every host type that archives
   */
  ArchiveUpkeep startUpkeep(boolean searches, List<Retention> retentions, Clock clock);

  /**
   * The stores over one way to run statements.
   *
   * @param queries for what looks through archives
   * @param limit what ends a step of an erasure that takes too long
   */
  static Stores storesOver(
      final Connections connections,
      final Connections queries,
      final AccountImport accountImport,
      final WordIndex words,
      final StepLimit limit,
      final InboxWrite inboxWrite) {
    return new Stores(
        new SqlAccountStore(connections, accountImport),
        new SqlRosterStore(connections),
        new SqlVCardStore(connections),
        new SqlPrivateStore(connections),
        new SqlBlocklistStore(connections),
        new SqlLastActivityStore(connections),
        new SqlArchiveStore(queries, words, limit),
        new SqlArchivePrefsStore(connections),
        new SqlFastTokenStore(connections),
        new SqlOfflineStore(connections),
        new SqlInboxStore(connections, inboxWrite));
  }

  /**
   * What every database does.
   *
   * @param limit what ends a step that takes too long
   * @param expiring what the messages themselves must be looked at for
   */
  static List<UpkeepStep> upkeep(
      final Connections connections,
      final StepLimit limit,
      final WordIndex words,
      final boolean searches,
      final List<Retention> expiring,
      final RetentionProgress progress) {
    final List<UpkeepStep> steps = new ArrayList<>();
    if (searches) {
      final BoundedSteps bounded = new BoundedSteps(connections, limit, new RetentionProgress());
      final SearchIndex search = new SearchIndex(bounded, words);
      steps.add(now -> search.step() == SearchIndex.Outcome.MORE);
    }
    final RemovedArchives removed =
        new RemovedArchives(
            connections, new BoundedSteps(connections, limit, progress), new ArchivePurge(words));
    steps.add(now -> removed.step(now) > 0);
    for (final Retention retention : expiring) {
      if (!retention.isForEver()) {
        final BoundedSteps bounded = new BoundedSteps(connections, limit, progress);
        steps.add(new ExpiredMessages(bounded, words, retention, progress));
      }
    }
    return steps;
  }

  static ArchiveUpkeep start(
      final List<UpkeepStep> steps, final RetentionProgress progress, final Clock clock) {
    final ArchiveUpkeep upkeep = new ArchiveUpkeep(steps, progress, clock);
    upkeep.start();
    return upkeep;
  }
}
