// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.parser.ByteWriter;
import io.ringtail.persistence.journal.ChronicleJournal;
import io.ringtail.persistence.journal.Journals;
import io.ringtail.persistence.writer.BatchStore;
import io.ringtail.persistence.writer.Position;
import io.ringtail.persistence.writer.StoreWriter;
import io.ringtail.persistence.writer.WriterSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the store writer promises on every database: everything once, in order, whatever fails.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
abstract class StoreWriterContract {
  static final long PATIENCE_MS = 60_000;
  private static final long WICKED = 666;

  @TempDir Path scratch;

  private final ArchiveIds ids = new ArchiveIds(0, 0);
  private Journals journals;
  Database database;
  ChronicleJournal journal;
  StoreWriter writer;
  long lastId;

  /** An empty database. */
  abstract Database openDatabase();

  /** Another way in, beside the node's. */
  abstract DataSource beside();

  /** From now on the database refuses rows with this sender. */
  abstract void refuseRowsOf(long sender);

  static WriterSettings settings(final int maxEntries) {
    return new WriterSettings(
        maxEntries, 1 << 20, Duration.ofMillis(2), Duration.ofMillis(2), Duration.ofMillis(50));
  }

  void begin() {
    database = openDatabase();
    journals = new Journals(scratch.resolve("journal"));
    journal = journals.open();
    write(database.batches());
  }

  void write(final BatchStore store) {
    writer = new StoreWriter(journal, store, settings(100), journals.counters);
    writer.start();
  }

  void restart() {
    writer.close();
    journal.close();
    journal = journals.open();
    write(database.batches());
  }

  @AfterEach
  void end() {
    writer.close();
    journal.close();
    database.close();
  }

  long nextId() {
    lastId = ids.next(Journals.START_MS);
    return lastId;
  }

  void append(final byte[] entry) {
    journal.append(entry, 0, entry.length);
    journal.endOfBatch(Layout.id(entry, 0));
  }

