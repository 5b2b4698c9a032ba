// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.perf.settings.PerfSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server by its socket, as friends and strangers use it. */
class PerfServerTest {
  private static final int TIMEOUT_MS = 30_000;
  private static final long SHORT_MS = 200;
  private static final String GET = "GET /page HTTP/1.1\r\nHost: localhost\r\n";

  private final List<Socket> sockets = new ArrayList<>();
  private PerfServer server;
  private InetSocketAddress address;

  private void serve(final String password) throws BindException {
    serve(new PerfSettings.Http(true, "127.0.0.1", 0, false, "operator", password));
  }

  private void serve(final PerfSettings.Http settings) throws BindException {
    final Map<String, Page> pages =
        Map.of(
            "/page", request -> Reply.text(200, "here " + request.number("n", -1) + "\n"),
            "/big", request -> Reply.of(200, "text/plain", new byte[8 << 20]),
            "/broken", request -> failing(),
            "/health/live", request -> Reply.text(200, "live\n"));
    server = new PerfServer(settings, new Site(pages, Set.of("/health/live")), SHORT_MS);
    address = server.open();
  }

  private static Reply failing() {
    throw new IllegalStateException("a fault of ours");
  }

  @AfterEach
  void stop() throws IOException {
    for (final Socket socket : sockets) {
      socket.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private Socket connect(final String from) throws IOException {
    final Socket socket = new Socket();
    sockets.add(socket);
    socket.bind(new InetSocketAddress(from, 0));
    socket.setSoTimeout(TIMEOUT_MS);
    socket.connect(address, TIMEOUT_MS);
    return socket;
  }

  private String ask(final String request) throws IOException {
    return ask("127.0.0.1", request);
  }

  /** Everything until the server closes. */
  private String ask(final String from, final String request) throws IOException {
    final Socket socket = connect(from);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return rest(socket);
  }

  private static String rest(final Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (final java.net.SocketException reset) {
      return "reset";
    }
  }

  private static String authorization(final String user, final String password) {
    final byte[] plain = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(plain) + "\r\n";
  }

  private static int status(final String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private String closing(final String more) {
    return GET + more + "Connection: close\r\n\r\n";
  }

  @Test
  void shouldServeAPageWithAStrictPolicy() throws IOException {
    serve("");
    final String answer =
        ask("GET /page?n=7 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assertTrue(answer.endsWith("here 7\n"), answer);
    assertTrue(answer.contains("default-src 'none'; script-src 'self'"), answer);
    assertFalse(answer.contains("unsafe"), answer);
  }

  @Test
  void shouldAnswerSeveralRequestsOnOneConnection() throws IOException {
    serve("");
    final Socket socket = connect("127.0.0.1");
    for (int i = 0; i < 3; i++) {
      socket.getOutputStream().write((GET + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      final StringBuilder answer = new StringBuilder();
      while (answer.indexOf("here -1\n") < 0) {
        answer.append((char) socket.getInputStream().read());
      }
      assertEquals(200, status(answer.toString()));
    }
  }

  @Test
  void shouldAnswerHeadWithoutABody() throws IOException {
    serve("");
    final String answer =
        ask("HEAD /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertEquals(200, status(answer));
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void shouldAskForThePassword() throws IOException {
    serve("sesame");
    final String answer = ask(closing(""));
    assertEquals(401, status(answer));
    assertTrue(
        answer.toLowerCase(java.util.Locale.ROOT).contains("www-authenticate: basic"), answer);
    assertEquals(200, status(ask(closing(authorization("operator", "sesame")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic !!!\r\n",
        "Authorization: Bearer sesame\r\n",
        "Authorization:\r\n",
        "Authorization: Basic c2VzYW1l\r\n"
      })
  void shouldRefuseCredentialsThatAreNone(final String header) throws IOException {
    serve("sesame");
    assertEquals(401, status(ask(closing(header))));
  }

  @Test
  void shouldShutOutAnAddressThatGuesses() throws IOException {
    serve("sesame");
    for (int i = 0; i < Guard.MAX_WRONG; i++) {
      assertEquals(401, status(ask(closing(authorization("operator", "guess" + i)))));
    }
    assertEquals(429, status(ask(closing(authorization("operator", "sesame")))));
    final String other = ask("127.0.0.2", closing(authorization("operator", "sesame")));
    assertEquals(200, status(other), "others are not shut out");
  }

  @Test
  void shouldTellHealthWithoutAPassword() throws IOException {
    serve("sesame");
    final String answer =
        ask("GET /health/live HTTP/1.1\r\nHost: pod\r\nConnection: close\r\n\r\n");
    assertEquals(200, status(answer));
  }

  @Test
  void shouldNotServeAPageOfAnotherNameWithoutAPassword() throws IOException {
    serve("");
    final String answer =
        ask("GET /page HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertEquals(421, status(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 \r\n\r\n",
        "GET\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost localhost\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n"
      })
  void shouldRefuseWhatIsNoRequest(final String request) throws IOException {
    serve("");
    final String answer = ask(request);
    assertTrue(List.of(400, 413).contains(status(answer)), answer);
  }

  @Test
  void shouldRefuseEndlessLinesAndHeaders() throws IOException {
    serve("");
    final String line = ask("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n");
    assertTrue(line.equals("reset") || status(line) == 400, line);
    final String header = ask(GET + "X: " + "a".repeat(100_000) + "\r\n\r\n");
    assertTrue(header.equals("reset") || status(header) == 400, header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 104857600", "Transfer-Encoding: chunked"})
  void shouldRefuseABodyBeforeItIsRead(final String header) throws IOException {
    serve("");
    final Socket socket = connect("127.0.0.1");
    socket
        .getOutputStream()
        .write(
            ("POST /page HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(413, status(rest(socket)));
    final byte[] piece = new byte[1 << 20];
    assertThrows(
        IOException.class,
        () -> {
          for (int i = 0; i < 100; i++) {
            socket.getOutputStream().write(piece);
          }
        },
        "nobody reads 100 MB");
  }

  @Test
  void shouldOnlyTakeGetAndHead() throws IOException {
    serve("");
    final String answer =
        ask("DELETE /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertEquals(405, status(answer));
  }

  @Test
  void shouldCutOffWhoeverNeverFinishesAsking() throws IOException {
    serve("");
    final Socket socket = connect("127.0.0.1");
    socket.getOutputStream().write(GET.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("", rest(socket));
  }

  @Test
  void shouldCutOffWhoeverDoesNotRead() throws IOException {
    serve("");
    final Socket lazy = connect("127.0.0.1");
    lazy.getOutputStream()
        .write(
            "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    final InputStream in = lazy.getInputStream();
    assertTrue(in.read() >= 0, "the answer begins");
    // the deadline passes while nothing is read; others are served meanwhile
    awaitGone(lazy);
    assertEquals(200, status(ask(closing(""))));
  }

  /** The server has closed its end once it does not know the connection any more. */
  private void awaitGone(final Socket socket) {
    final long untilNs = System.nanoTime() + TIMEOUT_MS * 1_000_000L;
    while (server.connections() > 0) {
      assertTrue(System.nanoTime() < untilNs, () -> "still connected: " + socket);
      Thread.onSpinWait();
    }
  }

  @Test
  void shouldServeSoManyConnectionsAndNoMore() throws IOException {
    serve("");
    for (int i = 0; i < PerfServer.MAX_CONNECTIONS + 20; i++) {
      connect("127.0.0.1");
    }
    assertTrue(server.connections() <= PerfServer.MAX_CONNECTIONS);
  }

  @Test
  void shouldAnswerForAFaultOfOurs() throws IOException {
    serve("");
    final String answer =
        ask("GET /broken HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertEquals(500, status(answer));
    assertFalse(answer.contains("a fault of ours"), "that is for the log");
  }

  @Test
  void shouldTakeAnotherPortOnlyWhereNobodyAskedForThisOne() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      final int port = taken.getLocalPort();
      serve(new PerfSettings.Http(true, "127.0.0.1", port, true, "operator", ""));
      assertEquals(200, status(ask(closing(""))));
      final PerfServer second =
          new PerfServer(
              new PerfSettings.Http(true, "127.0.0.1", port, false, "operator", ""),
              new Site(Map.of(), Set.of()),
              SHORT_MS);
      assertThrows(BindException.class, second::open);
    }
  }
}
