// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.account.ImportReport;
import io.ringtail.config.account.Outcome;
import io.ringtail.config.node.NodeControl;
import io.ringtail.config.node.NodeStatus;
import io.ringtail.config.node.TraceRequest;
import io.ringtail.handlers.port.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests of one control connection, one after the other.
 *
 * <pre>
 *   ► {"verb":"account.checkUser","user":"alice@localhost"}
 *   ◄ {"ok":true,"text":"alice@localhost exists"}
 *   ► {"verb":"account.importUsers"}  ► {"lines":["a,localhost,p", …]} …  ► {"end":true}
 *   ◄ {"progress":1000} …             ◄ {"ok":true,"created":…,"existed":…,"bad":…}
 * </pre>
 *
 * <p>Owner: the connection's virtual thread. Allocates: per request.
 */
final class ControlDialogue {
  private static final Logger LOG = LoggerFactory.getLogger(ControlDialogue.class);
  private static final String STOP = "stop";
  private static final int MAX_TRACE_SECONDS = 3_600;
  private static final int MAX_TRACED = 100_000;
  private static final long PROGRESS_NANOS = 100_000_000L;

  private final NodeControl node;
  private final AccountAdmin accounts;

  ControlDialogue(final NodeControl node, final AccountAdmin accounts) {
    this.node = node;
    this.accounts = accounts;
  }

  void run(final LineChannel lines) throws IOException {
    ObjectNode request = lines.read();
    while (request != null) {
      lines.write(answer(request, lines));
      if (text(request, "verb").equals(STOP)) {
        node.stop(); // behind the answer: without one the other side must not believe in the end
      }
      request = lines.read();
    }
  }

  private ObjectNode answer(final ObjectNode request, final LineChannel lines) {
    try {
      return switch (text(request, "verb")) {
        case "status" -> status();
        case "live" -> node.live().put("ok", true);
        case "trace" -> outcome(trace(request, lines));
        case STOP -> outcome(Outcome.done("stopping"));
        case "account.registerUser" ->
            outcome(
                accounts.register(
                    text(request, "username"), text(request, "domain"), text(request, "password")));
        case "account.removeUser" -> outcome(accounts.remove(text(request, "user")));
        case "account.checkUser" -> outcome(accounts.check(text(request, "user")));
        case "account.changeUserPassword" ->
            outcome(accounts.changePassword(text(request, "user"), text(request, "newPassword")));
        case "account.countUsers" -> outcome(accounts.count(text(request, "domain")));
        case "account.listUsers" -> list(request);
        case "account.importUsers" -> report(importUsers(lines));
        default -> failed("this node does not know the request " + text(request, "verb"));
      };
    } catch (final StoreException broken) {
      LOG.warn("Control request {} failed", text(request, "verb"), broken);
      return failed("the database did not do it: " + broken.getMessage());
    } catch (final UncheckedIOException gone) {
      return failed("the connection broke off: " + gone.getMessage());
    }
  }

  private ObjectNode status() {
    final NodeStatus status = node.status();
    final ObjectNode answer = LineChannel.object().put("ok", true);
    answer.put("state", status.state());
    answer.put("pid", ProcessHandle.current().pid());
    answer.put("startedAtMs", status.startedAtMs());
    answer.put("sessions", status.sessions());
    status.domains().forEach(answer.putArray("domains")::add);
    status.listeners().forEach(answer.putArray("listeners")::add);
    answer.put("ready", status.live().path("ready").asBoolean());
    answer.set("health", status.live().path("health"));
    final ObjectNode counters = answer.putObject("counters");
    status.counters().forEach(counters::put);
    return answer;
  }

  private Outcome trace(final ObjectNode request, final LineChannel lines) {
    return node.trace(
        new TraceRequest(
            text(request, "session"),
            text(request, "id"),
            Math.clamp(request.path("seconds").asInt(), 1, MAX_TRACE_SECONDS),
            Math.clamp(request.path("count").asInt(), 1, MAX_TRACED)),
        step -> {
          try {
            lines.write(step);
          } catch (final IOException gone) {
            throw new UncheckedIOException(gone); // nobody listens any more: the trace ends
          }
        });
  }

  private ObjectNode list(final ObjectNode request) {
    final ObjectNode answer = LineChannel.object().put("ok", true);
    final ArrayNode users = answer.putArray("users");
    final int limit = Math.clamp(request.path("limit").asInt(1000), 1, 1000);
    accounts.list(text(request, "domain"), text(request, "after"), limit).forEach(users::add);
    return answer;
  }

  private ImportReport importUsers(final LineChannel lines) {
    final long[] last = {System.nanoTime()};
    final SentLines sent = new SentLines(lines);
    final ImportReport report =
        accounts.importUsers(
            sent,
            done -> {
              if (System.nanoTime() - last[0] > PROGRESS_NANOS) {
                last[0] = System.nanoTime();
                sent.progress(done);
              }
            });
    return report;
  }

  private static ObjectNode report(final ImportReport report) {
    final ObjectNode answer = LineChannel.object().put("ok", true);
    answer.put("created", report.created());
    answer.put("existed", report.existed());
    answer.put("bad", report.bad());
    final ArrayNode examples = answer.putArray("examples");
    report
        .examples()
        .forEach(line -> examples.addObject().put("line", line.number()).put("why", line.why()));
    return answer;
  }

  private static ObjectNode outcome(final Outcome outcome) {
    return LineChannel.object().put("ok", outcome.ok()).put("text", outcome.text());
  }

  private static ObjectNode failed(final String text) {
    return LineChannel.object().put("ok", false).put("failed", true).put("text", text);
  }

  private static String text(final ObjectNode request, final String name) {
    return request.path(name).asText("");
  }

  /** Lines of a file as the other side sends them, until it says that there are no more. */
  private static final class SentLines implements Iterator<String> {
    private final LineChannel channel;
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean ended;

    SentLines(final LineChannel channel) {
      this.channel = channel;
    }

    void progress(final long done) {
      try {
        channel.write(LineChannel.object().put("progress", done));
      } catch (final IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }

    @Override
    public boolean hasNext() {
      while (lines.isEmpty() && !ended) {
        receive();
      }
      return !lines.isEmpty();
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return lines.poll();
    }

    private void receive() {
      try {
        final ObjectNode message = channel.read();
        if (message == null) {
          throw new IOException("the file was not sent to its end");
        }
        for (final JsonNode line : message.path("lines")) {
          lines.add(line.asText());
        }
        ended = message.path("end").asBoolean();
      } catch (final IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }
}
