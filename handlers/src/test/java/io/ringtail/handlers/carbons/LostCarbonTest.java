// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import org.junit.jupiter.api.Test;

final class LostCarbonTest {
  private final TestNode node = new TestNode("capulet.lit");
  private final TestSession juliet = node.login("juliet@capulet.lit/balcony");
  private final TestSession nurse = node.login("nurse@capulet.lit/kitchen");

  @Test
  void shouldGiveALostCopyToNobodyElse() {
    node.send(juliet, "<presence/>");
    juliet.poll();

    node.undelivered(
        "<message from='juliet@capulet.lit' to='juliet@capulet.lit/chamber' type='chat'>"
            + "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
            + "<message xmlns='jabber:client' from='nurse@capulet.lit/kitchen'"
            + " to='juliet@capulet.lit/balcony' type='chat'><body>Lady!</body></message>"
            + "</forwarded></received></message>");

    assertNull(juliet.poll());
    assertNull(nurse.poll());
  }

  @Test
  void shouldStillRouteALostMessageAnew() {
    node.send(juliet, "<presence/>");
    juliet.poll();

    node.undelivered(
        "<message from='nurse@capulet.lit/kitchen' to='juliet@capulet.lit/chamber' type='chat'>"
            + "<body>Lady!</body></message>");

    assertNotNull(juliet.poll());
  }

  @Test
  void shouldDeliverACopyThatSomebodyMadeUp() {
    node.send(
        nurse,
        "<message to='juliet@capulet.lit/balcony' type='chat'>"
            + "<received xmlns='urn:xmpp:carbons:2'/></message>");

    // its receiver must ignore it (XEP-0280 §11): it is not from her own bare address
    assertEquals(
        "<message from='nurse@capulet.lit/kitchen' to='juliet@capulet.lit/balcony' type='chat'>"
            + "<received xmlns='urn:xmpp:carbons:2'/></message>",
        juliet.poll());
  }
}
