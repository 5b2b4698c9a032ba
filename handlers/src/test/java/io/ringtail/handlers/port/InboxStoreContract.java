// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.InboxStore.Key;
import io.ringtail.handlers.port.InboxStore.Row;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every store of inboxes does.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface InboxStoreContract extends StoresUnderTest {
  private InboxStore inboxes() {
    return stores().inboxes();
  }

  private static byte[] bytes(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Row row(
      final long account, final String peer, final long id, final String box, final String text) {
    return new Row(
        account,
        jid(peer),
        id,
        id,
        2,
        box,
        0,
        -7,
        false,
        new long[] {id - 1, Long.MIN_VALUE, id, Long.MAX_VALUE},
        text == null ? null : bytes(text));
  }

  private static Row removed(final long account, final String peer, final long id) {
    return new Row(account, jid(peer), id, 1, 0, "inbox", 0, 0, true, new long[0], new byte[0]);
  }

  private String message(final long account, final String peer) {
    final byte[] found = inboxes().messages(account, List.of(jid(peer))).get(jid(peer));
    return found == null ? null : new String(found, StandardCharsets.UTF_8);
  }

  @Test
  default void shouldLoadWhatWasWrittenOldestMessageFirst() {
    final long account = accountOf("load@inbox.example");
    inboxes()
        .write(
            List.of(
                row(account, "b@x.example", 200, "work", "<message>ё</message>"),
                row(account, "a@x.example", 100, "inbox", "<message/>")),
            1);

    final List<Row> loaded = inboxes().load(account);

    assertEquals(List.of(jid("a@x.example"), jid("b@x.example")), peers(loaded));
    final Row second = loaded.get(1);
    assertEquals(200, second.appliedId());
    assertEquals(200, second.messageId());
    assertEquals(2, second.unread());
    assertEquals("work", second.box());
    assertEquals(-7, second.lastHash());
    assertFalse(second.removed());
    assertArrayEquals(new long[] {199, Long.MIN_VALUE, 200, Long.MAX_VALUE}, second.unreadIds());
    assertNull(second.message());
    assertEquals("<message>ё</message>", message(account, "b@x.example"));
  }

  private static List<Jid> peers(final List<Row> rows) {
    return rows.stream().map(Row::peer).toList();
  }

  @Test
  default void shouldNeverReplaceANewerConversationByAnOlder() {
    final long account = accountOf("older@inbox.example");
    inboxes().write(List.of(row(account, "a@x.example", 300, "inbox", "new")), 1);

    inboxes().write(List.of(row(account, "a@x.example", 299, "bin", "old")), 1);

    assertEquals("inbox", inboxes().load(account).getFirst().box());
    assertEquals("new", message(account, "a@x.example"));
  }

  @Test
  default void shouldKeepTheMessageThatARowDoesNotCarry() {
    final long account = accountOf("kept@inbox.example");
    inboxes().write(List.of(row(account, "a@x.example", 300, "inbox", "kept")), 1);

    inboxes().write(List.of(row(account, "a@x.example", 301, "archive", null)), 1);

    assertEquals("archive", inboxes().load(account).getFirst().box());
    assertEquals("kept", message(account, "a@x.example"));
  }

  @Test
  default void shouldWriteAThousandConversationsAndReadTheirMessages() {
    final long account = accountOf("many@inbox.example");
    final List<Row> rows = new ArrayList<>();
    IntStream.range(0, 1_000)
        .forEach(i -> rows.add(row(account, "p" + i + "@x.example", 1_000 + i, "inbox", "m" + i)));
    inboxes().write(rows, 1);

    final List<Jid> asked =
        IntStream.range(0, 350).mapToObj(i -> jid("p" + i + "@x.example")).toList();
    final Map<Jid, byte[]> messages = inboxes().messages(account, asked);

    assertEquals(1_000, inboxes().load(account).size());
    assertEquals(350, messages.size());
    assertArrayEquals(bytes("m349"), messages.get(jid("p349@x.example")));
  }

  @Test
  default void shouldRememberHowFarItReflectsTheJournalAndNeverLess() {
    inboxes().write(List.of(), 9_000_000);
    inboxes().write(List.of(), 8_000_000);

    assertTrue(inboxes().reflectedId() >= 9_000_000);
  }

  @Test
  default void shouldPassOverConversationsOfAccountsThatAreGone() {
    final long gone = accountOf("gone@inbox.example");
    final long here = accountOf("here@inbox.example");
    inboxes().write(List.of(row(gone, "a@x.example", 5, "inbox", "m")), 1);
    assertTrue(stores().accounts().remove(jid("gone@inbox.example")));

    inboxes()
        .write(
            List.of(
                row(gone, "a@x.example", 6, "inbox", "m"),
                row(here, "a@x.example", 6, "inbox", "m")),
            1);

    assertEquals(List.of(), inboxes().load(gone));
    assertEquals(1, inboxes().load(here).size());
  }

  @Test
  default void shouldNameWhatIsInTheBinPageByPage() {
    final long account = accountOf("bin@inbox.example");
    inboxes()
        .write(
            List.of(
                row(account, "a@bin.example", 10, "bin", "m"),
                row(account, "b@bin.example", 11, "inbox", "m"),
                row(account, "c@bin.example", 12, "bin", "m"),
                row(account, "d@bin.example", 99, "bin", "m")),
            1);

    final Key before = new Key(account - 1, jid("bin@inbox.example"), jid("z@x.example"));
    final List<Key> first = inboxes().inBin(50, before, 1);
    final List<Key> second = inboxes().inBin(50, first.getLast(), 1);
    final List<Key> third = inboxes().inBin(50, second.getLast(), 100);

    assertEquals(List.of(new Key(account, jid("bin@inbox.example"), jid("a@bin.example"))), first);
    assertEquals(List.of(new Key(account, jid("bin@inbox.example"), jid("c@bin.example"))), second);
    assertTrue(third.stream().noneMatch(key -> key.account() == account));
  }

  @Test
  default void shouldKeepRemovedConversationsUntilTheyArePurged() {
    final long account = accountOf("purge@inbox.example");
    inboxes()
        .write(
            List.of(removed(account, "a@x.example", 20), removed(account, "b@x.example", 30)), 1);

    assertEquals(2, inboxes().load(account).size());
    inboxes().purgeRemoved(25);

    assertEquals(List.of(jid("b@x.example")), peers(inboxes().load(account)));
  }
}
