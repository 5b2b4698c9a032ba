// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryCheckpoint;
import io.ringtail.handlers.testkit.MemoryInboxes;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.NodeParts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How much memory inboxes take while the store is dead for long, and what becomes of them. */
final class InboxBoundTest {
  private static final long ROOM_BYTES = 1_000_000;
  private static final int SENDERS = 30;
  private static final int EACH_TO = 100;
  private static final int PEER_STEP = 17;
  private static final int SECOND_MS = 1_000;
  private static final Pattern TOTAL = Pattern.compile("all-unread='(\\d+)'");

  private final MemoryCheckpoint checkpoint = new MemoryCheckpoint(1_000_000);
  private TestNode node;
  private final TestSession[] senders = new TestSession[SENDERS];
  private long mostBytes;

  @Test
  void shouldKeepToItsRoomWhileTheStoreIsDead() {
    start(checkpoint);
    talk();
    inboxes().fail(true);

    talk();
    talk();

    assertTrue(mostBytes <= 2 * ROOM_BYTES, () -> mostBytes + " bytes");
    recover();
    assertUnread(3);
  }

  @Test
  void shouldKeepToItsRoomWhereNoInboxWasReadBeforeTheStoreDied() {
    start(checkpoint);
    inboxes().fail(true);

    talk();
    talk();

    assertTrue(mostBytes <= 2 * ROOM_BYTES, () -> mostBytes + " bytes");
    recover();
    assertUnread(2);
  }

  @Test
  void shouldBringEverythingToTheStoreWhenThatIsBack() {
    start(checkpoint);
    inboxes().fail(true);
    talk();
    assertTrue(node.inboxes().accountsSetAside() > SENDERS);

    recover();

    assertEquals(0, node.inboxes().accountsSetAside());
    assertTrue(checkpoint.isEmpty());
    assertEquals(node.journal().lastId(), inboxes().reflectedId());
  }

  @Test
  void shouldEndInOrderWhenTheStoreIsBackJustBefore() {
    start(checkpoint);
    inboxes().fail(true);
    talk();
    send(0); // set aside without its rows, and asked for again in vain
    inboxes().fail(false);

    node.inboxes().close();

    assertEquals(0, node.inboxes().accountsSetAside());
    assertTrue(checkpoint.isEmpty());
    node = node.killed();
    assertEquals(2, unread(0));
  }

  @Test
  void shouldLetTheJournalGoOnlyWhenTheStoreHasAll() {
    start(checkpoint);
    inboxes().fail(true);

    talk();

    assertTrue(node.inboxes().accountsSetAside() > 0);
    assertEquals(0, node.journal().inboxPassed());
    recover();
    assertEquals(node.journal().appendedIndex(), node.journal().inboxPassed());
  }

  @Test
  void shouldAnswerFromTheCheckpointWhileTheStoreIsDead() {
    start(checkpoint);
    send(0);
    node.advance(SECOND_MS);
    inboxes().fail(true);
    for (int round = 1; round < SENDERS; round++) {
      round(round); // these cannot be read and take all the room
    }
    assertTrue(node.inboxes().accountsSetAside() > SENDERS);

    assertEquals(1, unread(0), "read before the store died, and set aside whole");
  }

  @Test
  void shouldStayInMemoryWhereTheCheckpointIsFull() {
    start(new MemoryCheckpoint(0));
    inboxes().fail(true);

    talk();

    assertTrue(mostBytes > 2 * ROOM_BYTES, () -> mostBytes + " bytes");
    assertEquals(0, node.inboxes().accountsSetAside());
    recover();
    assertUnread(1);
  }

  @Test
  void shouldNotTouchTheCheckpointWhileTheStoreIsWell() {
    start(checkpoint);

    talk();
    talk();

    assertEquals(0, checkpoint.puts());
  }

  private void start(final MemoryCheckpoint with) {
    node =
        new TestNode(
            new NodeParts(
                MemoryStores.create(),
                HostTypes.discover(),
                Map.of("mod_inbox", Options.defaults()),
                new InboxLimits(ROOM_BYTES, 2_000, 150),
                new MemoryJournal(),
                with,
                "example.com"));
    for (int i = 0; i < SENDERS * EACH_TO; i++) {
      node.account(Jid.parse(name(i)));
    }
    for (int i = 0; i < SENDERS; i++) {
      senders[i] = node.login("s" + i + "@example.com/r");
    }
  }

  private static String name(final int account) {
    return "u" + account + "@example.com";
  }

  /** Everybody gets one message; every sender takes a second for those it sends. */
  private void talk() {
    for (int round = 0; round < SENDERS; round++) {
      round(round);
    }
  }

  private void round(final int sender) {
    for (int i = sender * EACH_TO; i < (sender + 1) * EACH_TO; i++) {
      send(i);
    }
    node.advance(SECOND_MS);
    mostBytes = Math.max(mostBytes, node.inboxes().memoryBytes());
    drain(senders[sender]);
  }

  private void send(final int to) {
    final String body = "<body>" + "x".repeat(500) + "</body>";
    node.send(
        senders[to / EACH_TO], "<message type='chat' to='" + name(to) + "'>" + body + "</message>");
  }

  private void recover() {
    inboxes().fail(false);
    for (int second = 0; second < SENDERS; second++) {
      node.advance(SECOND_MS);
    }
  }

  private MemoryInboxes inboxes() {
    return (MemoryInboxes) node.stores().inboxes();
  }

  private static String drain(final TestSession session) {
    String last = "";
    for (String next = session.poll(); next != null; next = session.poll()) {
      last = next;
    }
    return last;
  }

  /** Looks at some of them. */
  private void assertUnread(final int unread) {
    for (int i = 0; i < SENDERS * EACH_TO; i += PEER_STEP) {
      assertEquals(unread, unread(i), name(i));
    }
  }

  private int unread(final int account) {
    final TestSession session = node.login(name(account) + "/r");
    drain(session);
    node.send(
        session, "<iq type='get' id='q'><inbox xmlns='urn:xmpp:inbox:1' messages='false'/></iq>");
    final String said = drain(session);
    final Matcher total = TOTAL.matcher(said);
    assertTrue(total.find(), said);
    return Integer.parseInt(total.group(1));
  }
}
