// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.account.ImportReport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the control socket. */
class ControlSocketTest {
  @TempDir Path folder;
  private final FakeNode node = new FakeNode();
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    server = ControlServer.start(folder, node, node.accounts());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ControlClient client() {
    return ControlClient.connect(folder).orElseThrow();
  }

  @Test
  void shouldBeForItsOwnerOnly() throws IOException {
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(ControlPath.in(folder)));
  }

  @Test
  void shouldTellTheStatus() {
    try (ControlClient client = client()) {
      assertEquals("running", client.status().path("state").asText());
      assertEquals(7, client.status().path("counters").path("ring.stalls").asInt());
      assertEquals(ProcessHandle.current().pid(), client.status().path("pid").asLong());
    }
  }

  @Test
  void shouldCarryEveryAccountRequest() {
    try (ControlClient client = client()) {
      assertTrue(client.register("alice", "localhost", "a \"quoted\" secret").ok());
      assertTrue(client.check("alice@localhost").ok());
      assertTrue(client.changePassword("alice@localhost", "other").ok());
      assertEquals(List.of("alice@localhost"), client.list("localhost", "", 10));
      assertEquals("1", client.count("localhost").text());
      assertTrue(client.remove("alice@localhost").ok());
      assertFalse(client.check("alice@localhost").ok());
    }
  }

  @Test
  void shouldImportManyLinesAndReportTheBadOnes() {
    try (ControlClient client = client()) {
      final ImportReport report =
          client.importUsers(
              IntStream.range(0, 5_000)
                  .mapToObj(i -> i == 1_234 ? "bad line" : "user" + i + ",localhost,p")
                  .iterator(),
              done -> {});
      assertEquals(4_999, report.created());
      assertEquals(
          List.of(
              new ImportReport.BadLine(1_235, "has 1 fields instead of username,domain,password")),
          report.examples());
      assertTrue(client.check("user4999@localhost").ok());
    }
  }

  @Test
  void shouldReturnFromStopWhenTheNodeHasEnded() throws InterruptedException {
    try (ControlClient client = client()) {
      final Thread ending = Thread.ofVirtual().start(this::endWithTheNode);
      client.stopAndWait();
      ending.join();
    }
    assertTrue(ControlClient.connect(folder).isEmpty());
  }

  @Test
  void shouldNotTakeARefusedConnectionForTheEndOfTheNode() throws Exception {
    final Path busy = Files.createDirectories(folder.resolve("busy"));
    try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      full.bind(UnixDomainSocketAddress.of(ControlPath.in(busy)));
      final ControlClient client = ControlClient.connect(busy).orElseThrow();
      full.accept().close();
      assertThrows(ControlClient.FailedRequestException.class, client::stopAndWait);
      client.close();
    }
  }

  private void endWithTheNode() {
    try {
      node.awaitStopped();
      server.close();
    } catch (final InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldFindNoNodeWhereNoneIs() throws IOException {
    assertTrue(ControlClient.connect(folder.resolve("elsewhere")).isEmpty());
    Files.createDirectories(folder.resolve("dead"));
    Files.createFile(ControlPath.in(folder.resolve("dead")));
    assertTrue(ControlClient.connect(folder.resolve("dead")).isEmpty());
  }

  @Test
  void shouldTakeOverTheSocketOfADeadNode() throws IOException {
    final Path dead = Files.createDirectories(folder.resolve("dead"));
    Files.createFile(ControlPath.in(dead));
    final ControlServer other = ControlServer.start(dead, node, node.accounts());
    try (ControlClient client = ControlClient.connect(dead).orElseThrow()) {
      assertEquals("running", client.status().path("state").asText());
    } finally {
      other.close();
    }
  }

  @Test
  void shouldRefuseAFolderWhosePathIsTooLongForASocket() {
    final Path longPath = folder.resolve("x".repeat(100));
    assertTrue(
        assertThrows(IOException.class, () -> ControlServer.start(longPath, node, node.accounts()))
            .getMessage()
            .contains("choose a shorter --data"));
  }

  @Test
  void shouldEndAConnectionThatSendsAnythingElse() throws IOException {
    for (final String garbage : List.of("garbage\n", "[1]\n", "x".repeat(300_000))) {
      assertEquals("", exchange(garbage));
    }
    try (ControlClient client = client()) {
      assertEquals("running", client.status().path("state").asText());
    }
  }

  @Test
  void shouldAnswerARequestItDoesNotKnow() throws IOException {
    assertTrue(exchange("{\"verb\":\"dance\"}\n").contains("does not know the request dance"));
  }

  /** What comes back until the server closes or has answered once. */
  private String exchange(final String request) throws IOException {
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(ControlPath.in(folder)))) {
      final ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      final ByteBuffer in = ByteBuffer.allocate(10_000);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.read(in);
      return new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
    } catch (final IOException reset) {
      return "";
    }
  }
}
