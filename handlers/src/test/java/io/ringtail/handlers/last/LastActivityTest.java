// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.last;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
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
  void shouldTellTheUptimeOfTheDomain() {
    final TestSession juliet = node.login("juliet@capulet.lit/balcony");
    node.advance(903_000);

    node.send(
        juliet, "<iq type='get' id='1' to='capulet.lit'><query xmlns='jabber:iq:last'/></iq>");

    final String reply = juliet.poll();
    assertTrue(reply.contains("seconds='903'"), reply);
  }
}
