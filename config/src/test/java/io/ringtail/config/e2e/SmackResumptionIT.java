// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.StanzaListener;
import org.jivesoftware.smack.filter.MessageWithBodiesFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Smack's own stream management against the packaged node, which is killed.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class SmackResumptionIT {
  /** The next process has to listen where the killed one did: Smack comes back to that address. */
  private static final String CONFIG =
      """
      [general]
        hosts = ["localhost"]
        default_server_domain = "localhost"

      [[listen.c2s]]
        port = %d
        ip_address = "127.0.0.1"
        tls.mode = "starttls"
      """;

  private static final EntityFullJid JULIET =
      JidCreate.entityFullFromOrThrowUnchecked("juliet@localhost/balcony");

  @TempDir private Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();

  @Test
  void shouldGoOnWithItsStreamAfterAKillAndLoseNothing() throws Exception {
    final int port;
    try (PackagedNode first = PackagedNode.start(folder, CONFIG.formatted(0))) {
      port = first.startTls().getPort();
      first.register("romeo", "juliet");
      try (SmackClients clients = new SmackClients(first)) {
        final XMPPTCPConnection romeo = managed(clients, "romeo", "orchard");
        final XMPPTCPConnection juliet = managed(clients, "juliet", "balcony");
        listen(juliet);
        say(romeo, "one");
        Await.until("Juliet has the first", () -> received.contains("one"));
        juliet.instantShutdown(); // detached: the second waits for her in the node
        final CountDownLatch taken = new CountDownLatch(1);
        romeo.addStanzaAcknowledgedListener(
            stanza -> {
              if (stanza instanceof final Message message && "two".equals(message.getBody())) {
                taken.countDown();
              }
            });
        say(romeo, "two");
        assertTrue(taken.await(Await.DEADLINE_MS, TimeUnit.MILLISECONDS));
        romeo.instantShutdown();
        first.kill();
        comeBack(port, romeo, juliet);
      }
    }
  }

  private void comeBack(
      final int port, final XMPPTCPConnection romeo, final XMPPTCPConnection juliet)
      throws Exception {
    try (PackagedNode second = PackagedNode.start(folder, CONFIG.formatted(port))) {
      juliet.connect().login();
      romeo.connect().login();
      assertTrue(juliet.streamWasResumed());
      assertTrue(romeo.streamWasResumed());
      say(romeo, "three");
      Await.until("all have come", () -> received.contains("three"));
      assertEquals(List.of("one", "two", "three"), received);
      assertEquals(port, second.startTls().getPort());
      juliet.disconnect();
      romeo.disconnect();
    }
  }

  private static XMPPTCPConnection managed(
      final SmackClients clients, final String user, final String resource) throws Exception {
    final XMPPTCPConnection connection = clients.startTls(user, resource);
    connection.setUseStreamManagement(true);
    connection.setUseStreamManagementResumption(true);
    clients.login(connection);
    assertTrue(connection.isSmResumptionPossible());
    return connection;
  }

  private void listen(final XMPPTCPConnection connection) {
    final StanzaListener listener = stanza -> received.add(((Message) stanza).getBody());
    connection.addSyncStanzaListener(listener, MessageWithBodiesFilter.INSTANCE);
  }

  private static void say(final XMPPTCPConnection from, final String text) throws Exception {
    from.sendStanza(
        StanzaBuilder.buildMessage().to(JULIET).ofType(Message.Type.chat).setBody(text).build());
    from.requestSmAcknowledgement();
  }
}
