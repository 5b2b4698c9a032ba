// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import org.junit.jupiter.api.Test;

final class CarbonAllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 10_000;
  private static final String MESSAGE =
      "<message to='juliet@capulet.lit' type='chat' id='m1'><body>Romeo</body></message>";

  @Test
  void shouldCopyWithoutAllocating() {
    final TestNode node = new TestNode("capulet.lit");
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    carbons(node, node.login("romeo@capulet.lit/tablet"));
    node.send(node.login("juliet@capulet.lit/balcony"), "<presence/>");
    carbons(node, node.login("juliet@capulet.lit/tablet"));
    assertEquals(3, node.deliveries(romeo, MESSAGE), "message, sent and received copy");

    node.allocated(romeo, MESSAGE, WARM_UP);
    final long bytes = node.allocated(romeo, MESSAGE, MEASURED);

    assertTrue(bytes < MEASURED, () -> bytes + " bytes for " + MEASURED + " messages");
  }

  private static void carbons(final TestNode node, final TestSession session) {
    node.send(session, "<iq type='set' id='1'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
    session.poll();
  }
}
