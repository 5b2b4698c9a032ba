// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.ResourceLeakDetector;
import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.TargetResult;
import io.ringtail.bench.run.FakeServer.Vice;
import io.ringtail.bench.scenario.ScenarioFile;
import io.ringtail.bench.scenario.TargetException;
import io.ringtail.bench.xmpp.Security;
import io.ringtail.bench.xmpp.Target;
import io.ringtail.bench.xmpp.Target.Transport;
import io.ringtail.bench.xmpp.Target.Users;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LabTest {
  private static final List<String> QUICK =
      List.of(
          "population.users=8",
          "load.rate=400",
          "phases.warm_up_s=0",
          "phases.warm_up_max_s=0",
          "phases.measure_s=0.6",
          "phases.drain_s=2",
          "phases.repeats=2");

  @Test
  void shouldDeliverAndCountEveryMessageOfTwoTargetsInTurn() throws InterruptedException {
    try (FakeServer one = new FakeServer(Vice.NONE);
        FakeServer two = new FakeServer(Vice.NONE)) {
      final LabRun run =
          run("one-to-one", List.of(), target("one", one.port()), target("two", two.port()));

      for (final TargetResult result : run.targets()) {
        assertEquals(2, result.rounds().size());
        for (final Round round : result.rounds()) {
          assertTrue(round.checks().isClean(), round.checks().toString());
          assertTrue(round.checks().received() > 100, round.checks().toString());
          assertTrue(round.latency().histogram().getTotalCount() > 50);
        }
      }
      assertEquals(List.of(0, 2), indices(run.targets().get(0)));
      assertEquals(List.of(1, 3), indices(run.targets().get(1)));
    }
  }

  @Test
  void shouldAllocateNothingForAStanza() throws InterruptedException {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as Bench does
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final Round round =
          run(
                  "one-to-one",
                  List.of("load.rate=5000", "phases.measure_s=1.5"),
                  target("one", server.port()))
              .targets()
              .get(0)
              .rounds()
              .get(1);

      final double bytes = round.usage().figures().get("generator bytes allocated per stanza");
      assertTrue(round.checks().received() > 5_000, round.checks().toString());
      assertTrue(bytes < 8, bytes + " bytes"); // a window's own few; one object would be 16
    }
  }

  @Test
  void shouldKeepAFixedNumberUnderWayInAClosedLoop() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final LabRun run =
          run("one-to-one", List.of("load.model=closed"), target("one", server.port()));
      final Round round = run.targets().get(0).rounds().get(0);

      assertEquals(Round.LoadModel.CLOSED, round.load());
      assertTrue(round.checks().isClean(), round.checks().toString());
      assertTrue(round.checks().received() > 8, round.checks().toString());
    }
  }

  @Test
  void shouldLogInAndOutOnSchedule() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final LabRun run = run("login-storm", List.of("load.rate=50"), target("one", server.port()));
      final Round round = run.targets().get(0).rounds().get(0);

      assertTrue(round.checks().isClean(), round.checks().toString());
      assertTrue(round.checks().received() > 5, round.checks().toString());
    }
  }

  @Test
  void shouldReconnectOnSchedule() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final LabRun run =
          run("reconnect-storm", List.of("load.rate=50"), target("one", server.port()));
      final Round round = run.targets().get(0).rounds().get(1);

      assertTrue(round.checks().isClean(), round.validity().toString());
      assertTrue(round.checks().received() > 5, round.checks().toString());
    }
  }

  @Test
  void shouldLookUpPagesOfTheArchive() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE, "urn:xmpp:mam:2")) {
      final Round round =
          firstRound("mam-lookup", List.of("load.rate=200"), target("one", server.port()));

      assertTrue(round.checks().isClean(), round.validity().toString());
      assertTrue(round.checks().received() > 20, round.checks().toString());
    }
  }

  @Test
  void shouldCountEveryOccupantsCopyInARoom() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE, "urn:xmpp:muclight:0")) {
      final Round round =
          firstRound(
              "muclight",
              List.of("load.rate=100", "rooms.size=" + FakeServer.ROOM_SIZE),
              target("one", server.port()));

      assertTrue(round.checks().isClean(), round.validity().toString());
      assertEquals(0, round.checks().sent() % FakeServer.ROOM_SIZE);
      assertTrue(round.checks().received() > 50, round.checks().toString());
    }
  }

  @Test
  void shouldCountEveryContactThatSawAPresence() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final Round round =
          firstRound(
              "presence-storm",
              List.of("load.rate=100", "roster.contacts=7"),
              target("one", server.port()));

      assertTrue(round.checks().isClean(), round.validity().toString());
      assertEquals(0, round.checks().sent() % 7);
      assertTrue(round.checks().received() > 50, round.checks().toString());
    }
  }

  @Test
  void shouldExpectNothingOfContactsThatAGroupDoesNotHave() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final Round round =
          firstRound(
              "presence-storm",
              List.of("load.rate=100", "roster.contacts=7", "population.users=6"),
              target("one", server.port()));

      assertTrue(round.checks().isClean(), round.validity().toString());
      assertEquals(0, round.checks().sent() % 5);
    }
  }

  @Test
  void shouldAskABusyServerOnlyOnceForEachContact() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.BUSY)) {
      final Round round =
          firstRound(
              "presence-storm",
              List.of("load.rate=100", "roster.contacts=7"),
              target("one", server.port()));

      assertTrue(round.checks().isClean(), round.validity().toString());
      assertEquals(8 * 7, server.subscriptions());
    }
  }

  @Test
  void shouldMixMessagesAndPresenceWhereNothingElseIsOffered() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final Round round = firstRound("mixed", List.of(), target("one", server.port()));

      assertTrue(round.checks().isClean(), round.validity().toString());
      assertTrue(round.checks().received() > 50, round.checks().toString());
    }
  }

  @Test
  void shouldReportWhatIsNotOfferedAsNotOffered() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final TargetResult result =
          run("mam-lookup", List.of(), target("one", server.port())).targets().get(0);

      assertFalse(result.isOffered());
      assertEquals("urn:xmpp:mam:2", result.notOffered());
    }
  }

  @Test
  void shouldSayThatATargetIsDown() {
    final String message = refusal(target("gone", 1));
    assertTrue(message.contains("gone (127.0.0.1:1) is down: nothing listens there"), message);
  }

  @Test
  void shouldSayHowToGetMissingAccounts() {
    try (FakeServer server = new FakeServer(Vice.EMPTY)) {
      final String message = refusal(target("one", server.port()));
      assertTrue(message.contains("does not know user0@localhost"), message);
      assertTrue(message.contains("--create-accounts"), message);
    }
  }

  @Test
  void shouldCreateAccountsWhenAskedTo() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.EMPTY);
        Lab lab = lab("one-to-one", List.of(), true, target("one", server.port()))) {
      lab.open();
      lab.repeat();
      assertTrue(lab.result().targets().get(0).rounds().get(0).checks().isClean());
    }
  }

  @Test
  void shouldSayThatATargetSendsGarbage() {
    try (FakeServer server = new FakeServer(Vice.GARBAGE)) {
      final String message = refusal(target("one", server.port()));
      assertTrue(message.contains("not XMPP: HTTP/1.1 400"), message);
    }
  }

  @Test
  void shouldVoidAWindowInWhichGarbageCame() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.LATE_GARBAGE)) {
      final Round round = firstRound("one-to-one", List.of(), target("one", server.port()));

      assertTrue(round.validity().voidReasons().toString().contains("not XMPP: <<<>>>"));
      assertTrue(round.checks().lost() > 0);
    }
  }

  @Test
  void shouldEndAndVoidAWindowInWhichTheTargetDied() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.DIES)) {
      final Round round =
          firstRound("one-to-one", List.of("phases.measure_s=30"), target("one", server.port()));

      assertTrue(round.validity().partial());
      assertTrue(
          round.validity().voidReasons().toString().contains("a session was lost"),
          round.validity().toString());
    }
  }

  @Test
  void shouldTellWhatWasMeasuredWhenInterrupted() throws InterruptedException {
    try (FakeServer server = new FakeServer(Vice.NONE)) {
      final Interruption interruption = new Interruption();
      final List<String> overrides = with(QUICK, "phases.measure_s=30");
      final Lab.Order order = order("one-to-one", overrides, false, target("one", server.port()));
      try (Lab lab = new Lab(order, quiet(), interruption)) {
        lab.open();
        interruption.want();
        lab.measure(lab.rigs().get(0), 400, "window");
        assertTrue(lab.result().partial());
        assertTrue(lab.result().targets().get(0).rounds().get(0).validity().partial());
      }
    }
  }

  private static List<Integer> indices(final TargetResult result) {
    return result.rounds().stream().map(Round::index).toList();
  }

  private static String refusal(final Target target) {
    try (Lab lab = lab("one-to-one", List.of(), false, target)) {
      return assertThrows(TargetException.class, lab::open).getMessage();
    }
  }

  private static Round firstRound(
      final String scenario, final List<String> overrides, final Target target)
      throws InterruptedException {
    return run(scenario, overrides, target).targets().get(0).rounds().get(0);
  }

  private static LabRun run(
      final String scenario, final List<String> overrides, final Target... targets)
      throws InterruptedException {
    try (Lab lab = lab(scenario, overrides, false, targets)) {
      lab.open();
      lab.repeat();
      return lab.result();
    }
  }

  private static Lab lab(
      final String scenario,
      final List<String> overrides,
      final boolean create,
      final Target... targets) {
    return new Lab(
        order(scenario, with(QUICK, overrides.toArray(new String[0])), create, targets),
        quiet(),
        new Interruption());
  }

  private static Lab.Order order(
      final String scenario,
      final List<String> overrides,
      final boolean create,
      final Target... targets) {
    return new Lab.Order(
        ScenarioFile.read(scenario, overrides),
        List.of(targets),
        Map.of(),
        2,
        create,
        FloorCard.notMeasured(),
        null);
  }

  private static List<String> with(final List<String> base, final String... more) {
    final List<String> all = new ArrayList<>(base);
    all.addAll(List.of(more));
    return all;
  }

  private static Progress quiet() {
    return new Progress(
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), false);
  }

  private static Target target(final String name, final int port) {
    return new Target(
        name,
        Transport.TCP,
        "127.0.0.1",
        port,
        "",
        Security.PLAIN,
        new Users("localhost", "user", "{user}", "auto"));
  }
}
