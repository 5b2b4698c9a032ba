// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.StoreException.Reason;
import io.ringtail.handlers.port.Stores;
import io.ringtail.parser.Jid;
import io.ringtail.persistence.StorageStartException;
import io.ringtail.persistence.sql.PostgresSettings.Timeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/**
 * PostgreSQL when it is frozen, restarted, locked, full of connections, read-only or not there.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
@ExtendWith(WithPostgres.class)
final class PostgresFailureTest {
  private static final StoredPassword PASSWORD = new StoredPassword.Plain("secret");
  private static final Jid ROMEO = Jid.parse("romeo@localhost");
  private static final Jid JULIET = Jid.parse("juliet@localhost");
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ZERO);

  /** Far beyond every time-out above: only a call that hangs for good takes that long. */
  private static final Duration HANGING = Duration.ofSeconds(60);

  private static void assertFails(final Reason reason, final Executable call) {
    final StoreException failure =
        assertTimeoutPreemptively(HANGING, () -> assertThrows(StoreException.class, call));
    assertEquals(reason, failure.reason(), failure.getMessage());
  }

  private static PostgresSettings settings(final PostgresServer server, final String database) {
    server.create(database);
    return server.settings(database, SHORT);
  }

  /** Asks until the database answers again. */
  private static void awaitRecovery(final Database database) {
    assertTimeoutPreemptively(HANGING, () -> askUntilAnswered(database));
  }

  private static void askUntilAnswered(final Database database) {
    while (!isAnswering(database)) {
      // Every unanswered call waits for its own time-out.
      Thread.onSpinWait();
    }
  }

  private static boolean isAnswering(final Database database) {
    try {
      database.check();
      return true;
    } catch (final StoreException e) {
      assertEquals(Reason.UNAVAILABLE, e.reason());
      return false;
    }
  }

  @Test
  void shouldGiveUpOnAFrozenServerAndRecoverWhenItRunsAgain(final PostgresServer server)
      throws Exception {
    try (Database database = Database.open(settings(server, "frozen"))) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      final List<Long> frozen = server.freeze();
      try {
        for (int call = 0; call < 6; call++) {
          assertFails(
              Reason.UNAVAILABLE, () -> database.stores().accounts().create(JULIET, PASSWORD));
        }
      } finally {
        PostgresServer.thaw(frozen);
      }
      awaitRecovery(database);
      assertTrue(database.stores().accounts().find(ROMEO).isPresent());
    }
  }

  @Test
  void shouldRecoverWhenEveryConnectionWasKilled(final PostgresServer server) {
    try (Database database = Database.open(settings(server, "killed"))) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'killed'");

      awaitRecovery(database);
      assertTrue(database.stores().accounts().find(ROMEO).isPresent());
    }
  }

  @Test
  void shouldRecoverFromACrashOfTheServer(final PostgresServer server) throws Exception {
    try (Database database = Database.open(settings(server, "crashed"))) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      // One backend killed the hard way: the server stops all others and runs crash recovery.
      server.killBackendOf("crashed");

      awaitRecovery(database);
      assertTrue(database.stores().accounts().find(ROMEO).isPresent());
    }
  }

  @Test
  void shouldGiveUpOnARowThatAnotherTransactionHolds(final PostgresServer server)
      throws SQLException {
    final PostgresSettings settings = settings(server, "locked");
    try (Database database = Database.open(settings);
        Connection other = PostgresSource.of(settings).getConnection()) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      lockAccounts(other);

      assertFails(
          Reason.UNAVAILABLE, () -> database.stores().accounts().changePassword(ROMEO, PASSWORD));

      other.rollback();
      assertTrue(database.stores().accounts().changePassword(ROMEO, PASSWORD));
    }
  }

  @Test
  void shouldGiveUpWhenEveryConnectionIsBusy(final PostgresServer server) throws Exception {
    server.create("exhausted");
    final Timeouts patientQueries =
        new Timeouts(Duration.ofMillis(500), Duration.ofSeconds(50), Duration.ZERO);
    final PostgresSettings settings = server.settings("exhausted", patientQueries);
    try (Database database = Database.open(settings);
        Connection other = PostgresSource.of(settings).getConnection();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      lockAccounts(other);
      final List<Future<Boolean>> busy =
          IntStream.range(0, settings.workers())
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> database.stores().accounts().changePassword(ROMEO, PASSWORD)))
              .toList();
      server.awaitWaiting("exhausted", settings.workers());

      assertFails(Reason.UNAVAILABLE, database::check);

      other.rollback();
      for (final Future<Boolean> call : busy) {
        assertTrue(call.get());
      }
      database.check();
    }
  }

  @Test
  void shouldLetGoOfEverybodyWhenItIsGivenUp(final PostgresServer server) throws Exception {
    server.create("given_up");
    final PostgresSettings settings =
        server.settings("given_up", new Timeouts(HANGING, HANGING, Duration.ZERO));
    try (Database database = Database.open(settings);
        Connection other = PostgresSource.of(settings).getConnection()) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      lockAccounts(other);
      final Callable<Boolean> call =
          () -> database.stores().accounts().changePassword(ROMEO, PASSWORD);
      final List<FutureTask<Boolean>> calls =
          IntStream.range(0, settings.workers() + 2).mapToObj(i -> new FutureTask<>(call)).toList();
      final List<Thread> callers = calls.stream().map(Thread.ofPlatform()::start).toList();
      server.awaitWaiting("given_up", settings.workers());
      while (callers.stream().filter(PostgresFailureTest::isWaitingInside).count() < 2) {
        Thread.onSpinWait();
      }

      database.giveUp();

      for (final FutureTask<Boolean> each : calls) {
        final ExecutionException failure =
            assertThrows(ExecutionException.class, () -> each.get(20, TimeUnit.SECONDS));
        assertEquals(
            Reason.UNAVAILABLE,
            assertInstanceOf(StoreException.class, failure.getCause()).reason());
      }
      assertFails(Reason.UNAVAILABLE, database::check);
    }
  }

  /** For a connection, that is: who waits for the server is runnable. */
  private static boolean isWaitingInside(final Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void shouldSeeSoonWhetherTheServerAnswersHoweverPatientItsCallersAre(final PostgresServer server)
      throws Exception {
    server.create("silent");
    final PostgresSettings settings =
        server.settings("silent", new Timeouts(HANGING, HANGING, Duration.ZERO));
    try (Database database = Database.open(settings)) {
      assertTrue(database.isAnswering());
      final List<Long> frozen = server.freeze();
      try {
        assertFalse(assertTimeoutPreemptively(Duration.ofSeconds(20), database::isAnswering));
      } finally {
        PostgresServer.thaw(frozen);
      }
      assertTrue(database.isAnswering());
    }
  }

  @Test
  void shouldStartItsUpkeepWhileTheServerIsAway(final PostgresServer server) {
    try (Database database = Database.open(settings(server, "absent"))) {
      server.execute("ALTER DATABASE absent ALLOW_CONNECTIONS false");
      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'absent'");
      while (isAnswering(database)) {
        Thread.onSpinWait();
      }
      final Retention rule = new Retention("some", List.of("some.example"), 30);
      database.startUpkeep(false, List.of(rule), Clock.systemUTC()).close();
    }
  }

  private static void lockAccounts(final Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT * FROM account FOR UPDATE");
    }
  }

  @Test
  void shouldBeUnavailableForWritersWhileTheServerIsReadOnly(final PostgresServer server) {
    try (Database database = Database.open(settings(server, "readonly"))) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      server.execute("ALTER DATABASE readonly SET default_transaction_read_only = on");
      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'readonly'");
      awaitRecovery(database);

      assertFails(Reason.UNAVAILABLE, () -> database.stores().accounts().create(JULIET, PASSWORD));
      assertTrue(database.stores().accounts().find(ROMEO).isPresent());
    }
  }

  @Test
  void shouldRefuseBadData(final PostgresServer server) {
    try (Database database = Database.open(settings(server, "refused"))) {
      final Stores stores = database.stores();
      final long account = stores.accounts().create(ROMEO, PASSWORD).orElseThrow().number();

      assertFails(
          Reason.REFUSED, () -> stores.privates().store(account, "a", "nul\0", new byte[0]));
      assertEquals(Optional.empty(), stores.privates().load(account, "a", "urn:a"));
    }
  }

  private static String refusal(final PostgresSettings settings) {
    return assertThrows(StorageStartException.class, () -> Database.open(settings).close())
        .getMessage();
  }

  @Test
  void shouldSayThatTheDatabaseIsMissing(final PostgresServer server) {
    final String refusal = refusal(server.settings("missing", SHORT));

    assertTrue(refusal.contains("Create the database"), refusal);
    assertFalse(refusal.contains("secret"), refusal);
  }

  @Test
  void shouldSayThatNobodyListensThere(final PostgresServer server) {
    final PostgresSettings right = server.settings("postgres", SHORT);
    final PostgresSettings wrong =
        new PostgresSettings(
            new PostgresSettings.Server("localhost", 1, "postgres"),
            right.username(),
            right.password(),
            right.workers(),
            right.timeouts(),
            right.tls());

    assertTrue(refusal(wrong).contains("host and port are right"), refusal(wrong));
  }

  @Test
  void shouldRefuseADatabaseOfANewerVersion(final PostgresServer server) throws SQLException {
    final PostgresSettings settings = settings(server, "newer");
    Database.open(settings).close();
    try (Connection other = PostgresSource.of(settings).getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("UPDATE flyway_schema_history SET version = '999'");
    }

    assertTrue(refusal(settings).contains("newer version of Ringtail"), refusal(settings));
  }

  @Test
  void shouldBeUnavailableAfterClosing(final PostgresServer server) {
    final Database database = Database.open(settings(server, "closed"));
    database.close();

    assertFails(Reason.UNAVAILABLE, database::check);
  }
}
