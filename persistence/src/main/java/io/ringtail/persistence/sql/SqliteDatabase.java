// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.AccountStore.NewAccount;
import io.ringtail.handlers.port.Stores;
import io.ringtail.persistence.StorageStartException;
import io.ringtail.persistence.writer.BatchStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The embedded default: one SQLite file in the data folder.
 *
 * <p>Owner: whoever opened it. Allocates: at start.
 */
public final class SqliteDatabase implements Database {
  private static final int CACHE_KIB = 16_000;
  private static final int CHECKPOINT_PAGES = 4000;
  private static final int MAX_LOG_BYTES = 64 << 20;
  private static final long QUICK_CHECK_BYTES = 32 << 20;
  private static final String MEND_DAMAGED =
      "It is damaged or no SQLite database: move it away together with its -wal and -shm files,"
          + " then restore a backup or save what is left with sqlite3's .recover";

  private static final WordIndex WORDS = new SqliteWords();

  private final SqliteSettings settings;
  private final SqliteConnections connections;
  private final QueryConnections queries;
  private final Stores stores;

  private SqliteDatabase(final SqliteSettings settings) {
    this.settings = settings;
    this.connections =
        new SqliteConnections(
            source(settings, SQLiteConfig.TransactionMode.DEFERRED, false),
            source(settings, SQLiteConfig.TransactionMode.IMMEDIATE, false),
            settings);
    this.queries =
        new QueryConnections(
            new SqliteConnections(
                source(settings, SQLiteConfig.TransactionMode.DEFERRED, false),
                source(settings, SQLiteConfig.TransactionMode.IMMEDIATE, false),
                settings),
            connections);
    this.stores =
        Database.storesOver(
            connections,
            queries,
            SqliteDatabase::insertEach,
            WORDS,
            StepLimit.NONE,
            SqlInboxStore::writeEach);
  }

  /** As {@link Database#open}. */
  public static SqliteDatabase open(final SqliteSettings settings) {
    prepareFolder(settings.file());
    final SQLiteDataSource first = source(settings, SQLiteConfig.TransactionMode.IMMEDIATE, true);
    try {
      probe(settings, first);
      Schema.ofSqlite(first).update();
    } catch (final SQLException e) {
      throw unusable(settings.file(), e);
    } catch (final IOException e) {
      throw new StorageStartException(
          cannotOpen(settings.file(), e.toString()), "Check the disk and the folder's rights", e);
    }
    return new SqliteDatabase(settings);
  }

  private static void prepareFolder(final Path file) {
    final Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      SqliteLibrary.unpackInto(folder.resolve("native"));
    } catch (final IOException e) {
      throw new StorageStartException(
          "The database folder " + folder + " cannot be written",
          "Give this user the right to write there, or choose another folder",
          e);
    }
  }

  private static SQLiteDataSource source(
      final SqliteSettings settings,
      final SQLiteConfig.TransactionMode mode,
      final boolean create) {
    final SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(
        switch (settings.synchronous()) {
          case FULL -> SQLiteConfig.SynchronousMode.FULL;
          case NORMAL -> SQLiteConfig.SynchronousMode.NORMAL;
        });
    config.setTransactionMode(mode);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Math.toIntExact(settings.busyTimeout().toMillis()));
    config.setCacheSize(-CACHE_KIB);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    config.setJournalSizeLimit(MAX_LOG_BYTES);
    config.setGetGeneratedKeys(false);
    if (!create) {
      // A file that was moved away while the node runs must not be replaced by an empty one.
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    final SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + settings.file().toAbsolutePath());
    return source;
  }

  /** Takes the writer's lock once, and checks a file whole while that is quick. */
  private static void probe(final SqliteSettings settings, final SQLiteDataSource source)
      throws SQLException, IOException {
    try (Connection connection = source.getConnection()) {
      if (Files.size(settings.file()) <= QUICK_CHECK_BYTES) {
        checkPages(settings.file(), connection);
      }
      connection.setAutoCommit(false);
      Jdbc.update(connection, "PRAGMA user_version = 0");
      connection.rollback();
    }
  }

  private static void checkPages(final Path file, final Connection connection) throws SQLException {
    final String found =
        Jdbc.first(connection, "PRAGMA quick_check(1)", row -> row.getString(1)).orElse("nothing");
    if (!found.equals("ok")) {
      throw new StorageStartException(cannotOpen(file, found), MEND_DAMAGED, null);
    }
  }

  private static StorageStartException unusable(final Path file, final SQLException e) {
    return new StorageStartException(cannotOpen(file, e.getMessage()), mend(e), e);
  }

  private static String cannotOpen(final Path file, final String why) {
    return "The database " + file + " cannot be opened: " + why;
  }

  private static String mend(final SQLException e) {
    if (SqliteFailures.isCorrupt(e)) {
      return MEND_DAMAGED;
    }
    return SqliteFailures.isLocked(e)
        ? "Another process has it locked: stop that process and start again"
        : "Make sure that this user may read and write it and that the disk has room";
  }

  private static long insertEach(final Connection connection, final List<NewAccount> batch)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(CommonSql.IMPORT_ACCOUNT)) {
      long created = 0;
      for (final NewAccount account : batch) {
        Jdbc.bind(
            insert,
            account.jid().domain(),
            account.jid().local(),
            SqlAccountStore.plain(account.password()),
            SqlAccountStore.details(account.password()));
        created += insert.executeUpdate();
      }
      return created;
    }
  }

  @Override
  public long reads() {
    return connections.reads() + queries.reads();
  }

  @Override
  public Stores stores() {
    return stores;
  }

  /** In the one lane of all writers: SQLite has no second one. */
  @Override
  public BatchStore batches() {
    return new SqlBatchStore(
        connections,
        new SqlBatchStore.Dialect(
            "",
            List.of(new SqliteArchiveSink(), new RetractionSink(WORDS), new OfflineSink()),
            RowRoom.ANYWHERE,
            SqliteFailures::isRowRefused,
            () -> {}));
  }

  @Override
  public boolean isAnswering() {
    return true;
  }

  @Override
  public void giveUp() {
    // it is not far away, and its calls are short
  }

  @Override
  public void check() {
    connections.read(connection -> Jdbc.first(connection, "SELECT 1", row -> row.getInt(1)));
  }

  @Override
  public String describe() {
    return "SQLite " + settings.file();
  }

  @Override
  public ArchiveUpkeep startUpkeep(
      final boolean searches, final List<Retention> retentions, final Clock clock) {
    final RetentionProgress progress = new RetentionProgress();
    return Database.start(
        Database.upkeep(connections, StepLimit.NONE, WORDS, searches, retentions, progress),
        progress,
        clock);
  }

  @Override
  public void close() {
    queries.close();
    connections.close();
  }
}
