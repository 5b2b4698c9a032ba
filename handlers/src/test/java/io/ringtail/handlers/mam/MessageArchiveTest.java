// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What archives do when the store lags, sessions end in between and clients ask too much.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class MessageArchiveTest {
  private static final String QUERY = "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'/></iq>";
  private static final String TO_JULIET =
      "<message type='chat' to='juliet@capulet.lit' id='m'><body>O</body></message>";
  private static final String DELIVERED =
      "<message from='romeo@capulet.lit/orchard' type='chat' to='juliet@capulet.lit' id='m'>";

  private final TestNode node = node(Map.of());

  private static TestNode node(final Map<String, Object> options) {
    final Map<String, Options> modules =
        new LinkedHashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.put("mod_mam", new Options(options));
    return new TestNode(MemoryStores.create(), modules, "capulet.lit");
  }

  @Test
  void shouldAnswerOnlyWhenTheStoreHasWhatTheArchiveHad() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.account(Jid.parse("juliet@capulet.lit"));
    node.holdWriter();
    node.send(romeo, TO_JULIET);

    node.send(romeo, QUERY);
    final String late = romeo.poll();
    assertTrue(late.contains("<error type='wait'>"), late);
    assertNull(romeo.poll());

    node.runWriter();
    node.send(romeo, QUERY);
    assertTrue(romeo.poll().contains("<body>O</body>"));
    assertTrue(romeo.poll().contains("complete='true'"));
  }

  @Test
  void shouldShowWhatTheAskerSentBeforeItsRecipientWasLoaded() {
    node.account(Jid.parse("juliet@capulet.lit"));
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.holdWork();
    node.send(romeo, TO_JULIET);
    node.send(romeo, QUERY);
    assertEquals(1, node.work().waiting());
    node.runWork();
    assertTrue(romeo.poll().contains("<body>O</body>"));
    assertTrue(romeo.poll().contains("complete='true'"));
  }

  @Test
  void shouldEndNoAnswerBeforeItsResultsWhileOfflineMessagesAreHandedOver() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.account(Jid.parse("juliet@capulet.lit"));
    node.send(romeo, TO_JULIET);
    final TestSession juliet = node.login("juliet@capulet.lit/balcony");
    node.holdWork();
    node.send(juliet, "<presence/>");
    node.send(juliet, QUERY);
    node.runOne(); // her offline messages; whether there are more is not known yet
    node.runOne();

    assertTrue(juliet.poll().startsWith("<presence"));
    assertTrue(juliet.poll().contains("<delay"));
    assertTrue(juliet.poll().contains("<result xmlns='urn:xmpp:mam:2'"));
    assertTrue(juliet.poll().contains("complete='true'"));
    node.runWork();
  }

  @Test
  void shouldNotWaitForWhatOthersSaid() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    final TestSession nurse = node.login("nurse@capulet.lit/kitchen");
    node.account(Jid.parse("juliet@capulet.lit"));
    node.holdWriter();
    node.send(romeo, TO_JULIET);

    node.send(nurse, QUERY);

    assertTrue(nurse.poll().contains("complete='true'"));
  }

  @Test
  void shouldArchiveForASenderWhoLeftWhileTheRecipientWasLoading() {
    node.account(Jid.parse("juliet@capulet.lit"));
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.holdWork();
    node.send(romeo, TO_JULIET);
    node.disconnect(romeo);
    node.runWork();

    final TestSession again = node.login("romeo@capulet.lit/orchard");
    node.send(again, QUERY);
    assertTrue(again.poll().contains("<body>O</body>"));
  }

  @Test
  void shouldKeepTheIdOfWhatComesBackUndelivered() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    final TestSession balcony = online("juliet@capulet.lit/balcony");
    node.send(romeo, TO_JULIET);
    final String first = balcony.poll();
    node.disconnect(balcony);
    final TestSession chamber = online("juliet@capulet.lit/chamber");

    node.undelivered(first);

    assertEquals(first, chamber.poll());
    assertEquals(1, node.journal().messages().size());
  }

  @Test
  void shouldNotReturnWhatComesBackUndeliveredToAnArchive() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    final TestSession balcony = online("juliet@capulet.lit/balcony");
    node.send(romeo, TO_JULIET);
    final String first = balcony.poll();
    node.disconnect(balcony);

    node.undelivered(first);

    assertNull(romeo.poll());
  }

  @Test
  void shouldKeepTheIdWhileTheAccountIsLoadedAgain() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    final TestSession balcony = online("juliet@capulet.lit/balcony");
    node.send(romeo, TO_JULIET);
    final String first = balcony.poll();
    node.disconnect(balcony);
    node.advance(120_000);
    node.advance(120_000);

    node.holdWork();
    node.undelivered(first);
    node.runWork();

    // archived once; what came back waits for the next session
    final List<byte[]> entries = node.journal().messages();
    assertEquals(2, entries.size());
    assertEquals(Views.OFFLINE, new MessageEntry().wrap(entries.getLast(), 0).views());
  }

  @Test
  void shouldOpenAnEmptyMessageForItsId() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    final TestSession juliet = online("juliet@capulet.lit/balcony");
    node.send(romeo, TO_JULIET);
    final long id = Layout.id(node.journal().messages().getFirst(), 0);
    assertEquals(
        DELIVERED
            + "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.lit' id='"
            + ArchiveIds.toText(id)
            + "'/><body>O</body></message>",
        juliet.poll());
  }

  @Test
  void shouldRefuseAFloodOfQueries() {
    final TestNode slow = node(Map.of("query_rate", 2L));
    final TestSession romeo = slow.login("romeo@capulet.lit/orchard");
    for (int i = 0; i < 4; i++) {
      slow.send(romeo, QUERY);
      assertTrue(romeo.poll().contains("<fin"));
    }
    slow.send(romeo, QUERY);
    assertTrue(romeo.poll().contains("<resource-constraint"));

    slow.advance(500);
    slow.send(romeo, QUERY);
    assertTrue(romeo.poll().contains("<fin"));
  }

  @Test
  void shouldRefuseAFloodOfQueriesThatManyAccountsMakeTogether() {
    final TestNode slow = node(Map.of("total_query_rate", 2L));
    for (int i = 0; i < 4; i++) {
      final TestSession each = slow.login("user" + i + "@capulet.lit/orchard");
      slow.send(each, QUERY);
      assertTrue(each.poll().contains("<fin"));
    }
    final TestSession romeo = slow.login("romeo@capulet.lit/orchard");
    slow.send(romeo, QUERY);
    final String refused = romeo.poll();
    assertTrue(refused.contains("<error type='wait'><resource-constraint"), refused);

    slow.advance(500);
    slow.send(romeo, QUERY);
    assertTrue(romeo.poll().contains("<fin"));
  }

  @Test
  void shouldRefuseMoreQueriesAtOnceThanAnAccountMayHave() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.holdWork();
    for (int i = 0; i < 4; i++) {
      node.send(romeo, QUERY);
      assertNull(romeo.poll());
    }
    node.send(romeo, QUERY);
    assertTrue(romeo.poll().contains("<resource-constraint"));

    node.runWork();
    for (int i = 0; i < 4; i++) {
      assertTrue(romeo.poll().contains("<fin"));
    }
  }

  @Test
  void shouldNotHoldUpTheAccountsOtherRequests() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.holdWork();
    node.send(romeo, QUERY);
    node.send(
        romeo, "<iq type='get' id='v' to='romeo@capulet.lit'><vCard xmlns='vcard-temp'/></iq>");
    assertEquals(2, node.work().waiting());
    node.runWork();
    assertTrue(romeo.poll().contains("<fin"));
    assertTrue(romeo.poll().contains("<vCard"));
  }

  @Test
  void shouldEndAPageEarlyRatherThanSendTooManyBytes() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.account(Jid.parse("juliet@capulet.lit"));
    final String big = "x".repeat(100_000);
    for (int i = 0; i < 5; i++) {
      node.send(romeo, TO_JULIET.replace(">O<", ">" + i + big + "<"));
    }
    node.send(romeo, QUERY);
    assertPage(romeo, "0x", "index='0'");

    node.send(
        romeo,
        "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'>"
            + "<set xmlns='http://jabber.org/protocol/rsm'><before/></set></query></iq>");
    assertPage(romeo, "2x", "index='2'");
  }

  private static void assertPage(
      final TestSession romeo, final String firstBody, final String index) {
    assertTrue(romeo.poll().contains("<body>" + firstBody));
    romeo.poll();
    romeo.poll();
    final String fin = romeo.poll();
    assertFalse(fin.contains("complete"), fin);
    assertTrue(fin.contains(index), fin);
    assertNull(romeo.poll());
  }

  @Test
  void shouldShowTheSuccessorOfARemovedAccountNothing() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.account(Jid.parse("juliet@capulet.lit"));
    node.send(romeo, TO_JULIET);
    node.execute(
        (view, out) ->
            out.removeAccount(
                view.account(Jid.parse("romeo@capulet.lit")), null, (done, later) -> {}));

    final TestSession successor = node.login("romeo@capulet.lit/orchard");
    node.send(successor, QUERY);
    assertTrue(successor.poll().contains("<count>0</count>"));
  }

  @Test
  void shouldRefuseALongSearchAndTooManyIds() {
    final TestNode searching = node(Map.of("full_text_search", true));
    final TestSession romeo = searching.login("romeo@capulet.lit/orchard");
    searching.send(romeo, form("full-text-search", "<value>" + "word ".repeat(2_048) + "</value>"));
    assertTrue(romeo.poll().contains("<policy-violation"));
    final StringBuilder ids = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      ids.append("<value>").append(Integer.toString(i + 32, 32)).append("</value>");
    }
    searching.send(romeo, form("ids", ids.toString()));
    assertTrue(romeo.poll().contains("<policy-violation"));
  }

  private static String form(final String field, final String values) {
    return "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data'"
        + " type='submit'><field var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field><field var='"
        + field
        + "'>"
        + values
        + "</field></x></query></iq>";
  }

  private TestSession online(final String jid) {
    final TestSession session = node.login(jid);
    node.send(session, "<presence/>");
    while (session.poll() != null) {}
    return session;
  }

  @Test
  void shouldShowNothingOfWhatIsKeptNoMore() {
    final TestNode forADay = node(Map.of("retention_days", 1L));
    final TestSession romeo = forADay.login("romeo@capulet.lit/orchard");
    forADay.account(Jid.parse("juliet@capulet.lit"));
    forADay.send(romeo, TO_JULIET);
    forADay.send(romeo, QUERY);
    final String shown = romeo.poll();
    final String id = shown.replaceAll(".*<result [^>]*id='([^']*)'.*", "$1");
    assertTrue(romeo.poll().contains("complete='true'"));

    forADay.advance(86_400_000);
    forADay.advance(1_000);

    forADay.send(romeo, QUERY);
    final String empty = romeo.poll();
    assertTrue(empty.contains("<fin "), empty);
    forADay.send(romeo, "<iq type='get' id='e'><metadata xmlns='urn:xmpp:mam:2'/></iq>");
    final String ends = romeo.poll();
    assertFalse(ends.contains("<start"), ends);
    forADay.send(
        romeo,
        "<iq type='set' id='k'><query xmlns='urn:xmpp:mam:2'>"
            + "<set xmlns='http://jabber.org/protocol/rsm'><after>"
            + id
            + "</after></set></query></iq>");
    final String unknown = romeo.poll();
    assertTrue(unknown.contains("<item-not-found"), unknown);
  }
}
