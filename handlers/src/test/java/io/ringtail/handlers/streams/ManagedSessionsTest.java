// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What time brings about: requests, patience and its end. */
class ManagedSessionsTest {
  private static final String REQUEST = "<r xmlns='urn:xmpp:sm:3'/>";
  private static final String CHAT =
      "<message to='romeo@a.lit/o' type='chat'><body>x</body></message>";

  private final TestNode node = new TestNode("a.lit");
  private final TestSession juliet = node.login("juliet@a.lit/b");

  private static List<String> all(final TestSession session) {
    final List<String> all = new ArrayList<>();
    for (String next = session.poll(); next != null; next = session.poll()) {
      all.add(next);
    }
    return all;
  }

  private TestSession managed(final String jid) {
    final TestSession session = node.login(jid);
    node.send(session, "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    node.send(session, "<presence/>");
    return session;
  }

  private static String idOf(final TestSession session) {
    final String enabled = session.poll();
    return enabled.replaceAll(".* id='([^']+)'.*", "$1");
  }

  private void acknowledge(final TestSession session, final int h) {
    node.send(session, "<a xmlns='urn:xmpp:sm:3' h='" + h + "'/>");
  }

  private long requests(final TestSession session) {
    return all(session).stream().filter(REQUEST::equals).count();
  }

  @Test
  void shouldAskAfterEveryEighthStanzaAndWithinASecond() {
    final TestSession romeo = managed("romeo@a.lit/o"); // the presence comes back: one stanza
    assertEquals(0, requests(romeo));
    for (int i = 0; i < 7; i++) {
      node.send(juliet, CHAT);
    }
    assertEquals(1, requests(romeo));
    node.send(juliet, CHAT);
    assertEquals(0, requests(romeo));
    acknowledge(romeo, 8);
    node.advance(1_000);
    assertEquals(1, requests(romeo));
    node.advance(1_000);
    assertEquals(0, requests(romeo)); // one open question is enough
    acknowledge(romeo, 9);
    node.advance(60_000);
    assertEquals(0, requests(romeo));
    assertNull(romeo.closed());
  }

  @Test
  void shouldTakeAClientForLostThatDoesNotAnswer() {
    final TestSession romeo = managed("romeo@a.lit/o");
    final String id = idOf(romeo);
    node.advance(1_000);
    node.advance(20_000);
    assertTrue(romeo.closed().contains("connection-timeout"), romeo.closed());
    node.send(juliet, CHAT);
    assertNull(juliet.poll());
    final TestSession again = TestResumption.resume(node, "romeo@a.lit", id, 1);
    assertTrue(again.poll().startsWith("<resumed"));
    assertTrue(again.poll().contains("<body>x</body>"));
  }

  @Test
  void shouldEndALostStreamWhenItsTimeIsUp() {
    final TestSession romeo = managed("romeo@a.lit/o");
    final TestSession home = node.login("romeo@a.lit/home");
    node.send(home, "<presence/>");
    final String id = idOf(romeo);
    acknowledge(romeo, 2);
    node.disconnect(romeo);
    all(home);
    node.send(juliet, CHAT);
    node.advance(599_000);
    assertEquals(List.of(), all(home));
    node.advance(2_000);
    final List<String> heard = all(home);
    assertEquals(2, heard.size(), heard.toString());
    assertTrue(heard.get(0).contains("type='unavailable'"), heard.get(0));
    assertTrue(heard.get(1).contains("<delay "), heard.get(1));
    final TestSession late = TestResumption.resume(node, "romeo@a.lit", id, 2);
    assertTrue(late.poll().startsWith("<failed xmlns='urn:xmpp:sm:3' h='1'>"));
    node.advance(3_601_000);
    final TestSession later = TestResumption.resume(node, "romeo@a.lit", id, 2);
    assertTrue(later.poll().startsWith("<failed xmlns='urn:xmpp:sm:3'>"));
  }

  @Test
  void shouldEndAConnectedClientThatStaysTooFarBehind() {
    final TestSession romeo = managed("romeo@a.lit/o");
    for (int i = 0; i < 600; i++) {
      node.send(juliet, CHAT);
    }
    node.advance(1_000);
    assertNull(romeo.closed());
    acknowledge(romeo, 2);
    node.advance(5_000);
    assertTrue(romeo.closed().contains("resource-constraint"), romeo.closed());
  }

  @Test
  void shouldEndAClientThatDoesNotAcknowledgeMegabytes() {
    final TestSession romeo = managed("romeo@a.lit/o");
    final String large = CHAT.replace("<body>x", "<body>" + "x".repeat(60_000));
    for (int i = 0; i < 60; i++) {
      node.send(juliet, large);
    }
    assertNull(romeo.closed());
    for (int i = 0; i < 15; i++) {
      node.send(juliet, large);
    }
    assertTrue(romeo.closed().contains("resource-constraint"), romeo.closed());
  }

  @Test
  void shouldEndALostStreamThatGathersTooMuch() {
    final TestSession romeo = managed("romeo@a.lit/o");
    acknowledge(romeo, 1);
    node.disconnect(romeo);
    for (int i = 0; i < 600; i++) {
      node.send(juliet, CHAT);
    }
    assertEquals(1, node.count("router.sessions_closed"));
  }

  @Test
  void shouldAnswerAtOnceWithTheCountReachedAndTellWhenItMoves() {
    final TestSession romeo = managed("romeo@a.lit/o");
    all(romeo);
    acknowledge(romeo, 1);
    node.account(io.ringtail.parser.Jid.parse("paris@a.lit"));
    node.holdWork();
    node.send(romeo, "<iq type='get' id='v' to='paris@a.lit'><vCard xmlns='vcard-temp'/></iq>");
    node.send(romeo, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    node.send(romeo, REQUEST);
    assertTrue(romeo.poll().contains("id='p'"));
    assertEquals("<a xmlns='urn:xmpp:sm:3' h='1'/>", romeo.poll());
    assertNull(romeo.poll());
    node.runWork();
    final List<String> then = all(romeo);
    assertEquals(2, then.size(), then.toString());
    assertTrue(then.contains("<a xmlns='urn:xmpp:sm:3' h='3'/>"), then.toString());
  }

  @Test
  void shouldWriteNothingForAFloodOfAcknowledgementsThatSayNothingNew() {
    final TestSession romeo = managed("romeo@a.lit/o");
    acknowledge(romeo, 1);
    all(romeo);
    final int before = node.journal().entries().size();
    for (int i = 0; i < 10_000; i++) {
      acknowledge(romeo, 1);
      acknowledge(romeo, 0); // an old one, overtaken
    }
    assertEquals(before, node.journal().entries().size());
    assertEquals(List.of(), all(romeo));
    assertNull(romeo.closed());
  }

  @Test
  void shouldTellWhereToResumeWhereThatIsSet() {
    final Map<String, Options> modules = new HashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.put("mod_stream_management", new Options(Map.of("location", "n1.a.lit:5222")));
    final TestNode placed = new TestNode(MemoryStores.create(), modules, "a.lit");
    final TestSession romeo = placed.login("romeo@a.lit/o");
    placed.send(romeo, "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    final String enabled = romeo.poll();
    assertTrue(enabled.endsWith(" max='600' location='n1.a.lit:5222'/>"), enabled);
    final TestSession brief = placed.login("romeo@a.lit/b");
    placed.send(brief, "<enable xmlns='urn:xmpp:sm:3'/>");
    assertEquals("<enabled xmlns='urn:xmpp:sm:3'/>", brief.poll());
  }

  @Test
  void shouldReplaceAGhostWhenAnAccountHasTooManySessions() {
    for (int i = 0; i < 10; i++) {
      node.disconnect(managed("romeo@a.lit/r" + i));
    }
    assertEquals("romeo@a.lit/new", node.login("romeo@a.lit/new").jid().toString());
    assertEquals(1, node.count("router.sessions_closed"));
  }

  @Test
  void shouldAllocateNothingForAManagedRecipient() {
    managed("romeo@a.lit/o");
    final String presence = "<iq type='result' id='x' to='juliet@a.lit/b'/>";
    node.allocated(juliet, presence, 10_000);
    assertTrue(node.allocated(juliet, presence, 10_000) < 10_000);
  }
}
