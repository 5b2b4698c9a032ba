// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.account.ImportReport;
import io.ringtail.config.account.Outcome;
import io.ringtail.config.node.TraceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The command line's end of the control socket.
 *
 * <p>Owner: one thread. Allocates: per request.
 */
public final class ControlClient implements AccountAdmin, AutoCloseable {
  private static final int LINES_PER_MESSAGE = 500;
  private static final int MAX_CHARACTERS = LineChannel.MAX_LINE_BYTES / 8;

  private final LineChannel lines;

  private ControlClient(final LineChannel lines) {
    this.lines = lines;
  }

  /** A request the node could not serve; the message is for the operator. */
  public static final class FailedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedRequestException(final String message) {
      super(message);
    }
  }

  /** A connection to the node that runs on this data folder; empty when none does. */
  public static Optional<ControlClient> connect(final Path dataFolder) {
    final Path path = ControlPath.in(dataFolder);
    if (!Files.exists(path) || !ControlPath.fits(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ControlClient(new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(path)))));
    } catch (final IOException nobody) {
      return Optional.empty();
    }
  }

  /** The node's status as it sent it. */
  public ObjectNode status() {
    return ask(request("status"));
  }

  /** What the node shows on its dashboard now. */
  public ObjectNode live() {
    return ask(request("live"));
  }

  /** Has stanzas followed; each step is told as it comes. */
  public Outcome trace(final TraceRequest request, final Consumer<ObjectNode> teller) {
    send(
        request("trace")
            .put("session", request.session())
            .put("id", request.id())
            .put("seconds", request.seconds())
            .put("count", request.count()));
    final ObjectNode answer =
        answer(
            step -> {
              if (!step.path("step").asText().equals("wait")) {
                teller.accept(step);
              }
            });
    return new Outcome(answer.path("ok").asBoolean(), answer.path("text").asText());
  }

  /** Asks the node to stop, and returns when it has: it closes the connection at its end. */
  public void stopAndWait() {
    ask(request("stop"));
    try {
      while (lines.read() != null) {
        // It is stopping; only the end counts.
      }
    } catch (final IOException ended) {
      // A broken connection is an end too.
      return;
    }
  }

  @Override
  public Outcome register(final String username, final String domain, final String password) {
    return outcome(
        request("account.registerUser")
            .put("username", username)
            .put("domain", domain)
            .put("password", password));
  }

  @Override
  public Outcome remove(final String user) {
    return outcome(request("account.removeUser").put("user", user));
  }

  @Override
  public Outcome check(final String user) {
    return outcome(request("account.checkUser").put("user", user));
  }

  @Override
  public Outcome changePassword(final String user, final String newPassword) {
    return outcome(
        request("account.changeUserPassword").put("user", user).put("newPassword", newPassword));
  }

  @Override
  public List<String> list(final String domain, final String after, final int limit) {
    final List<String> users = new ArrayList<>();
    ask(request("account.listUsers").put("domain", domain).put("after", after).put("limit", limit))
        .path("users")
        .forEach(user -> users.add(user.asText()));
    return users;
  }

  @Override
  public Outcome count(final String domain) {
    return outcome(request("account.countUsers").put("domain", domain));
  }

  /** Sends the lines on a thread of its own, so that progress can come back meanwhile. */
  @Override
  public ImportReport importUsers(final Iterator<String> users, final LongConsumer progress) {
    final Thread sender = Thread.ofVirtual().name("import-sender").start(() -> send(users));
    final ObjectNode answer = answer(step -> progress.accept(step.path("progress").asLong()));
    sender.interrupt();
    final List<ImportReport.BadLine> examples = new ArrayList<>();
    for (final JsonNode line : answer.path("examples")) {
      examples.add(new ImportReport.BadLine(line.path("line").asLong(), line.path("why").asText()));
    }
    return new ImportReport(
        answer.path("created").asLong(),
        answer.path("existed").asLong(),
        answer.path("bad").asLong(),
        examples);
  }

  private void send(final Iterator<String> users) {
    try {
      lines.write(request("account.importUsers"));
      while (users.hasNext()) {
        final ObjectNode message = LineChannel.object();
        final ArrayNode batch = message.putArray("lines");
        int characters = 0;
        while (batch.size() < LINES_PER_MESSAGE && characters < MAX_CHARACTERS && users.hasNext()) {
          final String line = users.next();
          characters += line.length();
          batch.add(line);
        }
        lines.write(message);
      }
      lines.write(LineChannel.object().put("end", true));
    } catch (final IOException gone) {
      // The reading side reports that the node is gone.
      return;
    }
  }

  private Outcome outcome(final ObjectNode request) {
    final ObjectNode answer = ask(request);
    return new Outcome(answer.path("ok").asBoolean(), answer.path("text").asText());
  }

  private ObjectNode ask(final ObjectNode request) {
    send(request);
    return answer(step -> {});
  }

  private void send(final ObjectNode request) {
    try {
      lines.write(request);
    } catch (final IOException gone) {
      throw ended();
    }
  }

  /** The last word; what comes before it is a step on the way. */
  private ObjectNode answer(final Consumer<ObjectNode> step) {
    try {
      ObjectNode answer = lines.read();
      while (answer != null && (answer.has("progress") || answer.has("step"))) {
        step.accept(answer);
        answer = lines.read();
      }
      if (answer == null) {
        throw ended();
      }
      if (answer.path("failed").asBoolean()) {
        throw new FailedRequestException(answer.path("text").asText());
      }
      return answer;
    } catch (final IOException gone) {
      throw ended();
    }
  }

  private static FailedRequestException ended() {
    return new FailedRequestException(
        "the node ended the connection; see its log, or try again (it serves 16 at once)");
  }

  private static ObjectNode request(final String verb) {
    return LineChannel.object().put("verb", verb);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (final IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
