// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How changes of a roster reach the store: in order, before they are told, and what happens when
 * they do not.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
class RosterStorageTest {
  private static final String JULIET = "juliet@example.com";
  private static final String ROMEO = "romeo@example.com";
  private static final long LONGER_THAN_KEPT_MS = 600_000;

  private final Stores stores = MemoryStores.create();
  private final TroubledRosters rosters = new TroubledRosters(stores.rosters());
  private final TestNode node =
      new TestNode(rosters.among(stores), HostTypes.defaults(HostTypes.discover()), "example.com");

  private static String set(final String id, final String item) {
    return "<iq type='set' id='"
        + id
        + "'><query xmlns='jabber:iq:roster'>"
        + item
        + "</query></iq>";
  }

  /** Logs in and asks for the roster. */
  private TestSession interested(final String bareJid) {
    final TestSession session = node.login(bareJid + "/a");
    node.send(session, "<iq type='get' id='get'><query xmlns='jabber:iq:roster'/></iq>");
    session.poll();
    return session;
  }

  private static List<String> unread(final TestSession session) {
    final List<String> all = new ArrayList<>();
    for (String next = session.poll(); next != null; next = session.poll()) {
      all.add(next);
    }
    return all;
  }

  private RosterItem stored(final String owner, final String contact) {
    return stores.rosters().load(node.account(Jid.parse(owner))).items().stream()
        .filter(item -> item.contact().equals(Jid.parse(contact)))
        .findFirst()
        .orElse(null);
  }

  @Test
  void shouldSayNothingBeforeTheStoreHasCommitted() {
    final TestSession juliet = interested(JULIET);
    node.holdWork();
    node.send(juliet, set("s1", "<item jid='nurse@example.com'/>"));

    assertNull(juliet.poll());

    node.runWork();
    assertEquals(2, unread(juliet).size());
  }

  @Test
  void shouldKeepTheOrderOfTwoQuickChanges() {
    final TestSession juliet = interested(JULIET);
    node.holdWork();
    node.send(juliet, set("s1", "<item jid='nurse@example.com' name='one'/>"));
    node.send(juliet, set("s2", "<item jid='nurse@example.com' name='two'/>"));
    node.send(juliet, set("s3", "<item jid='nurse@example.com' subscription='remove'/>"));
    node.send(juliet, set("s4", "<item jid='nurse@example.com' name='four'/>"));
    node.runWork();

    final List<String> heard = unread(juliet);
    assertEquals(8, heard.size());
    assertTrue(heard.get(0).contains("name='one'"));
    assertTrue(heard.get(2).contains("name='two'"));
    assertTrue(heard.get(4).contains("subscription='remove'"));
    assertTrue(heard.get(6).contains("name='four'"));
    assertEquals("four", stored(JULIET, "nurse@example.com").name());
  }

  @Test
  void shouldDecideASecondStanzaOnTheStateTheFirstOneMade() {
    final TestSession juliet = interested(JULIET);
    node.holdWork();
    node.send(juliet, "<presence to='romeo@example.com' type='subscribe'/>");
    node.send(juliet, "<presence to='romeo@example.com' type='unsubscribe'/>");
    node.send(juliet, "<presence to='romeo@example.com' type='subscribed'/>");
    node.runWork();

    final RosterItem item = stored(JULIET, ROMEO);
    assertEquals(Subscription.NONE, item.subscription());
    assertEquals(false, item.pendingOut());
    assertTrue(item.approved());
  }

  @Test
  void shouldAnswerWithWaitAndChangeNothingWhenTheStoreIsDown() {
    final TestSession juliet = interested(JULIET);
    rosters.down(true);
    node.send(juliet, set("s1", "<item jid='nurse@example.com'/>"));

    final String answer = juliet.poll();
    assertTrue(answer.contains("type='error'") && answer.contains("type='wait'"), answer);
    assertNull(juliet.poll());

    node.send(juliet, "<iq type='get' id='get'><query xmlns='jabber:iq:roster'/></iq>");
    assertTrue(!juliet.poll().contains("nurse"));
  }

