// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged node whose PostgreSQL has no room for one more message. */
class FullDatabaseIT {
  private static final String ARCHIVED = "archive WHERE visible <> 0";
  private static final int BURSTS = 10;

  private final InboxTalk talk = new InboxTalk();
  @TempDir private Path folder;

  @Test
  void shouldGoOnAndHaveEverythingOnceWhenThereIsRoomAgain() throws Exception {
    try (MortalPostgres postgres = new MortalPostgres(folder.resolve("postgres"))) {
      postgres.start();
      try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG + postgres.config());
          TextClient juliet = begin(node)) {
        talk.answeredBurst(juliet);
        Await.until("all archived", () -> postgres.count(ARCHIVED) == talk.sent());
        final int archived = talk.sent();
        postgres.fillArchive();
        for (int i = 0; i < BURSTS; i++) {
          talk.answeredBurst(juliet);
        }
        assertEquals(talk.sent(), InboxTalk.unread(node), "they are answered and counted");
        Await.until("the node says so", () -> node.counter("writer.failing") == 1);
        assertEquals(archived, postgres.count(ARCHIVED));
        assertTrue(node.counter("writer.lag_entries") >= talk.sent() - archived);

        postgres.makeRoom();
        Await.until("all archived", () -> postgres.count(ARCHIVED) == talk.sent());
        assertEquals(0, postgres.count("journal_parked"));
        assertEquals(0, node.counter("writer.parked"));
        assertEquals(talk.sent(), InboxTalk.unread(node));
      }
    }
  }

  private static TextClient begin(final PackagedNode node) {
    node.register("romeo", "juliet");
    return InboxTalk.login(node, "juliet");
  }
}
