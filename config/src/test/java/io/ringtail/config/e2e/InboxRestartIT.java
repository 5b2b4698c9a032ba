// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unread counts of the packaged node, killed in the middle of it. */
class InboxRestartIT {
  private static final int ROUNDS = Integer.getInteger("ringtail.inbox.kills", 3);
  private static final int BURST = 50;
  private static final Pattern TOTAL = Pattern.compile("all-unread='(\\d+)'");
  private static final String CONFIG =
      """
      [general]
        hosts = ["localhost"]
        default_server_domain = "localhost"

      [auth.password]
        format = "plain"

      [[listen.c2s]]
        port = 0
        ip_address = "127.0.0.1"
        allow_plain_without_tls = true
        tls.mode = "none"

      [modules.mod_presence]
      [modules.mod_ping]
      [modules.mod_mam]
      [modules.mod_inbox]
      """;

  @TempDir private Path folder;
  private int sent;

  @Test
  void shouldCountWhatWasAnsweredExactlyOnceHoweverTheNodeEnds() throws Exception {
    final long seed = System.nanoTime();
    final SplittableRandom random = new SplittableRandom(seed);
    int answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (PackagedNode node = PackagedNode.start(folder, CONFIG)) {
        if (round == 0) {
          node.register("romeo", "juliet");
        }
        final int unread = unread(node);
        assertTrue(
            unread >= answered && unread <= sent,
            () -> unread + " unread, " + sent + " sent, seed " + seed);
        sent = unread; // what had not been answered may be lost, and then it was not counted
        answered = talk(node, random.nextInt(1, 8));
        node.process().kill();
        node.process().awaitExit();
      }
    }
    try (PackagedNode node = PackagedNode.start(folder, CONFIG)) {
      final int unread = unread(node);
      assertTrue(unread >= answered && unread <= sent, () -> unread + " unread, seed " + seed);
      mark(node, "m" + (unread - 3));
      assertEquals(2, unread(node), "the two behind the marked one");
      node.process().kill();
      node.process().awaitExit();
    }
    try (PackagedNode node = PackagedNode.start(folder, CONFIG)) {
      assertEquals(2, unread(node), "after the last start");
    }
  }

  /** Sends bursts, each answered for; the last one is cut short by whoever called. */
  private int talk(final PackagedNode node, final int bursts) {
    int answered = sent;
    try (TextClient juliet = login(node, "juliet")) {
      for (int i = 0; i < bursts; i++) {
        burst(juliet);
        juliet.say("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertTrue(juliet.next().contains("type='result'"));
        answered = sent;
      }
      burst(juliet);
    }
    return answered;
  }

  private void burst(final TextClient juliet) {
    for (int i = 0; i < BURST; i++) {
      juliet.say(
          "<message type='chat' to='romeo@localhost' id='m"
              + sent
              + "'><body>"
              + sent
              + "</body></message>");
      sent++;
    }
  }

  private static TextClient login(final PackagedNode node, final String user) {
    return new TextClient(node.withoutTls())
        .login(user, PackagedNode.DOMAIN, PackagedNode.PASSWORD, "it");
  }

  private static int unread(final PackagedNode node) {
    try (TextClient romeo = login(node, "romeo")) {
      romeo.say("<iq type='get' id='q'><inbox xmlns='urn:xmpp:inbox:1' messages='false'/></iq>");
      while (true) {
        final Matcher total = TOTAL.matcher(romeo.next());
        if (total.find()) {
          return Integer.parseInt(total.group(1));
        }
      }
    }
  }

  private static void mark(final PackagedNode node, final String id) {
    try (TextClient romeo = login(node, "romeo")) {
      romeo.say(
          "<message type='chat' to='juliet@localhost'><displayed xmlns='urn:xmpp:chat-markers:0'"
              + " id='"
              + id
              + "'/></message>"
              + "<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
      romeo.next();
    }
  }
}
