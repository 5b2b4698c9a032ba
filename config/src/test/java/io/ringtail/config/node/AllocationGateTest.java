// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.persistence.DataFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate: what a routed stanza allocates on the node's own threads, counted by the JVM. */
class AllocationGateTest {
  private static final int BATCH = 100;
  private static final int WARM_UP_BATCHES = 300;
  private static final int MEASURED_BATCHES = 100;
  private static final int WINDOWS = 5;
  private static final long AALTO_BYTES = 210;
  private static final long JOURNAL_BYTES = 8;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path scratch;

  @Test
  void shouldAllocateNothingPerStanzaOnTheStages() throws Exception {
    final long perStanza =
        bytesPerStanza(TestNodes.routingOnly(scratch, "shared"), "ringtail-route");
    assertTrue(perStanza < 1, () -> perStanza + " bytes per stanza on the stage thread");
  }

  /** The journal maps a block now and then. */
  @Test
  void shouldAllocateNextToNothingPerArchivedStanzaOnTheStages() throws Exception {
    final long perStanza = bytesPerStanza(TestNodes.settings(scratch, "shared"), "ringtail-route");
    assertTrue(perStanza <= JOURNAL_BYTES, () -> perStanza + " bytes per archived stanza");
  }

  @Test
  void shouldAllocateNoMoreThanTheXmlParserOnAnInlineLoop() throws Exception {
    final long perStanza = bytesPerStanza(TestNodes.routingOnly(scratch, "inline"), "ringtail-io");
    assertTrue(perStanza <= AALTO_BYTES, () -> perStanza + " bytes per stanza on the loop");
  }

  private long bytesPerStanza(final NodeSettings settings, final String threadPrefix)
      throws Exception {
    try (DataFolder folder = DataFolder.open(scratch.resolve("data"))) {
      final Node node = Node.start(settings, folder);
      TestNodes.register(node, "romeo", "juliet");
      final InetSocketAddress address = node.listeners().getFirst().address();
      try (RawXmpp romeo = RawXmpp.loggedIn(address, "romeo", "localhost", "secret", "r");
          RawXmpp juliet = RawXmpp.loggedIn(address, "juliet", "localhost", "secret", "j")) {
        exchange(romeo, juliet, WARM_UP_BATCHES);
        return leastPerStanza(threadId(threadPrefix), romeo, juliet);
      } finally {
        node.stop(10_000);
      }
    }
  }

  /**
   * The best of some windows: what every stanza allocates is in each of them, what a compiler that
   * is not done yet allocates is not.
   */
  private long leastPerStanza(final long thread, final RawXmpp from, final RawXmpp to)
      throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < WINDOWS; i++) {
      final long before = threads.getThreadAllocatedBytes(thread);
      exchange(from, to, MEASURED_BATCHES);
      final long bytes = threads.getThreadAllocatedBytes(thread) - before;
      least = Math.min(least, bytes / (MEASURED_BATCHES * BATCH));
    }
    return least;
  }

  private static long threadId(final String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .threadId();
  }

  private static void exchange(final RawXmpp from, final RawXmpp to, final int batches)
      throws IOException {
    final String message =
        "<message to='juliet@localhost/j' type='chat' id='m'><body>what light</body></message>";
    final String last = message.replace("what light", "the last one");
    for (int i = 0; i < batches; i++) {
      from.say(message.repeat(BATCH - 1) + last);
      to.await("the last one</body></message>");
    }
  }
}
