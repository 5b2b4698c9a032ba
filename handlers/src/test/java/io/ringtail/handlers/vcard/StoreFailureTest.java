// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.vcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import org.junit.jupiter.api.Test;

final class StoreFailureTest {
  private static final String GET = "<iq type='get' id='1'><vCard xmlns='vcard-temp'/></iq>";

  private final TestNode node = new TestNode("capulet.lit");
  private final TestSession juliet = node.login("juliet@capulet.lit/balcony");

  @Test
  void shouldSayTryAgainWhenNoMoreWorkIsTaken() {
    node.work().refuse(true);

    node.send(juliet, GET);

    final String reply = juliet.poll();
    assertTrue(reply.contains("<error type='wait'><resource-constraint"), reply);
  }

  @Test
  void shouldAnswerOnceTheStoreHas() {
    node.holdWork();
    node.send(juliet, GET);
    assertNull(juliet.poll());

    node.runWork();

    assertEquals(
        "<iq from='juliet@capulet.lit' to='juliet@capulet.lit/balcony' id='1' type='result'>"
            + "<vCard xmlns='vcard-temp'/></iq>",
        juliet.poll());
    assertNull(juliet.poll());
  }

  @Test
  void shouldRefuseACardThatIsTooLarge() {
    node.send(
        juliet,
        "<iq type='set' id='1'><vCard xmlns='vcard-temp'><DESC>"
            + "x".repeat(70_000)
            + "</DESC></vCard></iq>");

    final String reply = juliet.poll();
    assertTrue(reply.contains("<policy-violation"), reply);
  }
}
