// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.last;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.LastActivityStore.LastActivity;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.testkit.TestContacts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import org.junit.jupiter.api.Test;

final class LastActivityTest {
  private TestNode node = new TestNode("capulet.lit");

  @Test
  void shouldCountSinceTheLastSessionEnded() {
    final TestSession first = node.login("juliet@capulet.lit/balcony");
    final TestSession last = node.login("juliet@capulet.lit/chamber");
    node.disconnect(first);
    final long number = node.account(Jid.parse("juliet@capulet.lit"));
    assertTrue(node.stores().lastActivities().load(number).isEmpty());

    node.advance(60_000);
    node.disconnect(last);

    final var stored = node.stores().lastActivities().load(number).orElseThrow();
    assertEquals(node.nowMs() / 1000, stored.epochSeconds());
  }

  @Test
  void shouldTellOfADepartureThatTheStoreDoesNotHaveYet() {
    final long number = watched();
    node.stores().lastActivities().store(number, new LastActivity(1, "long ago"));
    final TestSession juliet = node.login("juliet@capulet.lit/balcony");
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.send(juliet, "<presence type='unavailable'><status>Heading Home</status></presence>");
    node.holdWork();
    node.disconnect(juliet);

    node.send(romeo, lastOf("juliet@capulet.lit"));
    final String reply = romeo.poll();
    assertTrue(reply.contains(" seconds='0'>Heading Home<"), reply);

    node.runWork();
    node.send(romeo, lastOf("juliet@capulet.lit"));
    assertEquals(reply, romeo.poll());
  }

  @Test
  void shouldTellWhenTheNodeDiedThatASessionEndedWith() {
    final long number = watched();
    node.stores().lastActivities().store(number, new LastActivity(1, "long ago"));
    node.send(node.login("juliet@capulet.lit/balcony"), "<presence/>");
    node.advance(60_000);
    node = node.killed();
    node.advance(20_000);

    assertLast(20);
    assertEquals(
        node.nowMs() / 1000 - 20,
        node.stores().lastActivities().load(number).orElseThrow().epochSeconds());
  }

  @Test
  void shouldTellWhenTheNodeDiedThoughTheSessionCouldHaveBeenResumedForAWhile() {
    watched();
    resumable("juliet@capulet.lit/balcony");
    node.advance(60_000);
    node = node.killed();
    expire();

    assertLast(1_000);
  }

  @Test
  void shouldTellWhenTheLastClientWasThereAndNotWhenAnOlderOneWasGivenUp() {
    watched();
    final TestSession phone = resumable("juliet@capulet.lit/phone");
    final TestSession desk = node.login("juliet@capulet.lit/desk");
    node.disconnect(phone);
    node.advance(60_000);
    node.disconnect(desk);
    expire();

    assertLast(1_000);
  }

  private long watched() {
    final Jid juliet = Jid.parse("juliet@capulet.lit");
    TestContacts.put(node, juliet, Jid.parse("romeo@capulet.lit"), Subscription.FROM);
    return node.account(juliet);
  }

  private TestSession resumable(final String fullJid) {
    final TestSession session = node.login(fullJid);
    TestResumption.enable(node, session);
    node.send(session, "<presence/>");
    return session;
  }

  /** After these 1,000 s nobody can resume anything. */
  private void expire() {
    for (int i = 0; i < 10; i++) {
      node.advance(100_000);
    }
  }

  private void assertLast(final int seconds) {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.send(romeo, lastOf("juliet@capulet.lit"));
    final String reply = romeo.poll();
    assertTrue(reply.contains(" seconds='" + seconds + "'"), reply);
  }

  private static String lastOf(final String account) {
    return "<iq type='get' id='1' to='" + account + "'><query xmlns='jabber:iq:last'/></iq>";
  }

  @Test
  void shouldTellTheUptimeOfTheDomain() {
    final TestSession juliet = node.login("juliet@capulet.lit/balcony");
    node.advance(903_000);

    node.send(
        juliet, "<iq type='get' id='1' to='capulet.lit'><query xmlns='jabber:iq:last'/></iq>");

    final String reply = juliet.poll();
    assertTrue(reply.contains("seconds='903'"), reply);
  }
}