  @Test
  void shouldGoOnWithTheNextChangeAfterOneThatFailed() {
    final TestSession juliet = interested(JULIET);
    rosters.down(true);
    node.send(juliet, set("s1", "<item jid='nurse@example.com'/>"));
    rosters.down(false);
    node.send(juliet, set("s2", "<item jid='tybalt@example.com'/>"));

    final List<String> heard = unread(juliet);
    assertEquals(3, heard.size());
    assertTrue(heard.get(2).contains("id='s2' type='result'"), heard.get(2));
  }

  @Test
  void shouldTellTheSenderOfARequestThatCouldNotBeStored() {
    final TestSession juliet = interested(JULIET);
    rosters.down(true);
    node.send(juliet, "<presence to='romeo@example.com' type='subscribe' id='p1'/>");

    final String answer = juliet.poll();
    assertTrue(
        answer.startsWith(
            "<presence type='error' from='romeo@example.com' to='juliet@example.com/a' id='p1'>"),
        answer);
    assertNull(stored(ROMEO, JULIET));
  }

  @Test
  void shouldRefuseWhatTheWorkersCanNotTakeAndGoOn() {
    final TestSession juliet = interested(JULIET);
    node.work().refuse(true);
    node.send(juliet, set("s1", "<item jid='nurse@example.com'/>"));
    assertTrue(juliet.poll().contains("resource-constraint"));

    node.work().refuse(false);
    node.send(juliet, set("s2", "<item jid='nurse@example.com'/>"));
    assertEquals(2, unread(juliet).size());
  }

  @Test
  void shouldBoundTheChangesThatWait() {
    final TestSession juliet = interested(JULIET);
    node.holdWork();
    for (int i = 0; i < RosterChanges.MAX_WAITING + 2; i++) {
      node.send(juliet, set("s" + i, "<item jid='nurse@example.com' name='" + i + "'/>"));
    }

    final List<String> refused = unread(juliet);
    assertEquals(1, refused.size());
    assertTrue(refused.getFirst().contains("resource-constraint"));

    node.runWork();
    assertEquals(2 * (RosterChanges.MAX_WAITING + 1), unread(juliet).size());
  }

  @Test
  void shouldFinishTheChangesOfASessionThatHasGone() {
    final TestSession juliet = interested(JULIET);
    node.holdWork();
    node.send(juliet, set("s1", "<item jid='nurse@example.com'/>"));
    node.send(juliet, "<presence to='romeo@example.com' type='subscribe'/>");
    node.disconnect(juliet);
    node.account(Jid.parse(ROMEO));
    node.runWork();

    assertTrue(stored(JULIET, "nurse@example.com").listed());
    assertTrue(stored(ROMEO, JULIET).pendingIn());
  }

  @Test
  void shouldKeepARequestWhileTheAccountIsNotInMemory() {
    final TestSession juliet = interested(JULIET);
    node.account(Jid.parse(ROMEO));
    node.send(
        juliet,
        "<presence to='romeo@example.com' type='subscribe' id='p1'><status>O</status></presence>");
    node.advance(LONGER_THAN_KEPT_MS);
    node.advance(LONGER_THAN_KEPT_MS);

    final TestSession romeo = node.login(ROMEO + "/a");
    node.send(romeo, "<presence/>");

    assertEquals(
        "<presence to='romeo@example.com' type='subscribe' id='p1' from='juliet@example.com'>"
            + "<status>O</status></presence>",
        unread(romeo).get(1));
  }

  @Test
  void shouldKeepAnOverlongRequestWithoutItsContent() {
    final TestSession juliet = interested(JULIET);
    node.account(Jid.parse(ROMEO));
    final String status = "<status>" + "O".repeat(PendingRequests.MAX_KEPT_BYTES) + "</status>";
    node.send(
        juliet, "<presence to='romeo@example.com' type='subscribe'>" + status + "</presence>");

    final TestSession romeo = node.login(ROMEO + "/a");
    node.send(romeo, "<presence/>");

    assertEquals(
        "<presence to='romeo@example.com' type='subscribe' from='juliet@example.com'/>",
        unread(romeo).get(1));
  }

  @Test
  void shouldNameAVersionThatASuccessorOfTheSameNameNeverHas() {
    final TestSession juliet = interested(JULIET);
    node.send(juliet, set("s1", "<item jid='nurse@example.com'/>"));
    final String push = juliet.poll();
    final String version = push.substring(push.indexOf("ver='") + 5, push.indexOf("'><item"));

    assertEquals(node.account(Jid.parse(JULIET)) + "-1", version);
  }
}
