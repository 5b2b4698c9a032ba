// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.inbox.InboxLimits;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryInboxes;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.NodeParts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.ring.Counters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node whose database is gone ends in order; before the next one starts, its checkpoint is
 * damaged. The unread counts are right every time.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
final class DamagedCheckpointTest {
  private static final long MAX_BYTES = 4 << 20;
  private static final String IDENTITY = "one";
  private static final int BEFORE = 5;
  private static final int MEANWHILE = 7;
  private static final Pattern TOTAL = Pattern.compile("all-unread='(\\d+)'");

  @TempDir private Path folder;
  private final Stores stores = MemoryStores.create();
  private final MemoryJournal journal = new MemoryJournal();
  private Counters counters = new Counters();
  private TestNode node;
  private TestSession romeo;
  private TestSession juliet;
  private int sent;

  @Test
  void shouldGoOnWithWhatWasLeftAndNotAskTheJournalForIt() {
    endWithoutDatabase();
    journal.forget(journal.appendedIndex()); // it could tell nothing any more

    start(IDENTITY);

    assertUnread(BEFORE + MEANWHILE);
    assertThrownAway(0);
    assertFalse(Files.exists(map()), "the database has it now");
  }

  @Test
  void shouldCountWhatComesAfterTheNextStartToo() {
    endWithoutDatabase();
    start(IDENTITY);
    send(3);

    node.inboxes().close();
    start(IDENTITY);

    assertUnread(BEFORE + MEANWHILE + 3);
    assertFalse(Files.exists(left()), "nothing was to be left");
  }

  @Test
  void shouldRebuildWhenThereIsNoCleanEnd() throws IOException {
    endWithoutDatabase();
    Files.delete(left());

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenALockIsHeldByAKilledProcess() throws Exception {
    endWithoutDatabase();
    Files.delete(left());
    Files.delete(map());
    LockingForEver.kill(map(), MAX_BYTES);
    assertLocked();

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenTheFileIsCutInHalf() throws IOException {
    endWithoutDatabase();
    try (FileChannel file = FileChannel.open(map(), StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenTheFileIsGarbage() throws IOException {
    endWithoutDatabase();
    final byte[] garbage = new byte[(int) Files.size(map())];
    new Random(1).nextBytes(garbage);
    Files.write(map(), garbage);

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenOneBitOfTheFileIsAnother() throws IOException {
    endWithoutDatabase();
    final byte[] bytes = Files.readAllBytes(map());
    bytes[bytes.length / 2] ^= 1;
    Files.write(map(), bytes);

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenTheFileIsGone() throws IOException {
    endWithoutDatabase();
    Files.delete(map());

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenWhatIsSaidOfTheFileIsGarbage() throws IOException {
    endWithoutDatabase();
    final byte[] garbage = new byte[(int) Files.size(left())];
    new Random(1).nextBytes(garbage);
    Files.write(left(), garbage);

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenTheFileIsOfAnotherLayout() throws IOException {
    endWithoutDatabase();
    final String said = Files.readString(left(), StandardCharsets.UTF_8);
    final String other = "2" + said.substring(LeftFile.VERSION.length(), said.lastIndexOf(' '));
    Files.writeString(left(), other + ' ' + LeftFile.sumOf(other) + '\n');

    assertRebuilt(BEFORE + MEANWHILE);
  }

  @Test
  void shouldRebuildWhenTheFileGoesWithAnotherJournal() {
    endWithoutDatabase();

    start("two");

    assertUnread(BEFORE + MEANWHILE);
    assertThrownAway(1);
  }

  @Test
  void shouldRebuildWhenTheFileReflectsWhatTheJournalLost() {
    endWithoutDatabase(); // the first messages are synced
    journal.losePower();

    assertRebuilt(BEFORE);
  }

  @Test
  void shouldRebuildWhenTheDatabaseIsAnOlderOne() {
    endWithoutDatabase();
    inboxes().lose();

    start(IDENTITY);

    assertUnread(BEFORE + MEANWHILE);
    assertFalse(Files.exists(map()));
  }

  // ---- the node and its end ----

  private void endWithoutDatabase() {
    start(IDENTITY);
    send(BEFORE);
    node.advance(10_000); // the database has these
    journal.sync();
    inboxes().fail(true);
    send(MEANWHILE);
    node.advance(10_000);
    assertThrows(StoreException.class, node.inboxes()::close);
    inboxes().fail(false);
    assertTrue(Files.exists(map()) && Files.exists(left()));
  }

  private void start(final String identity) {
    counters = new Counters();
    node =
        new TestNode(
            new NodeParts(
                stores,
                HostTypes.discover(),
                Map.of("mod_inbox", Options.defaults()),
                new InboxLimits(1 << 20, 2_000, 150),
                journal,
                new ChronicleInboxCheckpoint(folder, MAX_BYTES, journal, identity, counters),
                "example.com"));
    node.holdWriter();
    journal.replay(List.of(node.inboxes().replay(journal)));
    romeo = node.login("romeo@example.com/r");
    juliet = node.login("juliet@example.com/r");
  }

  private void send(final int times) {
    for (int i = 0; i < times; i++) {
      final String body = "<body>" + ++sent + "</body>";
      node.send(
          romeo,
          "<message type='chat' id='m%d' to='juliet@example.com'>%s</message>"
              .formatted(sent, body));
      juliet.poll();
    }
  }

  private MemoryInboxes inboxes() {
    return (MemoryInboxes) stores.inboxes();
  }

  private Path map() {
    return folder.resolve("inbox.map");
  }

  private Path left() {
    return folder.resolve("inbox.left");
  }

  /** Nobody holds the lock any more, and nobody gets it. */
  private void assertLocked() throws IOException {
    try (PartMap map = PartMap.open(map(), MAX_BYTES);
        ExternalMapQueryContext<byte[], byte[], ?> context =
            map.context(LockingForEver.ACCOUNT, 0)) {
      assertFalse(context.writeLock().tryLock());
    }
  }

  private void assertRebuilt(final int unread) {
    start(IDENTITY);
    assertUnread(unread);
    assertThrownAway(1);
    assertFalse(Files.exists(map()) || Files.exists(left()));
  }

  private void assertUnread(final int unread) {
    node.send(
        juliet, "<iq type='get' id='q'><inbox xmlns='urn:xmpp:inbox:1' messages='false'/></iq>");
    String said = "";
    for (String next = juliet.poll(); next != null; next = juliet.poll()) {
      said = next;
    }
    final Matcher total = TOTAL.matcher(said);
    assertTrue(total.find(), said);
    assertEquals(unread, Integer.parseInt(total.group(1)));
  }

  private void assertThrownAway(final int times) {
    assertEquals(times, counters.snapshot().get("inbox.checkpoint_thrown_away"));
  }
}
