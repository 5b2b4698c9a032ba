// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQuery;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Smack's own archive manager reads what the packaged node has kept, over a restart too.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
class SmackArchiveIT {
  private static final int MESSAGES = 25;
  private static final EntityBareJid JULIET =
      JidCreate.entityBareFromOrThrowUnchecked("juliet@localhost");
  private static final EntityBareJid ROMEO =
      JidCreate.entityBareFromOrThrowUnchecked("romeo@localhost");

  @TempDir private Path folder;

  @Test
  void shouldPageThroughTheArchiveWithSmack() throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, PackagedNode.TLS)) {
      node.register("romeo", "juliet");
      try (SmackClients clients = new SmackClients(node)) {
        final XMPPTCPConnection romeo = clients.online("romeo", "orchard");
        for (int i = 0; i < MESSAGES; i++) {
          say(romeo, Integer.toString(i));
        }
        final MamManager archive = MamManager.getInstanceFor(romeo);
        assertTrue(archive.isSupported());
        assertForwards(archive);
        assertBackwards(archive);
        archive.updateArchivingPreferences(archive.retrieveArchivingPreferences().asMamPrefs());
      }
    }
    assertKeptOverARestart();
  }

  private static void say(final XMPPTCPConnection from, final String text) throws Exception {
    from.sendStanza(
        StanzaBuilder.buildMessage().to(JULIET).ofType(Message.Type.chat).setBody(text).build());
  }

  /** Read-your-writes: all that was sent is there, whatever the writer behind is doing. */
  private static void assertForwards(final MamManager archive) throws Exception {
    final MamQuery query =
        archive.queryArchive(
            MamQueryArgs.builder().limitResultsToJid(JULIET).setResultPageSize(10).build());
    final List<String> bodies = new ArrayList<>(bodies(query));
    while (!query.isComplete()) {
      query.pageNext(10);
      bodies.addAll(bodies(query));
    }
    assertEquals(MESSAGES, bodies.size());
    for (int i = 0; i < MESSAGES; i++) {
      assertEquals(Integer.toString(i), bodies.get(i));
    }
  }

  private static void assertBackwards(final MamManager archive) throws Exception {
    final MamQuery query = archive.queryMostRecentPage(JULIET, 10);
    assertFalse(query.isComplete());
    assertEquals("24", bodies(query).getLast());
    query.pagePrevious(10);
    assertEquals("5", bodies(query).getFirst());
    query.pagePrevious(10);
    assertEquals("0", bodies(query).getFirst());
    assertTrue(query.isComplete());
  }

  private static List<String> bodies(final MamQuery query) {
    return query.getMessages().stream().map(Message::getBody).toList();
  }

  private void assertKeptOverARestart() throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, PackagedNode.TLS);
        SmackClients clients = new SmackClients(node)) {
      final MamManager archive = MamManager.getInstanceFor(clients.online("juliet", "balcony"));
      assertEquals(10, archive.queryMostRecentPage(ROMEO, 10).getMessageCount());
    }
  }
}
