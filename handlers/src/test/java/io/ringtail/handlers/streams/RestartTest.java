// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process is killed; the next one goes on with its streams from the journal. */
class RestartTest {
  private TestNode node = new TestNode("a.lit");

  private static List<String> all(final TestSession session) {
    final List<String> all = new ArrayList<>();
    for (String next = session.poll(); next != null; next = session.poll()) {
      if (!next.startsWith("<r ")) {
        all.add(next);
      }
    }
    return all;
  }

  private static final int MORE_THAN_CAN_WAIT = 140;

  private String enable(final TestSession session) {
    return TestResumption.enable(node, session);
  }

  private TestSession resume(final String account, final String id, final int h) {
    return TestResumption.resume(node, account, id, h);
  }

  private static String chat(final String to, final String text) {
    return "<message to='" + to + "' type='chat'><body>" + text + "</body></message>";
  }

  @Test
  void shouldResendWhatIsNotAcknowledgedAndNothingElse() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node.send(juliet, chat("romeo@a.lit/o", "one"));
    node.send(juliet, chat("romeo@a.lit/o", "two"));
    node.send(romeo, "<a xmlns='urn:xmpp:sm:3' h='1'/>");
    node.send(juliet, chat("romeo@a.lit/o", "three"));
    node = node.killed();
    final TestSession again = resume("romeo@a.lit", id, 1);
    final List<String> got = all(again);
    assertEquals(3, got.size(), got.toString());
    assertEquals("<resumed xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>", got.get(0));
    assertTrue(got.get(1).contains("two"), got.get(1));
    assertTrue(got.get(2).contains("three"), got.get(2));
  }

  @Test
  void shouldKnowHowMuchOfTheClientsStanzasWasHandled() {
    node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node.send(romeo, "<presence/>");
    node.send(romeo, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    node.send(romeo, "<r xmlns='urn:xmpp:sm:3'/>");
    node = node.killed();
    final TestSession again = resume("romeo@a.lit", id, 0);
    assertEquals("<resumed xmlns='urn:xmpp:sm:3' previd='" + id + "' h='2'/>", again.poll());
    assertTrue(again.poll().startsWith("<presence"));
    assertTrue(again.poll().contains("id='p'"));
  }

  @Test
  void shouldGoOnAsBeforeWithPresenceAndCarbons() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    enable(romeo);
    node.send(romeo, "<presence><priority>3</priority></presence>");
    final TestSession home = node.login("romeo@a.lit/home");
    final String homeId = enable(home);
    node.send(home, "<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
    node = node.killed().killed();
    final TestSession juliet = node.login("juliet@a.lit/b");
    node.send(juliet, chat("romeo@a.lit", "hi"));
    assertNull(juliet.poll());
    final List<String> got = all(resume("romeo@a.lit", homeId, 1));
    assertEquals(2, got.size(), got.toString());
    assertTrue(got.get(1).contains("<received xmlns='urn:xmpp:carbons:2'>"), got.get(1));
  }

  @Test
  void shouldResumeWithoutAskingTheStore() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node = node.killed();
    node.holdWork();
    final TestSession again = resume("romeo@a.lit", id, 0);
    assertTrue(again.poll().startsWith("<resumed"));
    node.send(again, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    node.send(again, "<r xmlns='urn:xmpp:sm:3'/>");
    assertEquals(List.of("<a xmlns='urn:xmpp:sm:3' h='0'/>"), all(again));
    node.runWork();
    final List<String> got = all(again);
    assertEquals(2, got.size(), got.toString());
    assertTrue(got.contains("<a xmlns='urn:xmpp:sm:3' h='1'/>"), got.toString());
  }

  @Test
  void shouldEndWhatNobodyResumes() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node.send(romeo, "<presence/>");
    node = node.killed();
    for (int i = 0; i < 10; i++) {
      node.advance(100_000);
    }
    assertEquals(1, node.count("router.streams_expired"));
    node = node.killed();
    final TestSession late = resume("romeo@a.lit", id, 1);
    assertTrue(late.poll().startsWith("<failed xmlns='urn:xmpp:sm:3' h='1'>"));
  }

  @Test
  void shouldForgetTheSessionsOfAnAccountThatIsGone() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node.stores().accounts().remove(romeo.jid().bare());
    node = node.killed();
    node.advance(1_000);
    node.advance(31_000);
    final TestSession late = resume("romeo@a.lit", id, 0);
    assertTrue(late.poll().startsWith("<failed"));
  }

  /** "one" waits for the account of Paris until work runs; "two" could go at once. */
  private void sayOneToAColdAccountAndTwoToJuliet(final TestSession romeo) {
    node.account(Jid.parse("paris@a.lit"));
    node.holdWork();
    node.send(romeo, chat("paris@a.lit", "one"));
    node.send(romeo, chat("juliet@a.lit/b", "two"));
  }

  @Test
  void shouldNotDoubleWhatFollowsAMessageThatWaitsForAnAccount() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String julietId = enable(juliet);
    final String romeoId = enable(romeo);
    sayOneToAColdAccountAndTwoToJuliet(romeo);
    node = node.killed();
    final TestSession again = resume("romeo@a.lit", romeoId, 0);
    assertTrue(again.poll().endsWith(" h='0'/>"));
    node.send(again, chat("paris@a.lit", "one"));
    node.send(again, chat("juliet@a.lit/b", "two"));
    final List<String> got = all(resume("juliet@a.lit", julietId, 0));
    assertEquals(2, got.size(), got.toString());
    assertTrue(got.get(1).contains("two"), got.get(1));
  }

  @Test
  void shouldSendOnWhatWaitedBehindAMessageForAnAccountInItsOrder() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    enable(romeo);
    sayOneToAColdAccountAndTwoToJuliet(romeo);
    node.send(romeo, chat("juliet@a.lit/b", "three"));
    assertNull(juliet.poll());
    node.runWork();
    final List<String> got = all(juliet);
    assertEquals(2, got.size(), got.toString());
    assertTrue(got.get(0).contains("two"), got.get(0));
    assertTrue(got.get(1).contains("three"), got.get(1));
  }

  @Test
  void shouldResumeWithTheFinalCountWhenSomethingStillWaits() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    sayOneToAColdAccountAndTwoToJuliet(romeo);
    node.disconnect(romeo);
    final TestSession again = resume("romeo@a.lit", id, 0);
    assertNull(again.poll());
    node.runWork();
    assertEquals("<resumed xmlns='urn:xmpp:sm:3' previd='" + id + "' h='2'/>", again.poll());
    assertEquals(1, all(juliet).size());
  }

  @Test
  void shouldTakeTheConnectionOfAClientThatSendsMoreThanCanWait() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String julietId = enable(juliet);
    final String id = enable(romeo);
    sayOneToAColdAccountAndTwoToJuliet(romeo);
    for (int i = 3; i <= MORE_THAN_CAN_WAIT; i++) {
      node.send(romeo, chat("juliet@a.lit/b", "number " + i));
    }
    assertTrue(romeo.closed().contains("resource-constraint"), romeo.closed());
    node = node.killed();
    final TestSession again = resume("romeo@a.lit", id, 0);
    assertTrue(again.poll().endsWith(" h='0'/>"));
    node.send(again, chat("juliet@a.lit/b", "number 2"));
    assertEquals(2, all(resume("juliet@a.lit", julietId, 0)).size());
  }

  @Test
  void shouldHaveAllThatCouldNotWaitSentAgain() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    sayOneToAColdAccountAndTwoToJuliet(romeo);
    for (int i = 3; i <= MORE_THAN_CAN_WAIT; i++) {
      node.send(romeo, chat("juliet@a.lit/b", "number " + i));
    }
    final TestSession again = resume("romeo@a.lit", id, 0);
    node.runWork();
    final String resumed = again.poll();
    final int handled = Integer.parseInt(resumed.replaceAll(".* h='(\\d+)'/>", "$1"));
    for (int i = handled + 1; i <= MORE_THAN_CAN_WAIT; i++) {
      node.send(again, chat("juliet@a.lit/b", "number " + i));
    }
    node.runWork();
    final List<String> got = all(juliet);
    assertEquals(MORE_THAN_CAN_WAIT - 1, got.size());
    assertTrue(got.getLast().contains("number " + MORE_THAN_CAN_WAIT), got.getLast());
  }

  @Test
  void shouldSendOnWhatWaitedWhenItsSenderLeaves() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    enable(romeo);
    sayOneToAColdAccountAndTwoToJuliet(romeo);
    node.leave(romeo);
    assertTrue(juliet.poll().contains("two"));
    node.runWork();
    assertNull(juliet.poll());
  }

  @Test
  void shouldLeaveTheStoreAloneWhileEverybodyComesBack() {
    node.login("juliet@a.lit/b");
    enable(node.login("romeo@a.lit/o"));
    node = node.killed();
    node.advance(1_000);
    node.advance(20_000);
    assertEquals(0, node.count("router.accounts_loaded"));
    node.advance(20_000);
    assertEquals(1, node.count("router.accounts_loaded"));
  }

  @Test
  void shouldWriteStreamsAnewSoThatOldFilesCanGo() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node.send(juliet, chat("romeo@a.lit/o", "one"));
    node.advance(61_000);
    final int before = node.journal().entries().size();
    growBy9MiB(juliet);
    for (int i = 0; i < 3; i++) {
      node.advance(9_000);
    }
    node.send(juliet, chat("romeo@a.lit/o", "two"));
    assertTrue(node.journal().needed() > before, "needed from " + node.journal().needed());
    node.journal().forget(node.journal().needed());
    node = node.killed();
    final List<String> got = all(resume("romeo@a.lit", id, 0));
    assertEquals(3, got.size(), got + " after " + before);
  }

  private void growBy9MiB(final TestSession sender) {
    node.account(Jid.parse("paris@a.lit"));
    for (int i = 0; i < 9; i++) {
      node.send(sender, chat("paris@a.lit", "x".repeat((1 << 20) - 1_000)));
    }
  }

  @Test
  void shouldWriteNoStreamAnewWhereNothingHappens() {
    enable(node.login("romeo@a.lit/o"));
    node.send(node.login("juliet@a.lit/b"), "<presence/>"); // not resumable, but seen
    node.advance(61_000);
    final int before = node.journal().entries().size();
    for (int i = 0; i < 10; i++) {
      node.advance(61_000);
    }
    final List<byte[]> entries = node.journal().entries();
    for (final byte[] entry : entries.subList(before, entries.size())) {
      assertEquals(EntryType.STREAMS_CHECKPOINT, Layout.type(entry, 0));
    }
    assertEquals(before + 10, entries.size());
  }

  @Test
  void shouldWriteAStreamAnewAfterAnHourSoThatFilesOfAQuietNodeGoToo() {
    enable(node.login("romeo@a.lit/o"));
    final int before = node.journal().entries().size();
    for (int i = 0; i < 3; i++) {
      node.advance(3_600_000);
    }
    assertTrue(node.journal().needed() >= before, "needed from " + node.journal().needed());
  }

  @Test
  void shouldLetOldFilesGoAlsoWhenTheClockIsSetBack() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    enable(node.login("romeo@a.lit/o"));
    node.advance(11_000);
    for (int i = 0; i < 20; i++) {
      node.send(juliet, chat("romeo@a.lit/o", "word " + i));
    }
    node.advance(-3_600_000);
    for (int i = 0; i < 3; i++) {
      node.advance(9_000);
    }
    assertTrue(node.journal().needed() > 20, "needed from " + node.journal().needed());
  }

  @Test
  void shouldNeedNothingOfTheJournalWhereNobodyManagesAStream() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    node.login("romeo@a.lit/o");
    for (int i = 0; i < 5; i++) {
      node.send(juliet, chat("romeo@a.lit/o", "one"));
      node.send(juliet, chat("romeo@a.lit/o", "two"));
      node.advance(11_000);
    }
    final int messages = 10;
    assertTrue(node.journal().needed() >= messages - 2, "needed from " + node.journal().needed());
    final int before = node.journal().entries().size();
    for (int i = 0; i < 5; i++) {
      node.advance(11_000);
    }
    assertTrue(node.journal().entries().size() <= before + 2, "an idle node goes on writing");
  }

  @Test
  void shouldCloseTheGapOfAFullJournalThoughNothingHappensAnyMore() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node.journal().fill();
    node.send(
        juliet,
        chat("romeo@a.lit/o", "one</body><no-store xmlns='urn:xmpp:hints'/><body xml:lang='x'>"));
    node.advance(1_000);
    node.journal().drain();
    node.advance(1_000);
    node = node.killed();
    assertEquals(2, all(resume("romeo@a.lit", id, 0)).size());
  }

  @Test
  void shouldLeaveNoGapWhereTheJournalWasFullForAWhile() {
    final TestSession juliet = node.login("juliet@a.lit/b");
    final TestSession romeo = node.login("romeo@a.lit/o");
    final String id = enable(romeo);
    node.send(juliet, chat("romeo@a.lit/o", "one"));
    node.journal().fill();
    node.send(
        juliet,
        chat("romeo@a.lit/o", "two</body><no-store xmlns='urn:xmpp:hints'/><body xml:lang='x'>"));
    node.journal().drain();
    node.send(juliet, chat("romeo@a.lit/o", "three"));
    node = node.killed();
    assertEquals(4, all(resume("romeo@a.lit", id, 0)).size());
  }
}
