// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal says of a message on managed streams, and what comes of it after a kill. */
class JournaledCopiesTest {
  private static final String CHAT =
      "<message to='romeo@a.lit' type='chat' id='m'><body>and yet I wish</body></message>";

  private TestNode node = new TestNode("a.lit");
  private final TestSession juliet = node.login("juliet@a.lit/b");
  private final TestSession romeo = node.login("romeo@a.lit/o");
  private String julietId;
  private String romeoId;
  private int before;

  @BeforeEach
  void enable() {
    romeoId = enable(romeo);
    julietId = enable(juliet);
    node.send(romeo, "<presence/>");
    node.send(juliet, "<presence/>");
    for (final TestSession session : List.of(juliet, romeo)) {
      while (session.poll() != null) {}
    }
    node.send(romeo, "<a xmlns='urn:xmpp:sm:3' h='1'/>");
    before = node.journal().entries().size();
  }

  private String enable(final TestSession session) {
    return TestResumption.enable(node, session);
  }

  private List<EntryType> types() {
    final List<byte[]> entries = node.journal().entries();
    return entries.subList(before, entries.size()).stream()
        .map(entry -> Layout.type(entry, 0))
        .toList();
  }

  private TestSession resume(final String account, final String id, final int h) {
    return TestResumption.resume(node, account, id, h);
  }

  @Test
  void shouldJournalAMessagesBytesAndItsSendersCountOnce() {
    node.send(juliet, CHAT);
    assertEquals(List.of(EntryType.MESSAGE, EntryType.STREAM_COPY), types());
  }

  @Test
  void shouldResendACopyAsItWasSent() {
    node.send(juliet, CHAT);
    final String sent = romeo.poll();
    assertTrue(sent.contains("<stanza-id "), sent);
    node = node.killed();
    final TestSession again = resume("romeo@a.lit", romeoId, 1);
    assertTrue(again.poll().startsWith("<resumed"));
    final String resent = again.poll();
    assertEquals(sent, resent.replaceAll("<delay [^>]*/>", ""));
  }

  @Test
  void shouldKnowFromAMessageHowFarItsSenderIs() {
    node.send(juliet, CHAT);
    node.send(juliet, CHAT);
    node = node.killed();
    final String resumed = resume("juliet@a.lit", julietId, 1).poll();
    assertTrue(resumed.endsWith(" h='3'/>"), resumed);
  }

  @Test
  void shouldJournalWhatIsNoMereCopyInFull() {
    node.send(juliet, "<message to='romeo@a.lit' type='chat'/>");
    node.send(
        juliet, "<message to='romeo@a.lit' type='chat'><store xmlns='urn:xmpp:hints'/></message>");
    final String opened = romeo.poll();
    final String stored = romeo.poll();
    node = node.killed();
    final TestSession again = resume("romeo@a.lit", romeoId, 1);
    assertTrue(again.poll().startsWith("<resumed"));
    assertEquals(opened, again.poll().replaceAll("<delay [^>]*/>", ""));
    assertEquals(stored, again.poll().replaceAll("<delay [^>]*/>", ""));
  }
}
