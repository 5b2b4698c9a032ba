// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.last;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.LastActivityStore.LastActivity;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LastActivityTest {
  private final TestNode node = new TestNode("capulet.lit");

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
    final long number = node.account(Jid.parse("juliet@capulet.lit"));
    node.stores().lastActivities().store(number, new LastActivity(1, "long ago"));
    node.stores().rosters().put(number, watcher("romeo@capulet.lit"));
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

  private static RosterItem watcher(final String contact) {
    return new RosterItem(
        Jid.parse(contact), "", List.of(), Subscription.FROM, false, false, false);
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
