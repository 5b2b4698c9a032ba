// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.inbox.InboxLimits;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.NodeParts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acknowledgements wait for the journal's sync, and nothing else does. */
class SyncedAcksTest {
  private final MemoryJournal journal = new MemoryJournal().acksSynced();
  private TestNode node = node();
  private TestSession juliet;
  private TestSession romeo;
  private String id;

  private TestNode node() {
    final List<Feature> features = HostTypes.discover();
    return new TestNode(
        new NodeParts(
            MemoryStores.create(),
            features,
            HostTypes.defaults(features),
            InboxLimits.defaults(1 << 30),
            journal,
            "a.lit"));
  }

  @BeforeEach
  void begin() {
    juliet = node.login("juliet@a.lit/b");
    romeo = node.login("romeo@a.lit/o");
    id = enable(romeo);
    sync();
  }

  private void sync() {
    journal.sync();
    node.advance(0);
  }

  private String enable(final TestSession session) {
    return TestResumption.enable(node, session);
  }

  private TestSession resume(final String stream) {
    return resume("romeo", stream, 0);
  }

  private TestSession resume(final String user, final String stream, final int h) {
    return TestResumption.resume(node, user + "@a.lit", stream, h);
  }

  private String resumed(final int h) {
    return "<resumed xmlns='urn:xmpp:sm:3' previd='" + id + "' h='" + h + "'/>";
  }

  private static String ack(final int h) {
    return "<a xmlns='urn:xmpp:sm:3' h='" + h + "'/>";
  }

  private void chat(final TestSession from, final String text) {
    node.send(from, "<message to='juliet@a.lit/b' type='chat'><body>" + text + "</body></message>");
  }

