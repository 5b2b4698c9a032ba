// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.blocking;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import org.junit.jupiter.api.Test;

final class BlockingCommandTest {
  private final TestNode node = new TestNode("capulet.lit");
  private final TestSession juliet = node.login("juliet@capulet.lit/balcony");

  private static String block(final int from, final int to) {
    final StringBuilder iq =
        new StringBuilder("<iq type='set' id='1'><block xmlns='urn:xmpp:blocking'>");
    for (int i = from; i < to; i++) {
      iq.append("<item jid='u").append(i).append("@spam.example'/>");
    }
    return iq.append("</block></iq>").toString();
  }

  @Test
  void shouldBoundTheBlockList() {
    node.send(juliet, block(0, BlockingCommand.MOST_BLOCKED));
    final String first = juliet.poll();
    assertTrue(first.contains("type='result'"), first);

    node.send(juliet, block(BlockingCommand.MOST_BLOCKED, BlockingCommand.MOST_BLOCKED + 1));

    final String second = juliet.poll();
    assertTrue(second.contains("<resource-constraint"), second);
  }

  @Test
  void shouldBlockNobodyBeforeTheStoreHasIt() {
    final TestSession tybalt = node.login("tybalt@capulet.lit/street");
    node.send(juliet, "<presence/>");
    juliet.poll();
    node.holdWork();
    node.send(
        juliet,
        "<iq type='set' id='1'><block xmlns='urn:xmpp:blocking'>"
            + "<item jid='tybalt@capulet.lit'/></block></iq>");
    node.send(tybalt, "<message to='juliet@capulet.lit' type='chat'><body>1</body></message>");
    assertTrue(juliet.poll().contains("<body>1</body>"));

    node.runWork();
    juliet.poll();
    node.send(tybalt, "<message to='juliet@capulet.lit' type='chat'><body>2</body></message>");

    assertNull(juliet.poll());
  }
}
