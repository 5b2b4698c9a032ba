// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ringtail.handlers.port.AccountStore.NewAccount;
import io.ringtail.handlers.port.Stores;
import io.ringtail.persistence.StorageStartException;
import io.ringtail.persistence.writer.BatchStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL behind a pool: production, and every cluster.
 *
 * <p>Owner: whoever opened it. Allocates: at start.
 */
public final class PostgresDatabase implements Database {
  /** Arrays instead of a thousand statements: one round trip, one plan. */
  private static final String IMPORT =
      """
      INSERT INTO account (domain, local, password, pass_details)
      SELECT * FROM unnest(?, ?, ?, ?) ON CONFLICT (domain, local) DO NOTHING\
      """;

  /** How long a connection taken from the pool may take to show that it lives. */
  private static final long MIN_VALIDATION_MS = 250;

  private static final long MAX_VALIDATION_MS = 2000;
  private static final int WRITER_PATIENCE = 6;

  /** Connections of a pool that are there before they are needed. */
  private static final int ONE = 1;

  private static final WordIndex WORDS = new PostgresWords();

  private final PostgresSettings settings;
  private final PostgresConnections connections;
  private final PostgresConnections queries;
  private final List<PostgresConnections> writers = new CopyOnWriteArrayList<>();
  private final Stores stores;

  private PostgresDatabase(final PostgresSettings settings, final PGSimpleDataSource source) {
    this.settings = settings;
    this.connections = pool(settings, source, "ringtail-rdbms", settings.workers());
    this.queries = pool(settings, source, "ringtail-query", ONE);
    this.stores =
        Database.storesOver(
            connections,
            new QueryConnections(queries, connections),
            PostgresDatabase::insertArrays,
            WORDS,
            new PostgresStepLimit(),
            PostgresInboxWrite::write);
  }

  /** As {@link Database#open}. */
  public static PostgresDatabase open(final PostgresSettings settings) {
    final PGSimpleDataSource source = PostgresSource.of(settings);
    try {
      Schema.ofPostgres(source).update();
    } catch (final SQLException e) {
      throw new StorageStartException(
          place(settings) + " cannot be used: " + e.getMessage(), PostgresFailures.mend(e), e);
    }
    return new PostgresDatabase(settings, source);
  }

  private static PostgresConnections pool(
      final PostgresSettings settings,
      final PGSimpleDataSource source,
      final String name,
      final int minimumIdle) {
    final PostgresSettings.Timeouts timeouts = settings.timeouts();
    final HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(settings.workers());
    config.setMinimumIdle(minimumIdle);
    config.setConnectionTimeout(timeouts.connect().toMillis());
    config.setValidationTimeout(
        Math.clamp(timeouts.connect().toMillis() / 2, MIN_VALIDATION_MS, MAX_VALIDATION_MS));
    // said here, for a pool that has to ask its first connection is broken for good if that is lost
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setKeepaliveTime(timeouts.keepAlive().toMillis());
    // The server has just answered; the pool fills while the node goes on starting.
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql("SET statement_timeout = " + timeouts.query().toMillis());
    return new PostgresConnections(new HikariDataSource(config));
  }

  private static long insertArrays(final Connection connection, final List<NewAccount> batch)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(IMPORT)) {
      insert.setArray(1, texts(connection, batch, account -> account.jid().domain()));
      insert.setArray(2, texts(connection, batch, account -> account.jid().local()));
      insert.setArray(3, texts(connection, batch, a -> SqlAccountStore.plain(a.password())));
      insert.setArray(4, texts(connection, batch, a -> SqlAccountStore.details(a.password())));
      return insert.executeUpdate();
    }
  }

  private static Array texts(
      final Connection connection,
      final List<NewAccount> batch,
      final Function<NewAccount, String> column)
      throws SQLException {
    return connection.createArrayOf("text", batch.stream().map(column).toArray());
  }

  @Override
  public long reads() {
    return connections.reads() + queries.reads();
  }

  @Override
  public Stores stores() {
    return stores;
  }

  /** A connection of its own, and patience: a batch that is given up is only sent again. */
  @Override
  public BatchStore batches() {
    final PostgresSettings patient = settings.forOneWriter(WRITER_PATIENCE);
    final PostgresConnections own =
        pool(patient, PostgresSource.of(patient), "ringtail-writer", ONE);
    writers.add(own);
    return new SqlBatchStore(
        own,
        new SqlBatchStore.Dialect(
            " FOR UPDATE",
            List.of(new PostgresArchiveSink(), new RetractionSink(WORDS), new OfflineSink()),
            new ArchivePartitions(),
            PostgresFailures::isRowRefused,
            own::close));
  }

  @Override
  public void check() {
    connections.read(connection -> Jdbc.first(connection, "SELECT 1", row -> row.getInt(1)));
  }

  @Override
  public String describe() {
    return place(settings);
  }

  private static String place(final PostgresSettings settings) {
    final PostgresSettings.Server server = settings.server();
    return "PostgreSQL " + server.host() + ':' + server.port() + '/' + server.database();
  }

  @Override
  public ArchiveUpkeep startUpkeep(
      final boolean searches, final List<Retention> retentions, final Clock clock) {
    final Retention longest = Retention.longest(retentions);
    final RetentionProgress progress = new RetentionProgress();
    final boolean byMonth =
        longest != null
            && new ExpiredPartitions(connections, longest, retentions, progress)
                .surelyCoverEverybody();
    final List<Retention> byMessage =
        retentions.stream().filter(each -> !byMonth || each.days() < longest.days()).toList();
    final List<UpkeepStep> steps =
        Database.upkeep(connections, new PostgresStepLimit(), WORDS, searches, byMessage, progress);
    if (byMonth) {
      steps.add(new ExpiredPartitions(connections, longest, retentions, progress));
    }
    return Database.start(steps, progress, clock);
  }

  @Override
  public boolean isAnswering() {
    try {
      PostgresSource.hurried(settings).getConnection().close();
      return true;
    } catch (final SQLException e) {
      return !PostgresFailures.isAway(e);
    }
  }

  @Override
  public void giveUp() {
    queries.giveUp();
    connections.giveUp();
    writers.forEach(PostgresConnections::giveUp);
  }

  @Override
  public void close() {
    queries.close();
    connections.close();
  }
}