  private void request(final TestSession from) {
    node.send(from, "<r xmlns='urn:xmpp:sm:3'/>");
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

  @Test
  void shouldDeliverBeforeTheSyncAndAcknowledgeBehindIt() {
    chat(romeo, "one");
    request(romeo);
    assertTrue(juliet.poll().contains("one"));
    assertNull(romeo.poll());
    sync();
    assertEquals(List.of(ack(1)), all(romeo));
  }

  @Test
  void shouldAcknowledgeOnlyWhatWasSyncedWhenMoreCameMeanwhile() {
    chat(romeo, "one");
    request(romeo);
    journal.sync();
    chat(romeo, "two");
    request(romeo);
    assertEquals(List.of(ack(1)), all(romeo));
    sync();
    assertEquals(List.of(ack(2)), all(romeo));
    sync();
    assertEquals(List.of(), all(romeo));
  }

  @Test
  void shouldAnswerOnceMoreForWhatWasAskedWhileItWaited() {
    chat(romeo, "one");
    request(romeo);
    chat(romeo, "two");
    request(romeo);
    request(romeo);
    assertEquals(List.of(), all(romeo));
    sync();
    assertEquals(List.of(ack(1), ack(2)), all(romeo));
  }

  @Test
  void shouldAcknowledgeAtOnceWhatIsSyncedAlready() {
    chat(romeo, "one");
    request(romeo);
    sync();
    request(romeo);
    assertEquals(List.of(ack(1), ack(1)), all(romeo));
  }

  @Test
  void shouldAcknowledgeInTheSameWayWhereTheStreamCanNotBeResumed() {
    final TestSession plain = node.login("romeo@a.lit/plain");
    node.send(plain, "<enable xmlns='urn:xmpp:sm:3'/>");
    plain.poll();
    chat(plain, "one");
    request(plain);
    assertNull(plain.poll());
    sync();
    assertEquals(List.of(ack(1)), all(plain));
  }

  @Test
  void shouldTellWhatIsSafeWhileTheDiskIsSlow() {
    chat(romeo, "one");
    request(romeo);
    sync();
    chat(romeo, "two");
    request(romeo);
    node.advance(1_000);
    assertEquals(List.of(ack(1), ack(1)), all(romeo));
    sync();
    assertEquals(List.of(ack(2)), all(romeo));
  }

  @Test
  void shouldResumeWhenTheWholeCountIsSynced() {
    chat(romeo, "one");
    node.send(romeo, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    node.disconnect(romeo);
    final TestSession again = resume(id);
    assertNull(again.poll());
    sync();
    assertEquals(resumed(2), again.poll());
    assertTrue(again.poll().contains("id='p'"));
  }

  @Test
  void shouldResumeAtOnceWhatIsSynced() {
    chat(romeo, "one");
    request(romeo);
    sync();
    node.disconnect(romeo);
    assertEquals(List.of(resumed(1)), all(resume(id)));
  }

  @Test
  void shouldResumeInsideAuthenticationWhenTheWholeCountIsSynced() {
    chat(romeo, "one");
    node.disconnect(romeo);
    final Element resume = new Element("resume", "urn:xmpp:sm:3").set("previd", id).set("h", "0");
    final TestSession again =
        node.login("romeo@a.lit/new", new InlineLogin(null, null, null, resume, List.of()));
    assertNull(again.poll());
    sync();
    final String success = again.poll();
    assertTrue(success.startsWith("<success xmlns='" + Sasl2.NAMESPACE + "'>"), success);
    assertTrue(success.contains(resumed(1)), success);
  }

  @Test
  void shouldTellAClientThatLeavesItsLastCountsBeforeItsStreamEnds() {
    chat(romeo, "one");
    request(romeo);
    chat(romeo, "two");
    request(romeo);
    node.leave(romeo);
    assertNull(romeo.closed());
    journal.sync();
    node.advance(0);
    sync();
    assertEquals(List.of(ack(1), ack(2)), all(romeo));
    assertEquals("", romeo.closed());
  }

  @Test
  void shouldNotKeepAClientThatLeavesForASlowDisk() {
    chat(romeo, "one");
    request(romeo);
    node.leave(romeo);
    for (int second = 0; second < 3; second++) {
      node.advance(1_000);
    }
    assertEquals("", romeo.closed());
  }

  @Test
  void shouldTellTheCountOfAnEndedStreamWhenItIsSynced() {
    chat(romeo, "one");
    node.leave(romeo);
    final TestSession late = resume(id);
    assertNull(late.poll());
    sync();
    assertTrue(late.poll().startsWith("<failed xmlns='urn:xmpp:sm:3' h='1'>"));
  }

  @Test
  void shouldNotDoubleWhatWasAppendedWhenTheProcessIsKilledBeforeTheSync() {
    chat(romeo, "one");
    request(romeo);
    assertEquals(1, all(juliet).size());
    node = node.killed();
    final TestSession again = resume(id);
    assertNull(again.poll(), "the journal's end is not synced yet");
    sync();
    assertEquals(List.of(resumed(1)), all(again), "nothing to send again");
  }

  @Test
  void shouldHaveTheClientSendAgainExactlyWhatALossOfPowerTook() {
    chat(romeo, "one");
    request(romeo);
    sync();
    assertEquals(List.of(ack(1)), all(romeo));
    chat(romeo, "two");
    request(romeo);
    assertEquals(List.of(), all(romeo));
    journal.losePower();
    node = node.killed();
    assertEquals(List.of(resumed(1)), all(resume(id)));
  }

  @Test
  void shouldNotTellACountTheJournalMayLoseEvenOfStanzasThatAreNotKept() {
    node.send(romeo, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    all(romeo);
    node.disconnect(romeo);
    final TestSession again = resume(id);
    journal.losePower();
    assertNull(again.poll());
    node = node.killed();
    assertEquals(resumed(0), resume(id).poll());
  }

  @Test
  void shouldGoOnBehindWhatTheClientHasAndALossOfPowerTook() {
    final String julietId = enable(juliet);
    chat(romeo, "one");
    sync();
    chat(romeo, "two");
    chat(romeo, "three");
    journal.losePower();
    node = node.killed();
    romeo = node.login("romeo@a.lit/new");
    chat(romeo, "four");
    TestSession again = resume("juliet", julietId, 3);
    sync();
    List<String> got = all(again);
    assertEquals(2, got.size(), got.toString());
    assertTrue(got.get(1).contains("four"), got.get(1));
    sync();
    node = node.killed();
    again = resume("juliet", julietId, 3);
    sync();
    got = all(again);
    assertEquals(2, got.size(), got.toString());
    node.send(again, "<a xmlns='urn:xmpp:sm:3' h='5'/>");
    assertTrue(again.closed() != null || all(again).stream().anyMatch(x -> x.contains("too-high")));
  }

  @Test
  void shouldSendClientsAwayThatWouldWaitForAStuckJournal() {
    chat(romeo, "one");
    node.disconnect(romeo);
    final TestSession again = resume(id);
    node.advance(9_000);
    assertNull(again.closed());
    node.advance(1_000);
    assertTrue(again.closed().contains("internal-server-error"));
    sync();
    assertEquals(List.of(resumed(1)), all(resume(id)));
  }

  @Test
  void shouldWaitForTheSyncWhereTheCountWaitedForAnAccountToo() {
    node.account(Jid.parse("paris@a.lit"));
    node.holdWork();
    node.send(romeo, "<message to='paris@a.lit' type='chat'><body>one</body></message>");
    request(romeo);
    assertEquals(List.of(ack(0)), all(romeo));
    node.runWork();
    assertEquals(List.of(), all(romeo));
    sync();
    assertEquals(List.of(ack(1)), all(romeo));
  }
}
