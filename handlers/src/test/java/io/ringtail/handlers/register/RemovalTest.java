// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemovalTest {
  private static final Jid PUCK = Jid.parse("puck@shakespeare.lit");
  private static final String REMOVE =
      "<iq type='set' id='r1'><query xmlns='jabber:iq:register'><remove/></query></iq>";
  private static final String CHANGE =
      "<iq type='set' id='c1'><query xmlns='jabber:iq:register'>"
          + "<username>puck</username><password>left behind</password></query></iq>";

  private final TestNode node = node();
  private final TestSession puck = node.login("puck@shakespeare.lit/wood");

  private static TestNode node() {
    final Map<String, Options> modules = new HashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.put("mod_register", new Options(Map.of()));
    return new TestNode(MemoryStores.create(), modules, "shakespeare.lit");
  }

  @Test
  void shouldSayTryAgainWhenTheAccountCanNotBeRemovedNow() {
    node.work().refuse(true);

    node.send(puck, REMOVE);

    final String answer = puck.poll();
    assertTrue(answer.contains("<error type='wait'>"), answer);
    assertNull(puck.closed());
  }

  @Test
  void shouldNotLetARemovedAccountsWaitingWorkTouchItsSuccessor() {
    node.holdWork();
    node.send(puck, REMOVE);
    node.send(puck, CHANGE);
    node.runOne(); // the removal is stored and told; what waits behind it comes next
    node.account(PUCK);
    node.runWork();

    assertEquals(TestNode.PASSWORD, node.stores().accounts().find(PUCK).orElseThrow().password());
    assertNotNull(puck.closed());
  }
}
