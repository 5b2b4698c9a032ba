// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices of one account that read at the same moment, on two connections. */
class MarkersIT {
  private static final int LEFT = 2;

  private final InboxTalk talk = new InboxTalk();
  @TempDir private Path folder;

  @Test
  void shouldLeaveUnreadWhatNeitherOfTwoDevicesThatMarkAtOnceHasRead() throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG)) {
      node.register("romeo", "juliet");
      try (TextClient juliet = InboxTalk.login(node, "juliet");
          TextClient phone = InboxTalk.login(node, "romeo", "phone");
          TextClient tablet = InboxTalk.login(node, "romeo", "tablet");
          ExecutorService threads = Executors.newFixedThreadPool(2)) {
        talk.answeredBurst(juliet);
        talk.answeredBurst(juliet);
        final int last = talk.sent() - LEFT;
        final List<Callable<Boolean>> both =
            List.of(() -> mark(phone, 0, last), () -> mark(tablet, 1, last));
        for (final Future<Boolean> marked : threads.invokeAll(both)) {
          assertTrue(marked.get());
        }
        assertEquals(LEFT, InboxTalk.unread(node));
      }
      node.kill();
    }
    try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG)) {
      assertEquals(LEFT, InboxTalk.unread(node), "after a kill, too");
    }
  }

  /** Every second one from {@code first} on, in order, then waits for an answer. */
  private static boolean mark(final TextClient romeo, final int first, final int end) {
    for (int i = first; i < end; i += 2) {
      romeo.say(
          "<message type='chat' to='juliet@localhost'><displayed xmlns='urn:xmpp:chat-markers:0'"
              + " id='m"
              + i
              + "'/></message>");
    }
    romeo.say("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
    String next = romeo.next(); // she is not there to take them
    while (next != null && next.contains("type='error'")) {
      next = romeo.next();
    }
    return next != null && next.contains("type='result'");
  }
}
