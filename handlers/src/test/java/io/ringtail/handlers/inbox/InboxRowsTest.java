// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryInboxes;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.NodeParts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Rows the inbox writes for a message: with the archive's one they must stay below 1.2. */
final class InboxRowsTest {
  private static final int ACCOUNTS = 200;
  private static final int SECONDS = 30;
  private static final int MESSAGES_PER_SECOND = 1_000;
  private static final double MOST_ROWS = 0.2;

  private final TestNode node =
      new TestNode(
          new NodeParts(
              MemoryStores.create(),
              HostTypes.discover(),
              Map.of("mod_inbox", Options.defaults()),
              InboxLimits.defaults(1 << 30),
              new MemoryJournal(),
              "example.com"));
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void shouldWriteFewRowsWherePairsTalk() {
    assertFewRows(account -> account ^ 1);
  }

  @Test
  void shouldWriteFewRowsWhereEverybodyTalksToAnybody() {
    assertFewRows(account -> random.nextInt(ACCOUNTS));
  }

  private void assertFewRows(final IntUnaryOperator partner) {
    final TestSession[] sessions = new TestSession[ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      sessions[i] = node.login("u" + i + "@example.com/r");
    }
    for (int second = 0; second < SECONDS; second++) {
      for (int i = 0; i < MESSAGES_PER_SECOND; i++) {
        final int from = random.nextInt(ACCOUNTS);
        final int to = partner.applyAsInt(from);
        final String body = "<body>" + i + "</body>";
        node.send(
            sessions[from],
            "<message type='chat' to='u" + to + "@example.com'>" + body + "</message>");
        while (sessions[to].poll() != null) {
          continue; // read
        }
      }
      node.advance(1_000);
    }
    final long written = ((MemoryInboxes) node.stores().inboxes()).written();
    final double rows = (double) written / (SECONDS * MESSAGES_PER_SECOND);
    assertTrue(rows > 0 && rows <= MOST_ROWS, () -> rows + " rows per message");
    System.err.println(rows + " rows of the inbox per message");
  }
}
