// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.SocketSettings;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class C2sListenerTest {
  private TestNode node;

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
  }

  @Test
  void shouldSayThatThePortIsInUse() throws InterruptedException {
    start(SocketSettings.of("127.0.0.1", 0));
    final SocketSettings taken = SocketSettings.of("127.0.0.1", node.address().getPort());
    final ListenException refusal =
        assertThrows(ListenException.class, () -> node.anotherListener(taken).open());
    assertTrue(refusal.getMessage().contains("is in use"), refusal.getMessage());
  }

  @Test
  void shouldPauseAcceptingAtTheBound() throws InterruptedException {
    start(new SocketSettings("127.0.0.1", 0, 16, 2, false));
    final RawClient first = new RawClient(node.address()).login("a", "r");
    final RawClient second = new RawClient(node.address()).login("b", "r");
    final RawClient third = new RawClient(node.address()).send(RawClient.HEADER);
    TestNode.await(() -> node.listener().connections() == 2, () -> "two connections");
    assertEquals(2, node.listener().connections());
    first.close();
    third.expect("</stream:features>");
    second.close();
    third.close();
  }

  @Test
  void shouldLetListenersShareAPortWhereAskedTo() throws InterruptedException {
    start(new SocketSettings("127.0.0.1", 0, 16, 100, true));
    final int port = node.address().getPort();
    final C2sListener other =
        node.anotherListener(new SocketSettings("127.0.0.1", port, 16, 100, true));
    assertEquals(port, other.open().getPort());
    other.close();
  }

  private void start(final SocketSettings socket) throws InterruptedException {
    node =
        new TestNode(
            TestNode.Plan.plain().with(socket),
            new FixedCredentials("user", "pencil", new byte[16]));
  }
}
