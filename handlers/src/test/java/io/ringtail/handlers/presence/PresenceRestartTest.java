// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestContacts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 6121 §4.2 to §4.5 where the node is killed and some sessions come back. */
class PresenceRestartTest {
  private static final Jid JULIET = Jid.parse("juliet@a.lit");
  private static final Jid ROMEO = Jid.parse("romeo@a.lit");

  private TestNode node = new TestNode("a.lit");
  private TestSession juliet;
  private String id;

  @BeforeEach
  void befriend() {
    TestContacts.befriend(node, ROMEO, JULIET);
    juliet = node.login("juliet@a.lit/b");
    id = TestResumption.enable(node, juliet);
    node.send(juliet, "<presence/>");
  }

  /** Juliet goes on; everything she has had so far is acknowledged. */
  private void resume(final int h) {
    juliet = TestResumption.resume(node, "juliet@a.lit", id, h);
    assertTrue(juliet.poll().startsWith("<resumed "));
  }

  private String next() {
    String next = juliet.poll();
    while (next != null && next.startsWith("<r ")) {
      next = juliet.poll();
    }
    return next;
  }

  private static void assertGone(final String presence) {
    assertTrue(presence.contains("from='romeo@a.lit/o'"), presence);
    assertTrue(presence.contains("type='unavailable'"), presence);
  }

  @Test
  void shouldTellAContactThatCameBackOfASessionThatCouldNot() {
    node.send(node.login("romeo@a.lit/o"), "<presence/>");
    node = node.killed();
    resume(2);
    assertNull(next());
    node.advance(1_000);
    node.advance(31_000);
    assertGone(next());
    assertNull(next());
  }

  @Test
  void shouldTellAClientThatWasNotLookingWhatWaitedForIt() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    node.send(romeo, "<presence/>");
    node.send(juliet, "<inactive xmlns='urn:xmpp:csi:0'/>");
    node.send(romeo, "<presence><show>away</show></presence>");
    node.leave(romeo);
    node = node.killed();
    node = node.killed();
    resume(2);
    assertGone(next());
    assertNull(next());
    node = node.killed();
    resume(3);
    assertNull(next());
  }

  @Test
  void shouldTellAClientThatLooksAgainNothingTwice() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    node.send(romeo, "<presence/>");
    node.send(juliet, "<inactive xmlns='urn:xmpp:csi:0'/>");
    node.leave(romeo);
    node.send(juliet, "<active xmlns='urn:xmpp:csi:0'/>");
    node = node.killed();
    resume(2);
    assertGone(next());
    assertNull(next());
  }

  @Test
  void shouldTellAContactBeforeItHearsOfTheNextSession() {
    node.send(node.login("romeo@a.lit/o"), "<presence/>");
    node = node.killed();
    resume(2);
    node.send(node.login("romeo@a.lit/o"), "<presence><status>back</status></presence>");
    assertGone(next());
    assertTrue(next().contains("<status>back</status>"));
    assertNull(next());
  }

  @Test
  void shouldNotTellOfASessionThatWasNotAvailable() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    node.send(romeo, "<presence/>");
    node.send(romeo, "<presence type='unavailable'/>");
    node = node.killed();
    resume(3);
    node.advance(1_000);
    node.advance(31_000);
    assertNull(next());
  }

  @Test
  void shouldTellAContactThatIsNotLoadedYetOfAChange() {
    node = node.killed();
    node.send(node.login("romeo@a.lit/o"), "<presence><status>here</status></presence>");
    resume(1);
    assertTrue(next().contains("<status>here</status>"));
    assertNull(next());
  }

  @Test
  void shouldShowANewSessionAContactThatIsNotLoadedYet() {
    node = node.killed();
    final TestSession romeo = node.login("romeo@a.lit/o");
    node.send(romeo, "<presence/>");
    romeo.poll(); // its own
    assertTrue(romeo.poll().contains("from='juliet@a.lit/b'"));
  }

  @Test
  void shouldWriteOfASessionWhenItComesAndGoesAndNotOfItsPresenceBetween() {
    final TestSession romeo = node.login("romeo@a.lit/o");
    node.send(romeo, "<presence/>");
    final int before = node.journal().entries().size();
    node.send(romeo, "<presence><show>away</show></presence>");
    node.send(romeo, "<presence><show>dnd</show></presence>");
    // what Juliet is sent is journaled, and nothing else
    assertEquals(2, node.journal().entries().size() - before);
  }
}
