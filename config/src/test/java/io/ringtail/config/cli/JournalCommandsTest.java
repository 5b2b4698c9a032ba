// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.parser.ByteWriter;
import io.ringtail.persistence.DataFolder;
import io.ringtail.persistence.journal.ChronicleJournal;
import io.ringtail.persistence.journal.JournalSettings;
import io.ringtail.ring.Counters;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandsTest {
  @TempDir private Path folder;
  private final Shell shell = new Shell();

  /** Both accounts are ours. */
  private record Two(byte[] from) implements MessageEntry.Parties {
    @Override
    public long sender() {
      return 1;
    }

    @Override
    public long recipient() {
      return 2;
    }

    @Override
    public long stream() {
      return 0;
    }

    @Override
    public int inbound() {
      return 0;
    }
  }

  @BeforeEach
  void writeAJournal() {
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            JournalSettings.in(folder), SystemEpochClock.INSTANCE, new Counters())) {
      for (int i = 1; i <= 5; i++) {
        final byte[] entry = message(i * 1_000_000L << 8, "secret " + i);
        journal.append(entry, 0, entry.length);
      }
    }
  }

  private void append(final byte[]... entries) {
    final ByteWriter all = new ByteWriter(256);
    for (final byte[] entry : entries) {
      Layout.length(entry, 0, entry.length);
      all.put(entry);
    }
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            JournalSettings.in(folder), SystemEpochClock.INSTANCE, new Counters())) {
      journal.append(all.array(), 0, all.length());
    }
  }

  private static byte[] message(final long id, final String body) {
    final ByteWriter out = new ByteWriter(256);
    final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
    final byte[] to = utf8("juliet@localhost");
    encoder.begin(out, id, 0, new Two(utf8("romeo@localhost/orchard")), to, 0, to.length);
    out.put(utf8("<message><body>" + body + "\u001b[2J</body></message>"));
    encoder.endStanza();
    encoder.views(Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT);
    return Arrays.copyOf(out.array(), out.length());
  }

  private static byte[] utf8(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int journal(final String... arguments) {
    final Stream<String> before = Stream.concat(Stream.of("journal"), Stream.of(arguments));
    return shell.run(
        Stream.concat(before, Stream.of("--data", folder.toString())).toArray(String[]::new));
  }

  @Test
  void shouldSayWhatThereIs() {
    assertEquals(ExitCode.OK, journal("info"));
    assertTrue(shell.out().contains("5 entries"), shell.out());
    assertTrue(shell.out().contains("1970-01-01T00:00:01Z to 1970-01-01T00:00:05Z"), shell.out());
    assertTrue(shell.out().contains("state     closed"), shell.out());
  }

  @Test
  void shouldFindASoundJournalSound() {
    assertEquals(ExitCode.OK, journal("verify"));
    assertEquals("5 entries in 1 files: sound\n", shell.out());
  }

  @Test
  void shouldFindTheEntryThatWasChanged() throws IOException {
    final Path file = file();
    final String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(text.indexOf("secret 3"));
      access.write('S');
    }
    assertEquals(ExitCode.NO, journal("verify"));
    assertTrue(shell.out().contains("1 DAMAGED"), shell.out());
  }

  private Path file() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("journal"))) {
      return all.filter(each -> each.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
  }

  @Test
  void shouldFindThatTheJournalWasCutOffAndReplayWhatIsLeft() throws IOException {
    final Path file = file();
    final String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(text.indexOf("secret 4"));
    }
    assertEquals(ExitCode.NO, journal("verify"));
    assertTrue(shell.out().contains("cut off"), shell.out());
    assertTrue(shell.out().contains("3 entries in 1 files: damaged"), shell.out());
    assertEquals(ExitCode.OK, journal("replay"), shell.err());
    assertTrue(shell.out().endsWith("3 entries written, 0 parked\n"), shell.out());
  }

  @Test
  void shouldPrintEntriesWithoutTheirTextUnlessAsked() {
    assertEquals(ExitCode.OK, journal("dump", "--limit", "2"));
    assertEquals(2, shell.out().lines().count());
    assertTrue(
        shell.out().contains("from=romeo@localhost/orchard(1) to=juliet@localhost(2)"),
        shell.out());
    assertFalse(shell.out().contains("secret"), shell.out());
    assertEquals(ExitCode.OK, journal("dump", "--stanzas", "--after", "1"));
    assertTrue(shell.out().contains("<body>secret 5 [2J</body>"), shell.out());
  }

  @Test
  void shouldCountAndPrintEveryEntryOfAnAppend() {
    append(message(6_000_000L << 8, "secret 6"), message(7_000_000L << 8, "secret 7"));
    assertEquals(ExitCode.OK, journal("verify"));
    assertEquals("7 entries in 1 files: sound\n", shell.out());
    assertEquals(ExitCode.OK, journal("info"));
    assertTrue(shell.out().contains("1970-01-01T00:00:01Z to 1970-01-01T00:00:07Z"), shell.out());
    assertEquals(ExitCode.OK, journal("dump", "--stanzas"));
    assertEquals(7, shell.out().lines().count());
    assertTrue(shell.out().contains("secret 7"), shell.out());
  }

  @Test
  void shouldSayThatANewerVersionWroteTheJournal() {
    final byte[] newer = message(6_000_000L << 8, "secret 6");
    newer[0] = 2;
    append(newer);
    for (final String command : List.of("info", "verify", "dump", "replay")) {
      assertEquals(ExitCode.CANNOT_START, journal(command), command);
      assertTrue(
          shell.err().contains("The journal was written by a newer version of Ringtail"),
          shell.err());
    }
  }

  @Test
  void shouldSayThatItDoesNotKnowHowLongFilesAreWrittenTo() throws IOException {
    Files.writeString(folder.resolve("journal/identity"), "name YEARLY\n");
    for (final String command : List.of("info", "verify", "dump", "replay")) {
      assertEquals(ExitCode.CANNOT_START, journal(command), command);
      assertTrue(shell.err().contains("its files are YEARLY, which this"), shell.err());
    }
  }

  @Test
  void shouldBringTheDatabaseUpToDateAndAgainFromTheBeginning() {
    assertEquals(ExitCode.OK, journal("replay"));
    assertEquals("5 entries written, 0 parked\n", shell.out());
    assertEquals(ExitCode.OK, journal("replay"));
    assertEquals("0 entries written, 0 parked\n", shell.out());
    assertEquals(ExitCode.OK, journal("replay", "--all"));
    assertEquals("5 entries written, 0 parked\n", shell.out());
  }

  @Test
  void shouldNotReplayUnderARunningNode() {
    try (DataFolder held = DataFolder.open(folder)) {
      assertEquals(ExitCode.CANNOT_START, journal("replay"));
      assertTrue(shell.err().contains(held.path() + " is in use by this process"), shell.err());
    }
  }

  @Test
  void shouldSayThatThereIsNoJournal(@TempDir final Path other) {
    assertEquals(ExitCode.CANNOT_START, shell.run("journal", "info", "--data", other.toString()));
    assertTrue(shell.err().contains("There is no journal in"), shell.err());
  }
}
