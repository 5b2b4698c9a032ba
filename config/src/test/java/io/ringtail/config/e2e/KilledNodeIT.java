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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The node killed under load, again and again on the same data: whatever a recipient has seen is in
 * the archive, once. {@code -Dringtail.kills=50} makes the long run.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class KilledNodeIT {
  private static final int KILLS = Integer.getInteger("ringtail.kills", 2);
  private static final int MOST_BEFORE_KILL = 3_000;
  private static final int BURST = 20;
  private static final Pattern BODY = Pattern.compile("<body>(k\\d+-\\d+)</body>");
  private static final String CONFIG = TestConfig.WITHOUT_TLS + "[modules.mod_mam]\n  pm = {}\n";

  @TempDir private Path folder;
  private final Random random = new Random(4711);
  private final List<String> seen = new ArrayList<>();

  @Test
  void shouldHaveEveryMessageSomebodySawInTheArchiveOnce() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      final PackagedNode node = PackagedNode.start(folder, CONFIG);
      if (kill == 0) {
        node.register("romeo", "juliet");
      }
      talkUntilKilled(node, kill);
    }
    PackagedNode.start(folder, CONFIG).stop();

    final List<String> archived = archived();
    final Set<String> once = new HashSet<>(archived);
    assertEquals(archived.size(), once.size(), "some are there twice");
    assertTrue(once.containsAll(seen), () -> missing(once));
    archived.retainAll(new HashSet<>(seen));
    assertEquals(seen, archived, "not in the order they were seen");
  }

  private String missing(final Set<String> archived) {
    final List<String> missing = new ArrayList<>(seen);
    missing.removeAll(archived);
    return missing.size() + " of " + seen.size() + " are missing, first " + missing.getFirst();
  }

  private void talkUntilKilled(final PackagedNode node, final int kill) throws Exception {
    final InetSocketAddress address = node.withoutTls();
    final int enough = 1 + random.nextInt(MOST_BEFORE_KILL);
    try (RawXmpp romeo = RawXmpp.loggedIn(address, "romeo", "localhost", "pencil", "r");
        RawXmpp juliet = RawXmpp.loggedIn(address, "juliet", "localhost", "pencil", "j")) {
      final Thread talking = Thread.ofPlatform().start(() -> talk(romeo, kill));
      for (int i = 0; i < enough; i++) {
        see(juliet);
      }
      node.kill();
      talking.join();
      seeTheRest(juliet);
    }
  }

  private static void talk(final RawXmpp romeo, final int kill) {
    try {
      for (int i = 0; ; ) {
        final StringBuilder burst = new StringBuilder();
        for (final int end = i + BURST; i < end; i++) {
          burst.append("<message to='juliet@localhost/j' type='chat'><body>k");
          burst.append(kill).append('-').append(i).append("</body></message>");
        }
        romeo.say(burst.toString());
      }
    } catch (final IOException killed) {
      // what this test is about
      return;
    }
  }

  private void see(final RawXmpp juliet) throws IOException {
    final Matcher body = BODY.matcher(juliet.await("</message>"));
    assertTrue(body.find());
    seen.add(body.group(1));
  }

  private void seeTheRest(final RawXmpp juliet) {
    try {
      while (true) {
        see(juliet);
      }
    } catch (final IOException closed) {
      // all that came before the end was read
      return;
    }
  }

  private List<String> archived() {
    final Jid juliet = Jid.parse("juliet@localhost");
    final List<String> bodies = new ArrayList<>();
    try (Database database = Database.open(SqliteSettings.in(folder.resolve("data")))) {
      final Stores stores = database.stores();
      final long account = stores.accounts().find(juliet).orElseThrow().number();
      long after = 0;
      List<Archived> page;
      do {
        final Query query =
            new Query(Filter.all(account, juliet), after, Long.MAX_VALUE, 500, false, false);
        page = stores.archive().page(query).messages();
        for (final Archived message : page) {
          final Matcher body = BODY.matcher(new String(message.stanza(), StandardCharsets.UTF_8));
          assertTrue(body.find());
          bodies.add(body.group(1));
          after = message.id();
        }
      } while (!page.isEmpty());
    }
    return bodies;
  }
}
