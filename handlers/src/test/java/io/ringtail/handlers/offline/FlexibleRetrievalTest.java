// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of messages that are looked through (XEP-0013) while sessions end, other devices
 * take them, more of them come, or the store lags.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class FlexibleRetrievalTest {
  private static final Pattern NODE = Pattern.compile("<item [^>]*node='([0-9]{19})'");
  private static final Pattern BODY = Pattern.compile("<body>([^<]*)</body>");
  private static final int MANY = 60; // more than one page
  private static final int PINGS = 205; // a page later they are half of what is kept for a client

  private TestNode node = new TestNode("a.lit");
  private final TestSession juliet = node.login("juliet@a.lit/b");

  @BeforeEach
  void makeRomeo() {
    node.account(Jid.parse("romeo@a.lit"));
  }

  private void write(final String text) {
    node.send(juliet, chat(text, ""));
  }

  private static String chat(final String text, final String more) {
    final String body = "<body>" + text + "</body>";
    return "<message to='romeo@a.lit' type='chat'>" + body + more + "</message>";
  }

  private void write(final int messages) {
    IntStream.range(0, messages).forEach(i -> write("m" + i));
  }

  private static List<String> texts(final int messages) {
    return IntStream.range(0, messages).mapToObj(i -> "m" + i).toList();
  }

  private static List<String> all(final TestSession session) {
    final List<String> all = new ArrayList<>();
    for (String next = session.poll(); next != null; next = session.poll()) {
      if (!next.startsWith("<r ")) {
        all.add(next);
      }
    }
    return all;
  }

  private static List<String> found(final Pattern pattern, final List<String> stanzas) {
    return stanzas.stream()
        .flatMap(stanza -> pattern.matcher(stanza).results().map(found -> found.group(1)))
        .toList();
  }

  /** The messages it has got, by their bodies. */
  private static List<String> bodies(final TestSession session) {
    return found(BODY, all(session));
  }

  private static String headers() {
    return "<iq type='get' id='i'><query xmlns='http://jabber.org/protocol/disco#items'"
        + " node='http://jabber.org/protocol/offline'/></iq>";
  }

  private static String count() {
    return headers().replace("#items", "#info");
  }

  private static String offline(final String type, final String children) {
    final String payload = "<offline xmlns='http://jabber.org/protocol/offline'>" + children;
    return "<iq type='" + type + "' id='o'>" + payload + "</offline></iq>";
  }

  private static String remove(final String messageNode) {
    return offline("set", "<item action='remove' node='" + messageNode + "'/>");
  }

  private List<String> nodes(final TestSession session) {
    node.send(session, headers());
    return found(NODE, all(session));
  }

  private TestSession online(final String resource) {
    final TestSession session = node.login("romeo@a.lit/" + resource);
    node.send(session, "<presence/>");
    return session;
  }

  private TestSession managed(final String resource) {
    final TestSession session = node.login("romeo@a.lit/" + resource);
    node.send(session, "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    return session;
  }

  private static String idOf(final TestSession session) {
    final Matcher matcher = Pattern.compile(" id='([^']+)'").matcher(session.poll());
    assertTrue(matcher.find());
    return matcher.group(1);
  }

  private void acknowledge(final TestSession session, final int h) {
    node.send(session, "<a xmlns='urn:xmpp:sm:3' h='" + h + "'/>");
  }

  /** So much is not acknowledged that not all of the messages have room. */
  private void makeBehind(final TestSession session) {
    for (int i = 0; i < PINGS; i++) {
      node.send(session, "<iq type='get' id='p' to='a.lit'><ping xmlns='urn:xmpp:ping'/></iq>");
    }
    all(session);
  }

  private TestSession resume(final String id, final int h) {
    return TestResumption.resume(node, "romeo@a.lit", id, h);
  }

  private static void assertError(final String condition, final TestSession session) {
    final List<String> got = all(session);
    assertTrue(got.getLast().contains("<" + condition + " "), got.toString());
  }

  private static boolean isResult(final String stanza) {
    return stanza.startsWith("<iq ") && stanza.contains(" type='result'");
  }

  private static void assertResult(final TestSession session) {
    final List<String> got = all(session);
    assertTrue(got.size() == 1 && isResult(got.getFirst()), got.toString());
  }

  @Test
  void shouldKeepAllOfItWhenTheSessionEndsWhileItFetches() {
    write(MANY);
    final TestSession phone = node.login("romeo@a.lit/phone");
    node.holdWork();
    node.send(phone, offline("get", "<fetch/>"));
    node.runOne();
    final int some = bodies(phone).size();
    assertTrue(some > 0 && some < MANY, "sent " + some);
    node.disconnect(phone);
    node.runWork();
    assertEquals(texts(MANY), bodies(online("desk")));
    assertEquals(List.of(), bodies(online("again")));
  }

  @Test
  void shouldNotShowWhatASecondResourceIsGivenMeanwhile() {
    write(3);
    final TestSession desk = node.login("romeo@a.lit/desk");
    final TestSession phone = node.login("romeo@a.lit/phone");
    node.holdWork();
    node.send(desk, "<presence/>");
    node.send(phone, headers());
    node.send(phone, count());
    node.send(phone, offline("get", "<fetch/>"));
    node.holdWriter(); // the store still has what is taken from here on
    node.runWork();
    assertEquals(texts(3), bodies(desk));
    final List<String> got = all(phone);
    assertEquals(List.of(), found(NODE, got));
    assertEquals(List.of(), found(BODY, got));
    assertTrue(got.stream().anyMatch(stanza -> stanza.contains("<value>0</value>")), got + "");
    node.runWriter();
    assertEquals(List.of(), nodes(phone));
  }

  @Test
  void shouldCountAMessageOnceThatIsAcknowledgedWhileItIsBeingRemoved() {
    write(1);
    final TestSession desk = managed("desk");
    node.send(desk, "<presence/>");
    assertEquals(texts(1), bodies(desk));
    final TestSession phone = node.login("romeo@a.lit/phone");
    final String first = nodes(phone).getFirst();
    node.holdWork();
    node.send(phone, remove(first));
    node.send(phone, offline("set", "<purge/>"));
    node.holdWriter();
    acknowledge(desk, 2);
    final int entries = node.journal().entries().size();
    node.runOne();
    assertError("item-not-found", phone);
    node.runOne();
    assertEquals(entries, node.journal().entries().size());
    node.runWriter();
    node.runWork();
    assertResult(phone);
    node.leave(desk);
    node.leave(phone);
    write("later");
    assertEquals(List.of("later"), bodies(online("again")));
  }

  @Test
  void shouldNotHandOnWhatIsRemovedWhileAnotherStreamHasIt() {
    write(2);
    final TestSession desk = managed("desk");
    final String id = idOf(desk);
    node.send(desk, "<presence/>");
    final TestSession phone = node.login("romeo@a.lit/phone");
    node.send(phone, remove(nodes(phone).getFirst()));
    node.leave(phone);
    node.disconnect(desk);
    node = node.killed();
    final TestSession again = resume(id, 0);
    assertEquals(texts(2), bodies(again)); // the numbers of its stream are fixed
    node.leave(again);
    assertEquals(List.of("m1"), bodies(online("other")));
  }

  @Test
  void shouldPurgeWhatWasThereAndNothingThatArrivesMeanwhile() {
    write(MANY);
    final TestSession phone = node.login("romeo@a.lit/phone");
    node.holdWork();
    node.send(phone, offline("set", "<purge/>"));
    write("meanwhile");
    node.runOne();
    write("later");
    node.runWork();
    assertResult(phone);
    assertEquals(2, nodes(phone).size());
    node.leave(phone);
    assertEquals(List.of("meanwhile", "later"), bodies(online("desk")));
  }

  @Test
  void shouldPurgeWhatHasExpiredToo() {
    node.send(juliet, chat("old", "<x xmlns='jabber:x:expire' seconds='0'/>"));
    final TestSession phone = node.login("romeo@a.lit/phone");
    assertEquals(List.of(), nodes(phone));
    node.send(phone, offline("set", "<purge/>"));
    assertEquals(0, node.stores().offline().count(node.account(Jid.parse("romeo@a.lit"))));
  }

  @Test
  void shouldFindNoNodeThatIsAnothersOrNobodys() {
    write(1);
    final TestSession phone = node.login("romeo@a.lit/phone");
    final String own = nodes(phone).getFirst();
    node.account(Jid.parse("nurse@a.lit"));
    node.send(juliet, "<message to='nurse@a.lit' type='chat'><body>x</body></message>");
    final TestSession nurse = node.login("nurse@a.lit/k");
    final String foreign = nodes(nurse).getFirst();
    for (final String unknown : List.of(foreign, "9999999999999999999", "")) {
      node.send(phone, offline("get", "<item action='view' node='" + unknown + "'/>"));
      assertError("item-not-found", phone);
      node.send(phone, remove(unknown));
      assertError("item-not-found", phone);
    }
    assertEquals(List.of(own), nodes(phone));
    assertEquals(List.of(foreign), nodes(nurse));
  }

  @Test
  void shouldAnswerOnlyWhenTheStoreHasWhatWasSent() {
    node.holdWriter();
    write(1);
    final TestSession phone = node.login("romeo@a.lit/phone");
    node.send(phone, count());
    assertError("internal-server-error", phone);
    node.runWriter();
    final String first = nodes(phone).getFirst();
    node.holdWriter();
    node.send(phone, remove(first));
    all(phone);
    node.send(phone, headers()); // else the store would show it
    assertError("internal-server-error", phone);
    node.runWriter();
    assertEquals(List.of(), nodes(phone));
  }

  @Test
  void shouldRemoveNothingWhileTheJournalIsFull() {
    write(2);
    final TestSession phone = node.login("romeo@a.lit/phone");
    final List<String> before = nodes(phone);
    node.journal().fill();
    node.send(phone, remove(before.getFirst()));
    assertError("resource-constraint", phone);
    node.send(phone, offline("set", "<purge/>"));
    assertError("resource-constraint", phone);
    node.journal().drain();
    assertEquals(before, nodes(phone));
  }

  @Test
  void shouldGoOnFetchingWhenTheClientAcknowledges() {
    write(MANY);
    final TestSession phone = managed("phone");
    final String id = idOf(phone);
    makeBehind(phone);
    node.send(phone, offline("get", "<fetch/>"));
    final int some = bodies(phone).size();
    assertTrue(some > 0 && some < MANY, "sent " + some);
    node.disconnect(phone);
    final TestSession again = resume(id, some + PINGS);
    final List<String> got = all(again);
    assertEquals(texts(MANY).subList(some, MANY), found(BODY, got));
    assertTrue(isResult(got.getLast()), got.toString());
  }

  @Test
  void shouldNotHandOnWhatWasOnlyShown() {
    write(2);
    final TestSession phone = managed("phone");
    node.send(phone, offline("get", "<fetch/>"));
    node.leave(phone);
    assertEquals(texts(2), bodies(online("desk")));
  }

  @Test
  void shouldStopSendingThemWhenTheClientAsksForHeaders() {
    write(MANY);
    final TestSession phone = managed("phone");
    makeBehind(phone);
    node.send(phone, "<presence/>");
    final int some = bodies(phone).size();
    assertTrue(some > 0 && some < MANY, "sent " + some);
    write("now");
    node.send(phone, headers());
    final List<String> got = all(phone);
    assertEquals(List.of("now"), found(BODY, got));
    assertEquals(MANY, found(NODE, got).size());
    acknowledge(phone, some + PINGS + 3); // presence, message, result
    assertEquals(List.of(), bodies(phone));
    node.leave(phone);
    assertEquals(MANY - some, bodies(online("desk")).size());
  }

  @Test
  void shouldRememberOverARestartThatTheClientAsksItself() {
    write(2);
    final TestSession phone = managed("phone");
    final String id = idOf(phone);
    assertEquals(2, nodes(phone).size());
    node.disconnect(phone);
    node = node.killed();
    final TestSession again = resume(id, 1);
    node.send(again, "<presence/>");
    assertEquals(List.of(), bodies(again));
    assertEquals(2, nodes(again).size());
  }

  @Test
  void shouldNotBelieveASenderWhoNamesANode() {
    final String invented = "<offline xmlns='http://jabber.org/protocol/offline'><item node='0'/>";
    node.send(juliet, chat("x", invented + "</offline>"));
    final TestSession phone = node.login("romeo@a.lit/phone");
    final String real = nodes(phone).getFirst();
    node.send(phone, offline("get", "<fetch/>"));
    final String shown = phone.poll();
    assertTrue(shown.contains("<item node='" + real + "'/>"), shown);
    assertTrue(!shown.contains("node='0'"), shown);
  }
}
