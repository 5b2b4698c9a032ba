// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.filter.MessageWithBodiesFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.Jid;

class SmackChatIT {
  private static final int MESSAGES = 10_000;

  /**
   * Fewer than Smack keeps unacknowledged: once that is full, its writer waits for its reader,
   * which may itself be waiting to hand the writer an answer.
   */
  private static final int UNDER_WAY = 200;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"inline", "shared", "dedicated"})
  void shouldDeliverEveryMessageInOrderInEveryThreadingMode(final String mode) throws Exception {
    final String config = PackagedNode.TLS + "[ring]\n  threading = \"" + mode + "\"\n";
    try (PackagedNode node = PackagedNode.start(folder, config)) {
      node.register("romeo", "juliet");
      try (SmackClients clients = new SmackClients(node)) {
        final XMPPTCPConnection romeo = clients.online("romeo", "orchard");
        final XMPPTCPConnection juliet = clients.online("juliet", "balcony");
        assertTrue(romeo.isSecureConnection());
        assertTrue(romeo.getUsedSaslMechansism().startsWith("SCRAM-"));
        final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        final Semaphore places = new Semaphore(UNDER_WAY);
        juliet.addSyncStanzaListener(
            stanza -> {
              received.add((Message) stanza);
              places.release();
            },
            MessageWithBodiesFilter.INSTANCE);
        send(romeo, juliet.getUser(), places);
        for (int i = 0; i < MESSAGES; i++) {
          final Message message = Await.next("message " + i, received);
          assertEquals(Integer.toString(i), message.getBody());
          assertEquals(romeo.getUser(), message.getFrom());
        }
        assertTrue(received.isEmpty());
      }
    }
  }

  private static void send(final XMPPTCPConnection from, final Jid to, final Semaphore places)
      throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      assertTrue(places.tryAcquire(Await.DEADLINE_MS, TimeUnit.MILLISECONDS), "message " + i);
      from.sendStanza(
          StanzaBuilder.buildMessage()
              .to(to)
              .ofType(Message.Type.chat)
              .setBody(Integer.toString(i))
              .build());
    }
  }
}
