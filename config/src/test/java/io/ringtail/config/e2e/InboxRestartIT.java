// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unread counts of the packaged node, killed in the middle of it. */
class InboxRestartIT {
  private static final int ROUNDS = Integer.getInteger("ringtail.inbox.kills", 3);

  private final InboxTalk talk = new InboxTalk();
  @TempDir private Path folder;

  @Test
  void shouldCountWhatWasAnsweredExactlyOnceHoweverTheNodeEnds() throws Exception {
    final long seed = System.nanoTime();
    final SplittableRandom random = new SplittableRandom(seed);
    int answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG)) {
        if (round == 0) {
          node.register("romeo", "juliet");
        }
        final int unread = unread(node, answered, seed);
        talk.goOnFrom(unread); // what had not been answered may be lost: then it was not counted
        answered = talk(node, random.nextInt(1, 8));
        node.kill();
      }
    }
    try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG)) {
      final int unread = unread(node, answered, seed);
      InboxTalk.mark(node, "m" + (unread - 3));
      assertEquals(2, InboxTalk.unread(node), "the two behind the marked one");
      node.kill();
    }
    try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG)) {
      assertEquals(2, InboxTalk.unread(node), "after the last start");
    }
  }

  private int unread(final PackagedNode node, final int answered, final long seed) {
    final int unread = InboxTalk.unread(node);
    assertTrue(
        unread >= answered && unread <= talk.sent(),
        () -> unread + " unread, " + talk.sent() + " sent, seed " + seed);
    return unread;
  }

  /** Sends bursts, each answered for; the last one is cut short by whoever called. */
  private int talk(final PackagedNode node, final int bursts) {
    try (TextClient juliet = InboxTalk.login(node, "juliet")) {
      for (int i = 0; i < bursts; i++) {
        talk.answeredBurst(juliet);
      }
      final int answered = talk.sent();
      talk.burst(juliet);
      return answered;
    }
  }
}
