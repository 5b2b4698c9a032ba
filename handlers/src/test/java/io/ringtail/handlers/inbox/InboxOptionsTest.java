// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.NodeParts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What each option of {@code mod_inbox} does, and what a clock that is set back does to it. */
class InboxOptionsTest {
  private static final String INBOX = "erlang-solutions.com:xmpp:inbox:0";
  private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

  private TestNode node;
  private TestSession romeo;
  private TestSession juliet;

  private void start(final Map<String, Object> options) {
    node =
        new TestNode(
            new NodeParts(
                MemoryStores.create(),
                HostTypes.discover(),
                Map.of("mod_inbox", new Options(options)),
                InboxLimits.defaults(1 << 30),
                new MemoryJournal(),
                "example.com"));
    romeo = node.login("romeo@example.com/r");
    juliet = node.login("juliet@example.com/r");
  }

  @Test
  void shouldListNoMoreThanTheLimitOnAPage() {
    start(Map.of("max_result_limit", 2L));
    for (final String from : List.of("a", "b", "c")) {
      chat(node.login(from + "@example.com/r"), "romeo@example.com", "m");
    }

    final String first = ask(romeo, "set", "<inbox xmlns='" + INBOX + "'/>");
    assertEquals(2, count(first, "<result "), first);
    assertTrue(first.contains("<count>2</count>"), first);
    final String more =
        ask(
            romeo,
            "set",
            "<inbox xmlns='"
                + INBOX
                + "'><set xmlns='http://jabber.org/protocol/rsm'><max>100</max></set></inbox>");
    assertEquals(2, count(more, "<result "), more);
    final String last = more.replaceAll(".*<last>([^<]*)</last>.*", "$1");
    final String rest =
        ask(
            romeo,
            "set",
            "<inbox xmlns='"
                + INBOX
                + "'><set xmlns='http://jabber.org/protocol/rsm'><after>"
                + last
                + "</after></set></inbox>");
    assertEquals(1, count(rest, "<result "), rest);
  }

  @Test
  void shouldReadByTheMarkersNamedAndNoOthers() {
    start(Map.of("reset_markers", List.of("received", "acknowledged")));
    chat(juliet, "romeo@example.com", "m1");
    chat(juliet, "romeo@example.com", "m2");
    chat(juliet, "romeo@example.com", "m3");

    mark("displayed", "m3");
    assertUnread(3);
    mark("received", "m1");
    assertUnread(2);
    mark("acknowledged", "m2");
    assertUnread(1);
  }

  @Test
  void shouldEmptyTheBinOfWhatHasBeenThereForLongEnough() {
    start(Map.of("bin_ttl", 1L, "bin_clean_after", 2L));
    node.advance(1_000); // the clock of the cleaning begins
    chat(juliet, "romeo@example.com", "m1");
    toBin("juliet@example.com");
    store();

    node.advance(23 * HOUR_MS);
    node.advance(1_000);
    assertTrue(inBin().contains("juliet@example.com"), "not for a day yet");

    node.advance(3 * HOUR_MS);
    node.advance(1_000);
    assertFalse(inBin().contains("juliet@example.com"), inBin());
  }

  @Test
  void shouldLetAConversationOutOfTheBinThatIsTakenUpAgain() {
    start(Map.of("bin_ttl", 1L, "bin_clean_after", 1L));
    node.advance(1_000);
    chat(juliet, "romeo@example.com", "m1");
    toBin("juliet@example.com");
    store();
    node.advance(23 * HOUR_MS);
    chat(juliet, "romeo@example.com", "m2");

    node.advance(2 * HOUR_MS);
    node.advance(1_000);

    assertUnread(2);
  }

  @Test
  void shouldBringConversationsToTheStoreAlsoWhenTheClockIsSetBack() {
    start(Map.of());
    chat(juliet, "romeo@example.com", "m1");
    node.advance(-HOUR_MS);
    chat(juliet, "romeo@example.com", "m2");

    for (int second = 0; second < 10; second++) {
      node.advance(1_000);
    }

    assertEquals(node.journal().lastId(), node.stores().inboxes().reflectedId());
    assertEquals(node.journal().appendedIndex(), node.journal().inboxPassed());
    assertUnread(2);
  }

  /** Until the store has all of it. */
  private void store() {
    for (int second = 0; second < 20; second++) {
      node.advance(1_000);
    }
    assertEquals(node.journal().appendedIndex(), node.journal().inboxPassed());
  }

  private void chat(final TestSession from, final String to, final String id) {
    node.send(
        from,
        "<message type='chat' to='" + to + "' id='" + id + "'><body>" + id + "</body></message>");
    drain(from);
  }

  private void mark(final String marker, final String id) {
    node.send(
        romeo,
        "<message type='chat' to='juliet@example.com'><"
            + marker
            + " xmlns='urn:xmpp:chat-markers:0' id='"
            + id
            + "'/></message>");
  }

  private void toBin(final String peer) {
    ask(
        romeo,
        "set",
        "<query xmlns='" + INBOX + "#conversation' jid='" + peer + "'><box>bin</box></query>");
  }

  private String inBin() {
    return ask(
        romeo,
        "set",
        "<inbox xmlns='"
            + INBOX
            + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE' type='hidden'><value>"
            + INBOX
            + "</value></field><field var='box'><value>bin</value></field></x></inbox>");
  }

  private void assertUnread(final int unread) {
    final String said = ask(romeo, "get", "<inbox xmlns='urn:xmpp:inbox:1' messages='false'/>");
    assertTrue(said.contains("all-unread='" + unread + "'"), said);
  }

  private String ask(final TestSession session, final String type, final String payload) {
    drain(session);
    node.send(session, "<iq type='" + type + "' id='q'>" + payload + "</iq>");
    return drain(session);
  }

  private static int count(final String text, final String of) {
    return text.split(of, -1).length - 1;
  }

  private static String drain(final TestSession session) {
    final StringBuilder said = new StringBuilder();
    for (String next = session.poll(); next != null; next = session.poll()) {
      said.append(next);
    }
    return said.toString();
  }
}
