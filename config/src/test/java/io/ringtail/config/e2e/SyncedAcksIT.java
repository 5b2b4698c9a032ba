// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.TestConfig;
import io.ringtail.config.node.RawXmpp;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.handlers.port.ArchiveStore.Filter;
import io.ringtail.handlers.port.ArchiveStore.Query;
import io.ringtail.handlers.port.Stores;
import io.ringtail.parser.Jid;
import io.ringtail.persistence.sql.Database;
import io.ringtail.persistence.sql.SqliteSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ack = "synced"} over a loss of power, as far as that can be played without one: the node
 * is killed, its journal loses all that the last sync did not cover, and the database all that it
 * ever learned from the journal. What is taken for synced is the node's word, given before its end;
 * that the disk keeps what was synced is not tested.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class SyncedAcksIT {
  private static final int BATCH = 50;
  private static final String CONFIG =
      TestConfig.WITHOUT_TLS
          + """

          [journal]
            ack = "synced"
            sync = "interval"
            sync_interval = 3000
          """;

  @TempDir private Path folder;

  private static String messages(final int first, final int end) {
    return IntStream.range(first, end)
        .mapToObj(
            i -> "<message to='juliet@localhost/j' type='chat'><body>" + i + "</body></message>")
        .reduce("", String::concat);
  }

  private static long syncedIndex(final PackagedNode node) {
    return node.control(
        control -> control.status().findPath("counters").findPath("journal.synced_index").asLong());
  }

  private Path data() {
    return folder.resolve("data");
  }

  @Test
  void shouldHaveWhatItAcknowledgedAndAskForTheRest() throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, CONFIG)) {
      node.register("romeo", "juliet");
    }
    final Path database = data().resolve("ringtail.db");
    final byte[] before = Files.readAllBytes(database);

    final PackagedNode node = PackagedNode.start(folder, CONFIG);
    final String stream;
    final long syncedIndex;
    try (RawXmpp romeo = login(node, "romeo", "r");
        RawXmpp juliet = login(node, "juliet", "j")) {
      romeo.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
      stream = romeo.await("/>").replaceAll("(?s).* id='([^']+)'.*", "$1");
      romeo.say(messages(0, BATCH) + "<r xmlns='urn:xmpp:sm:3'/>");
      romeo.await("<a xmlns='urn:xmpp:sm:3' h='" + BATCH + "'/>");
      romeo.say(messages(BATCH, 2 * BATCH));
      juliet.await("<body>" + (2 * BATCH - 1) + "</body>"); // delivered, and not synced
      syncedIndex = syncedIndex(node);
      node.kill();
    }
    final int lost = LostPages.behind(syncedIndex, data().resolve("journal"));
    assertTrue(lost > 0, "everything was synced: this shows nothing");
    Files.deleteIfExists(data().resolve("ringtail.db-wal"));
    Files.deleteIfExists(data().resolve("ringtail.db-shm"));
    Files.write(database, before);

    final int handled = resume(stream);
    assertTrue(handled >= BATCH, "acknowledged " + BATCH + ", has " + handled);
    assertTrue(handled < 2 * BATCH, "lost " + lost + " entries, and yet it has all");
    assertEquals(IntStream.range(0, 2 * BATCH).mapToObj(String::valueOf).toList(), archived());
  }

  private static RawXmpp login(final PackagedNode node, final String user, final String resource)
      throws IOException {
    return RawXmpp.loggedIn(
        node.withoutTls(), user, PackagedNode.DOMAIN, PackagedNode.PASSWORD, resource);
  }

  /** The client goes on and sends again what it has no acknowledgement for. */
  private int resume(final String stream) throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, CONFIG);
        RawXmpp romeo =
            RawXmpp.authenticated(
                node.withoutTls(), "romeo", PackagedNode.DOMAIN, PackagedNode.PASSWORD)) {
      romeo.say("<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + stream + "'/>");
      final String resumed = romeo.await("/>");
      assertTrue(resumed.contains("<resumed "), resumed);
      final int handled = Integer.parseInt(resumed.replaceAll("(?s).* h='(\\d+)'.*", "$1"));
      romeo.say(messages(handled, 2 * BATCH) + "<r xmlns='urn:xmpp:sm:3'/>");
      romeo.await("<a xmlns='urn:xmpp:sm:3' h='" + 2 * BATCH + "'/>");
      return handled;
    }
  }

  private List<String> archived() {
    final Jid juliet = Jid.parse("juliet@localhost");
    try (Database opened = Database.open(SqliteSettings.in(data()))) {
      final Stores stores = opened.stores();
      final long account = stores.accounts().find(juliet).orElseThrow().number();
      final Query all =
          new Query(Filter.all(account, juliet), 0, Long.MAX_VALUE, 4 * BATCH, false, false);
      return stores.archive().page(all).messages().stream().map(SyncedAcksIT::body).toList();
    }
  }

  private static String body(final Archived message) {
    return new String(message.stanza(), StandardCharsets.UTF_8)
        .replaceAll("(?s).*<body>(\\d+)</body>.*", "$1");
  }
}
