// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterFaultTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com");

  private final TestNode node = new TestNode("example.com");
  private final TestSession juliet = node.login("juliet@example.com/balcony");

  private static SessionView session(final NodeView view) {
    return view.account(JULIET).session(0);
  }

  @Test
  void shouldDeliverWhatWasDecidedBeforeTheFault() {
    node.executeFaulty(
        (view, out) -> {
          out.send(session(view), new Element("message", Ns.CLIENT));
          throw new IllegalStateException("a feature is broken");
        });

    assertEquals("<message/>", juliet.poll());
  }

  @Test
  void shouldEndTheStreamOfASessionThatWasTakenOutBeforeTheFault() {
    node.executeFaulty(
        (view, out) -> {
          out.closeSession(session(view), "conflict", null);
          throw new IllegalStateException("a feature is broken");
        });

    assertNotNull(juliet.closed());
  }

  @Test
  void shouldServeEverybodyElseWhoWaitedForTheSameAccount() {
    final Jid romeo = Jid.parse("romeo@example.com");
    final List<String> heard = new ArrayList<>();
    node.account(romeo);
    node.holdWork();
    node.execute((view, out) -> out.withAccount(romeo, (found, later) -> fail(), null));
    node.execute((view, out) -> out.withAccount(romeo, (found, later) -> heard.add("asked"), null));

    node.runOneFaulty();
    node.execute((view, out) -> heard.add("next slot"));

    assertEquals(List.of("next slot", "asked"), heard);
  }

  private static void fail() {
    throw new IllegalStateException("a feature is broken");
  }
}