  List<Long> appendMessages(final int count) {
    final List<Long> appended = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      final long id = nextId();
      append(Messages.message(id, 1));
      appended.add(id);
    }
    return appended;
  }

  void awaitWritten() {
    assertTrue(writer.await(lastId, PATIENCE_MS), () -> "written up to " + writer.writtenId());
  }

  List<Long> archived() {
    return longs("SELECT id FROM archive ORDER BY id");
  }

  List<Long> longs(final String sql) {
    try (Connection connection = beside().getConnection()) {
      return Jdbc.all(connection, sql, row -> row.getLong(1));
    } catch (final SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  void execute(final String sql) {
    try (Connection connection = beside().getConnection()) {
      Jdbc.update(connection, sql);
    } catch (final SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  long counted(final String counter) {
    return journals.counters.snapshot().get(counter);
  }

  @Test
  void shouldWriteEveryMessageOnce() {
    begin();
    final List<Long> sent = appendMessages(1_234);
    awaitWritten();
    assertEquals(sent, archived());
    assertEquals(0, counted("writer.lag_entries"));
    assertEquals(1_234, counted("writer.entries"));
  }

  @Test
  void shouldKeepAllOfAMessage() throws SQLException {
    begin();
    append(Messages.message(nextId(), 7, 9, Views.ARCHIVE_RECIPIENT, "what light — ü"));
    awaitWritten();
    try (Connection connection = beside().getConnection()) {
      final byte[] stanza =
          Jdbc.first(
                  connection,
                  "SELECT sender, recipient, visible, sender_jid, recipient_jid, stanza"
                      + " FROM archive",
                  row -> {
                    assertEquals(7, row.getLong(1));
                    assertEquals(9, row.getLong(2));
                    assertEquals(Views.ARCHIVE_RECIPIENT, row.getInt(3));
                    assertEquals("romeo@localhost", row.getString(4));
                    assertEquals("juliet@localhost", row.getString(5));
                    return row.getBytes(6);
                  })
              .orElseThrow();
      assertArrayEquals(
          "<message type='chat'><body>what light — ü</body></message>"
              .getBytes(java.nio.charset.StandardCharsets.UTF_8),
          stanza);
    }
  }

  @Test
  void shouldArchiveOnlyWhatIsForAnArchive() {
    begin();
    append(Messages.message(nextId(), 1, 2, Views.OFFLINE | Views.RESUMABLE, "later"));
    final List<Long> sent = appendMessages(1);
    awaitWritten();
    assertEquals(sent, archived());
  }

  @Test
  void shouldStopBeforeAnEntryOfATypeItDoesNotKnow() {
    begin();
    final List<Long> sent = appendMessages(5);
    awaitWritten();
    final byte[] unknown = Messages.message(nextId(), 1);
    unknown[1] = 99;
    append(unknown);
    appendMessages(5);
    assertFalse(writer.await(lastId, PATIENCE_MS));
    assertEquals(sent, archived());
    assertEquals(sent.subList(4, 5), longs("SELECT id FROM journal_position"));
    assertEquals(6, counted("writer.lag_entries"), "a newer Ringtail has them still to write");
  }

  @Test
  void shouldPassOverWhatOnlyStreamsNeed() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(1));
    for (int i = 0; i < 3_000; i++) {
      appendCounts();
    }
    sent.addAll(appendMessages(1));
    appendCounts();
    awaitWritten();
    assertEquals(sent, archived());
    assertEquals(0, counted("writer.lag_entries"));
    assertEquals(0, counted("writer.lag_bytes"));
    restart();
    sent.addAll(appendMessages(1));
    awaitWritten();
    assertEquals(sent, archived());
  }

  private void appendCounts() {
    final ByteWriter out = new ByteWriter(64);
    StreamEntry.putCounts(out, nextId(), 1, 2, 3);
    append(Arrays.copyOf(out.array(), out.length()));
  }

  @Test
  void shouldGoOnWhereItStopped() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(150));
    awaitWritten();
    writer.close();
    sent.addAll(appendMessages(150));
    restart();
    sent.addAll(appendMessages(150));
    awaitWritten();
    assertEquals(sent, archived());
  }

  @Test
  void shouldWriteNothingTwiceWhenACommitsOutcomeWasLost() {
    database = openDatabase();
    journals = new Journals(scratch.resolve("journal"));
    journal = journals.open();
    write(new Forgetful(database.batches()));
    final List<Long> sent = appendMessages(1_000);
    awaitWritten();
    assertEquals(sent, archived());
    assertTrue(counted("writer.retries") > 0);
  }

  /** Commits, then says that it does not know; once for each commit. */
  private static final class Forgetful implements BatchStore {
    private final BatchStore store;
    private final Set<Long> forgotten = new HashSet<>();

    Forgetful(final BatchStore store) {
      this.store = store;
    }

    @Override
    public Position position(final String name) {
      return store.position(name);
    }

    @Override
    public Position write(final String name, final Position expected, final Part part) {
      final Position written = store.write(name, expected, part);
      if (forgotten.add(written.id())) {
        throw new StoreException(StoreException.Reason.UNAVAILABLE, "connection lost", null);
      }
      return written;
    }

    @Override
    public void rewind(final String name) {
      store.rewind(name);
    }

    @Override
    public Position park(
        final String name, final Position expected, final Part part, final String reason) {
      return store.park(name, expected, part, reason);
    }

    @Override
    public boolean isDataFault(final RuntimeException failure) {
      return store.isDataFault(failure);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void shouldParkTheEntryTheDatabaseRefusesAndWriteTheRest() {
    begin();
    awaitEmptyStart();
    refuseRowsOf(WICKED);
    final List<Long> sent = new ArrayList<>(appendMessages(40));
    final long wicked = nextId();
    append(Messages.message(wicked, WICKED));
    sent.addAll(appendMessages(40));
    awaitWritten();
    assertEquals(sent, archived());
    assertEquals(List.of(wicked), longs("SELECT id FROM journal_parked"));
    assertEquals(1, counted("writer.parked"));
  }

  @Test
  void shouldParkAnEntryThatCannotBeRead() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(20));
    final byte[] torn = Messages.message(nextId(), 1);
    append(java.util.Arrays.copyOf(torn, torn.length - 200 < 60 ? 60 : torn.length - 200));
    sent.addAll(appendMessages(20));
    awaitWritten();
    assertEquals(sent, archived());
    assertEquals(1, counted("writer.parked"));
  }

  private void awaitEmptyStart() {
    appendMessages(1);
    awaitWritten();
    execute("DELETE FROM archive");
  }

  @Test
  void shouldParkNothingForATableThatIsAway() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(10));
    awaitWritten();
    execute("ALTER TABLE archive RENAME TO archive_away");
    sent.addAll(appendMessages(300));
    while (counted("writer.retries") < 3) {
      Thread.onSpinWait();
    }
    assertFalse(writer.await(lastId, 1));
    assertTrue(counted("writer.lag_entries") >= 300);
    assertTrue(counted("writer.lag_bytes") > 0);
    execute("ALTER TABLE archive_away RENAME TO archive");
    awaitWritten();
    assertEquals(sent, archived());
    assertEquals(List.of(), longs("SELECT id FROM journal_parked"));
  }

  @Test
  void shouldNotStopOverRowsThatAreThereAlready() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(10));
    awaitWritten();
    writer.close();
    // As after a restore of the journal's position without the archive.
    execute("UPDATE journal_position SET position = 0, id = 0");
    restart();
    sent.addAll(appendMessages(10));
    awaitWritten();
    assertEquals(sent, archived());
    assertEquals(List.of(), longs("SELECT id FROM journal_parked"));
  }

  @Test
  void shouldWriteAgainWhatARestoredBackupLacks() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(500));
    awaitWritten();
    final long kept = sent.get(199);
    execute("DELETE FROM archive WHERE id > " + kept);
    execute("UPDATE journal_position SET position = position - 300, id = " + kept);
    sent.addAll(appendMessages(1));
    awaitWritten();
    while (archived().size() < sent.size()) {
      Thread.onSpinWait();
    }
    assertEquals(sent, archived());
  }

  @Test
  void shouldSayWhenNothingComesInTime() {
    begin();
    assertFalse(writer.await(Long.MAX_VALUE, 5));
  }
}
