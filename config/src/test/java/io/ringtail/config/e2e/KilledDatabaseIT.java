// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unread counts of the packaged node whose PostgreSQL was killed while messages came. */
class KilledDatabaseIT {
  /** It takes two seconds, and would take seven if calls waited as long as usual. */
  private static final long STOPPED_MS = 5_000;

  private final InboxTalk talk = new InboxTalk();
  @TempDir private Path folder;
  private MortalPostgres postgres;

  @BeforeEach
  void startPostgres() throws Exception {
    postgres = new MortalPostgres(folder.resolve("postgres"));
    postgres.start();
  }

  @AfterEach
  void stopPostgres() throws Exception {
    postgres.close();
  }

  @Test
  void shouldCountExactlyWhenTheNodeIsStoppedWhileTheDatabaseIsDead() throws Exception {
    try (PackagedNode node = begin()) {
      Await.until("the node knows", () -> node.counter("writer.failing") == 1);
      node.stop();
      assertTrue(node.output().contains("entries stay in the journal"), node::output);
    }
    postgres.start();
    assertAllUnread();
  }

  @Test
  void shouldCountExactlyWhenTheNodeIsKilledWhileTheDatabaseIsDead() throws Exception {
    try (PackagedNode node = begin()) {
      node.kill();
    }
    postgres.start();
    assertAllUnread();
  }

  @Test
  void shouldCountExactlyWhenTheDatabaseComesBackToARunningNode() throws Exception {
    try (PackagedNode node = begin()) {
      postgres.start();
      Await.until("all archived", () -> postgres.count("archive") == talk.sent());
      assertEquals(talk.sent(), InboxTalk.unread(node));
    }
    assertAllUnread();
  }

  @Test
  void shouldStopAtOnceWhenTheDatabaseHasJustDied() throws Exception {
    try (PackagedNode node = start()) {
      node.register("romeo", "juliet");
      try (TextClient juliet = InboxTalk.login(node, "juliet")) {
        talk.answeredBurst(juliet);
        Await.until("all archived", () -> postgres.count("archive") == talk.sent());
        postgres.kill();
        final long beganNs = System.nanoTime();
        node.stop();
        final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
        assertTrue(tookMs < STOPPED_MS, () -> tookMs + " ms\n" + node.output());
      }
    }
    postgres.start();
    assertAllUnread();
  }

  /** A node that has taken one burst with its database, and one without. */
  private PackagedNode begin() throws Exception {
    final PackagedNode node = start();
    node.register("romeo", "juliet");
    try (TextClient juliet = InboxTalk.login(node, "juliet")) {
      talk.answeredBurst(juliet);
      assertEquals(InboxTalk.BURST, InboxTalk.unread(node));
      postgres.kill();
      talk.answeredBurst(juliet);
    }
    return node;
  }

  private void assertAllUnread() throws Exception {
    try (PackagedNode node = start()) {
      assertEquals(talk.sent(), InboxTalk.unread(node));
      InboxTalk.mark(node, "m" + (talk.sent() - 3));
      assertEquals(2, InboxTalk.unread(node), "the two behind the marked one");
    }
  }

  private PackagedNode start() throws Exception {
    return PackagedNode.start(folder, InboxTalk.CONFIG + postgres.config());
  }
}
