// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ringtail.perf.metrics.SeriesBuilder;
import io.ringtail.perf.settings.PerfSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Against a server's end of each protocol. */
class PusherTest {
  private static final long NOW_MS = 1_700_000_000_500L;
  private static final int TIMEOUT_MS = 30_000;

  private static MetricSnapshots metrics() {
    final SeriesBuilder series = new SeriesBuilder();
    series.counter("sm_session_logins", "Logins.", 12);
    series.gauge("domain_sessions", "Sessions.", 1.5, "domain", "chat.example (a b)");
    series.histogram(
        "took_seconds",
        "Durations.",
        new double[] {0.001, 0.01, Double.POSITIVE_INFINITY},
        new long[] {90, 9, 1},
        0.2);
    return new MetricSnapshots(series.build());
  }

  private static PerfSettings.Reporter to(final int port) {
    return new PerfSettings.Reporter("127.0.0.1", port, "ringtail", 60);
  }

  @Test
  void shouldSendLinesToGraphite() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(TIMEOUT_MS);
      final CompletableFuture<String> received =
          CompletableFuture.supplyAsync(() -> readAll(server));
      assertTrue(Pusher.graphite(to(server.getLocalPort()), PusherTest::metrics).push(NOW_MS));
      assertEquals(
          """
          ringtail.domain_sessions.domain.chat_example__a_b_ 1.5 1700000000
          ringtail.sm_session_logins 12 1700000000
          ringtail.took_seconds.count 100 1700000000
          ringtail.took_seconds.p50 0.001 1700000000
          ringtail.took_seconds.p99 0.01 1700000000
          """,
          received.get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    }
  }

  private static String readAll(final ServerSocket server) {
    try (Socket socket = server.accept()) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void shouldSendPacketsToStatsd() throws Exception {
    try (DatagramSocket server =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      server.setSoTimeout(TIMEOUT_MS);
      assertTrue(Pusher.statsd(to(server.getLocalPort()), PusherTest::metrics).push(NOW_MS));
      final DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
      server.receive(packet);
      assertEquals(
          """
          ringtail.domain_sessions.domain.chat_example__a_b_:1.5|g
          ringtail.sm_session_logins:12|g
          ringtail.took_seconds.count:100|g
          ringtail.took_seconds.p50:0.001|g
          ringtail.took_seconds.p99:0.01|g
          """,
          new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldBearAServerThatIsNotThere() throws IOException {
    final int nobody;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = gone.getLocalPort();
    }
    assertFalse(Pusher.graphite(to(nobody), PusherTest::metrics).push(NOW_MS));
  }
}
