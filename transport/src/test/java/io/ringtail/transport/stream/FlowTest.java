// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.ping.PingPolicy;
import io.ringtail.ring.Threading;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.StreamSettings;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TestNode.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowTest {
  private TestNode node;

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
    assertEquals(0, node.errors().total(), node.errors().snapshot());
  }

  @ParameterizedTest
  @CsvSource({"INLINE,1", "SHARED,1", "SHARED,2", "DEDICATED,2"})
  void shouldDeliverInOrderInEveryThreadingMode(final Threading mode, final int loops)
      throws Exception {
    start(Plan.plain().with(mode, loops));
    try (RawClient alice = login("alice");
        RawClient bob = login("bob")) {
      sendNumbered(alice, 3_000, "x");
      assertNumbered(bob, 3_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"INLINE,1", "SHARED,2"})
  void shouldDoWithoutEpoll(final Threading mode, final int loops) throws Exception {
    start(Plan.plain().onNio().withRing(64).with(mode, loops));
    assertFalse(node.loops().usesEpoll());
    try (RawClient alice = login("alice");
        RawClient bob = login("bob")) {
      sendNumbered(alice, 3_000, "x");
      assertNumbered(bob, 3_000);
      sendNumbered(alice, 1, "y".repeat(60_000));
      assertNumbered(bob, 1);
      alice.send("</stream:stream>");
      assertTrue(alice.rest().endsWith("</stream:stream>"));
    }
  }

  @ParameterizedTest
  @CsvSource({"INLINE,1", "SHARED,2", "DEDICATED,1"})
  void shouldDeliverBigStanzasWhole(final Threading mode, final int loops) throws Exception {
    start(Plan.plain().with(mode, loops));
    try (RawClient alice = login("alice");
        RawClient bob = login("bob")) {
      for (int i = 0; i < 20; i++) {
        sendNumbered(alice, 1, "y".repeat(60_000));
        assertNumbered(bob, 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"INLINE,1", "SHARED,2"})
  void shouldLoseNothingWhenTheRingIsTiny(final Threading mode, final int loops) throws Exception {
    start(Plan.plain().withRing(8).with(mode, loops));
    try (RawClient alice = login("alice");
        RawClient bob = login("bob")) {
      sendNumbered(alice, 5_000, "z");
      assertNumbered(bob, 5_000);
      assertTrue(node.counters().snapshot().toString().contains("reads.stalled"));
    }
  }

  @Test
  void shouldHoldNobodyBackWhenManySendAtOnceIntoASmallInlineRing() throws Exception {
    start(Plan.plain().withRing(64));
    final List<RawClient> senders = new ArrayList<>();
    try (RawClient bob = login("bob")) {
      for (int i = 0; i < 60; i++) {
        senders.add(login("sender" + i));
      }
      for (int i = 0; i < 60; i++) {
        senders.get(i).send(message("bob", i, "x"));
      }
      for (int i = 0; i < 60; i++) {
        bob.expect("</message>");
      }
    }
    for (final RawClient sender : senders) {
      sender.close();
    }
    assertEquals(0, node.counters().snapshot().get("loop.0.reads.stalled"));
  }

  @Test
  void shouldCloseOnlyTheClientThatNeverReads() throws Exception {
    start(Plan.plain().with(stream(65_536, 5_000, 1 << 16, 0, PingPolicy.OFF)));
    try (RawClient alice = login("alice");
        RawClient deaf = login("bob");
        RawClient carol = login("carol")) {
      final String big = message("bob", 0, "b".repeat(50_000));
      int sent = 0;
      while (!node.router().log().contains("CLOSED bob@example.org/r") && sent++ < 2_000) {
        alice.send(big);
      }
      node.awaitLog("CLOSED bob@example.org/r");
      alice.send(message("carol", 1, "still here"));
      carol.expect("still here");
      assertTrue(deaf.rest().contains("<message"));
    }
  }

  @Test
  void shouldKeepTheOrderForAClientThatReadsLate() throws Exception {
    start(Plan.plain().with(stream(65_536, 5_000, 1 << 25, 0, PingPolicy.OFF)));
    try (RawClient alice = login("alice");
        RawClient late = login("bob");
        RawClient carol = login("carol")) {
      sendNumbered(alice, 300, "b".repeat(60_000)); // far more than the kernel keeps for him
      alice.send(message("carol", 1, "all of it is routed"));
      carol.expect("all of it is routed");
      assertNumbered(late, 300);
      sendNumbered(alice, 300, "small again");
      assertNumbered(late, 300);
    }
  }

  @Test
  void shouldDelayButNotDropWhatTheShaperHoldsBack() throws Exception {
    start(Plan.plain().with(stream(65_536, 5_000, 1 << 20, 20_000, PingPolicy.OFF)));
    try (RawClient alice = login("alice");
        RawClient bob = login("bob")) {
      sendNumbered(alice, 200, "shaped");
      assertNumbered(bob, 200);
    }
  }

  @Test
  void shouldTakeWhatWasReadBeforeTheClientVanished() throws Exception {
    start(Plan.plain().withRing(8));
    try (RawClient bob = login("bob")) {
      final RawClient alice = login("alice");
      sendNumbered(alice, 500, "last words");
      alice.send("</stream:stream>");
      assertNumbered(bob, 500);
      alice.close();
    }
  }

  @Test
  void shouldPingASilentClientAndCloseItWhenItStaysSilent() throws Exception {
    start(Plan.plain().with(stream(65_536, 5_000, 1 << 20, 0, new PingPolicy(200, 300))));
    try (RawClient alice = login("alice")) {
      final String ping = alice.expect("<ping xmlns='urn:xmpp:ping'/></iq>");
      assertTrue(ping.contains("from='example.org' to='alice@example.org/r'"), ping);
      assertTrue(alice.rest().contains("<connection-timeout "));
    }
    node.awaitLog("CLOSED alice@example.org/r");
  }

  @Test
  void shouldKeepAClientThatSendsWhiteSpace() throws Exception {
    start(Plan.plain().with(stream(65_536, 5_000, 1 << 20, 0, new PingPolicy(200, 2_000))));
    try (RawClient alice = login("alice")) {
      for (int i = 0; i < 3; i++) {
        alice.expect("<ping xmlns='urn:xmpp:ping'/>");
        alice.send(" ");
      }
      alice.send("<iq type='get' id='alive'><x xmlns='urn:x'/></iq>").expect("id='alive'");
    }
  }

  @Test
  void shouldSaySystemShutdownWhenTheNodeStops() throws Exception {
    start(Plan.plain());
    try (RawClient alice = login("alice")) {
      node.close();
      assertTrue(alice.rest().contains("<system-shutdown "));
    }
  }

  private void start(final Plan plan) throws InterruptedException {
    node = new TestNode(plan, new FixedCredentials("user", "pencil", new byte[16]));
  }

  private RawClient login(final String user) {
    return new RawClient(node.address()).login(user, "r");
  }

  private static StreamSettings stream(
      final int stanza,
      final long timeoutMs,
      final int outbound,
      final long shaper,
      final PingPolicy ping) {
    return new StreamSettings(stanza, timeoutMs, 3, true, outbound, shaper, ping);
  }

  private static String message(final String to, final int id, final String body) {
    return "<message to='"
        + to
        + "@example.org/r' id='m"
        + id
        + "'><body>"
        + body
        + "</body></message>";
  }

  private static void sendNumbered(final RawClient from, final int count, final String body) {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(message("bob", i, body));
    }
    from.send(text.toString());
  }

  private static void assertNumbered(final RawClient to, final int count) {
    for (int i = 0; i < count; i++) {
      final String got = to.expect("</message>");
      assertTrue(got.startsWith("<message to='bob@example.org/r' id='m" + i + "'>"), got);
    }
  }
}
