// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.settings.NodeSettings;
import io.ringtail.persistence.DataFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole node whose acknowledgements wait for the journal's sync. */
class SyncedAcksNodeTest {
  private static final int STANZAS = 200;
  private static final String REQUEST = "<r xmlns='urn:xmpp:sm:3'/>";

  @TempDir private Path scratch;
  private String stream;

  private RawXmpp login(final Node node, final String user) throws IOException {
    final InetSocketAddress address = node.listeners().getFirst().address();
    return RawXmpp.loggedIn(address, user, "localhost", "secret", "r");
  }

  private static String ack(final int h) {
    return "<a xmlns='urn:xmpp:sm:3' h='" + h + "'/>";
  }

  private void chat(final RawXmpp romeo) throws IOException {
    romeo.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    stream = romeo.await("/>").replaceAll("(?s).* id='([^']+)'.*", "$1");
    for (int i = 0; i < STANZAS; i++) {
      romeo.say("<message to='juliet@localhost/r' type='chat'><body>" + i + "</body></message>");
      romeo.say(REQUEST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "shared", "dedicated"})
  void shouldAcknowledgeEverythingAndEndInOrder(final String mode) throws Exception {
    final NodeSettings settings = TestNodes.acksSynced(scratch, mode);
    try (DataFolder folder = DataFolder.open(scratch.resolve("data"))) {
      final Node node = Node.start(settings, folder);
      TestNodes.register(node, "romeo", "juliet");
      try (RawXmpp juliet = login(node, "juliet");
          RawXmpp romeo = login(node, "romeo")) {
        chat(romeo);
        juliet.await("<body>" + (STANZAS - 1) + "</body>");
        romeo.await(ack(STANZAS));
        romeo.say("<message to='juliet@localhost/r' type='chat'><body>last</body></message>");
        romeo.say(REQUEST + "</stream:stream>");
        assertTrue(romeo.await("</stream:stream>").contains(ack(STANZAS + 1)));
      }
      assertTrue(node.stop(10_000).isComplete());
      assertEquals(0, node.errors().total(), () -> node.errors().snapshot());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "shared"})
  void shouldTellWhatItOwesBeforeItStopsAndGoOnWithTheStreamAfterwards(final String mode)
      throws Exception {
    final NodeSettings settings = TestNodes.acksSynced(scratch, mode);
    try (DataFolder folder = DataFolder.open(scratch.resolve("data"))) {
      final Node first = Node.start(settings, folder);
      TestNodes.register(first, "romeo", "juliet");
      try (RawXmpp juliet = login(first, "juliet");
          RawXmpp romeo = login(first, "romeo")) {
        chat(romeo);
        juliet.await("<body>" + (STANZAS - 1) + "</body>");
        first.stop(10_000);
        final String told = romeo.await("</stream:stream>");
        assertTrue(told.contains("<a xmlns='urn:xmpp:sm:3' h='"), told);
      }
      final Node second = Node.start(settings, folder);
      final InetSocketAddress address = second.listeners().getFirst().address();
      try (RawXmpp romeo = RawXmpp.authenticated(address, "romeo", "localhost", "secret")) {
        romeo.say("<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + stream + "'/>");
        final String resumed = romeo.await("/>");
        assertTrue(resumed.contains("h='" + STANZAS + "'"), resumed);
        assertFalse(resumed.contains("<failed"), resumed);
      }
      second.stop(10_000);
    }
  }
}
