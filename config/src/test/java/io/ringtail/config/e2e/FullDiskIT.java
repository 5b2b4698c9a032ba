// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged node whose disk has less room than its journal asks for. */
class FullDiskIT {
  /** No disk has as much. */
  private static final String CONFIG =
      InboxTalk.CONFIG
          + """

          [journal]
            min_free = 4000000000000000000
          """;

  private static final String PING =
      "<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";

  @TempDir private Path folder;

  @Test
  void shouldRefuseMessagesThatMustBeKeptWithAClearErrorAndServeTheRest() throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, CONFIG)) {
      node.register("romeo", "juliet");
      try (TextClient juliet = InboxTalk.login(node, "juliet");
          TextClient romeo = InboxTalk.login(node, "romeo")) {
        romeo.say("<presence/>" + PING);
        await(romeo, "type='result'");
        juliet.say("<message type='chat' to='romeo@localhost' id='m'><body>O</body></message>");
        final String refused = juliet.next();
        assertTrue(refused.contains("type='error'") && refused.contains("id='m'"), refused);
        assertTrue(refused.contains("<resource-constraint"), refused);
        juliet.say("<message type='headline' to='romeo@localhost'><body>N</body></message>");
        await(romeo, "<body>N</body>"); // what is not kept goes on
        juliet.say(PING);
        await(juliet, "type='result'");
      }
      assertEquals(1, node.counter("journal.refusing"));
      assertTrue(node.output().contains("ALARM"), node::output);
    }
  }

  private static void await(final TextClient client, final String text) {
    String next = client.next();
    while (next != null && !next.contains(text)) {
      next = client.next();
    }
    assertTrue(next != null, "the stream ended before " + text);
  }
}
