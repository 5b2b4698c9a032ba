// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.Outcome;
import io.ringtail.handlers.node.Command;
import io.ringtail.parser.Jid;
import io.ringtail.perf.trace.Trace;
import io.ringtail.perf.trace.TraceSwitch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows single stanzas through the stages for {@code ringtail trace}; one trace at a time. Tells
 * times and decisions, never a body.
 *
 * <p>Owner: the control connection's thread; asks the Router by command. Allocates: per trace and
 * per traced stanza.
 */
final class Tracing {
  private static final long TIMEOUT_MS = 5_000;
  private static final long POLL_MS = 200;
  private static final long LAST_FLUSH_MS = 500;

  private final TraceSwitch traces;
  private final Predicate<Command> router;

  /**
   * @param router takes a command; false when too many are under way
   */
  Tracing(final TraceSwitch traces, final Predicate<Command> router) {
    this.traces = traces;
    this.router = router;
  }

  /** Tells every step until the time is over or enough was seen; what the last word is. */
  Outcome run(final TraceRequest request, final Consumer<ObjectNode> teller) {
    final Trace trace;
    if (request.id().isEmpty()) {
      final Long handle = handleOf(request.session());
      if (handle == null) {
        return new Outcome(false, "no session of " + request.session() + " is bound");
      }
      trace = Trace.ofSession(handle);
    } else {
      trace = Trace.ofId(request.id());
    }
    if (!traces.arm(trace)) {
      return new Outcome(false, "another trace runs; one at a time");
    }
    try {
      return follow(trace, request, teller);
    } finally {
      traces.disarm(trace);
    }
  }

  private Outcome follow(
      final Trace trace, final TraceRequest request, final Consumer<ObjectNode> teller) {
    final Set<Long> told = new HashSet<>();
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(request.seconds());
    while (System.nanoTime() - endNs < 0 && !Thread.currentThread().isInterrupted()) {
      final boolean hadEnough = told.size() == request.count();
      tell(next(trace), told, hadEnough, teller);
      if (!hadEnough && told.size() == request.count()) {
        // the last one's flush is still to come
        endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_FLUSH_MS);
      }
    }
    final int seen = told.size();
    return new Outcome(seen > 0, seen == 1 ? "1 stanza followed" : seen + " stanzas followed");
  }

  private void tell(
      final Trace.Step step,
      final Set<Long> told,
      final boolean hadEnough,
      final Consumer<ObjectNode> teller) {
    if (step == null) {
      // the other side may be gone: only writing to it tells
      teller.accept(JsonNodeFactory.instance.objectNode().put("step", "wait"));
    } else if (step instanceof Trace.Step.Decided decided && !hadEnough) {
      told.add(decided.key());
      teller.accept(decided(decided));
    } else if (step instanceof Trace.Step.Flushed flushed && told.contains(flushed.key())) {
      teller.accept(flushed(flushed));
    }
  }

  private static Trace.Step next(final Trace trace) {
    try {
      return trace.next(POLL_MS);
    } catch (final InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private ObjectNode decided(final Trace.Step.Decided step) {
    final Map<Long, String> names = namesOf(step);
    final ObjectNode told = JsonNodeFactory.instance.objectNode().put("step", "stages");
    told.put("key", step.key());
    told.put("element", step.notes().element());
    told.put("type", step.notes().type());
    told.put("id", step.notes().id());
    told.put("from", name(names, step.notes().session()));
    told.put("to", step.notes().to());
    told.put("bytes", step.notes().bytes());
    laps(told, step.laps());
    final ArrayNode decisions = told.putArray("decisions");
    for (final Trace.Decision decision : step.decisions()) {
      final ObjectNode one = decisions.addObject().put("action", decision.action());
      one.put("more", decision.more());
      final ArrayNode sessions = one.putArray("sessions");
      decision.sessions().forEach(handle -> sessions.add(name(names, handle)));
    }
    return told;
  }

  private static ObjectNode flushed(final Trace.Step.Flushed step) {
    final ObjectNode told = JsonNodeFactory.instance.objectNode().put("step", "flush");
    told.put("key", step.key());
    laps(told, step.laps());
    return told;
  }

  private static void laps(final ObjectNode told, final List<Trace.Lap> laps) {
    final ArrayNode listed = told.putArray("laps");
    laps.forEach(lap -> listed.addObject().put("stage", lap.stage()).put("ns", lap.tookNs()));
  }

  private static String name(final Map<Long, String> names, final long handle) {
    return names.getOrDefault(handle, "a session that has ended");
  }

  /** Full JIDs of the sessions a step speaks of. */
  private Map<Long, String> namesOf(final Trace.Step.Decided step) {
    final Set<Long> wanted = new HashSet<>();
    wanted.add(step.notes().session());
    step.decisions().forEach(decision -> wanted.addAll(decision.sessions()));
    final CompletableFuture<Map<Long, String>> answer = new CompletableFuture<>();
    ask(
        (node, out) -> {
          final Map<Long, String> names = new HashMap<>();
          node.forEachSession(
              session -> {
                if (wanted.contains(session.handle())) {
                  names.put(session.handle(), session.jid().toString());
                }
              });
          answer.complete(names);
        },
        answer,
        Map.of());
    return answer.getNow(Map.of());
  }

  /** The handle of a session by its full JID, or of the account's first; null without any. */
  private Long handleOf(final String jid) {
    final Jid wanted = Jid.parse(jid);
    final CompletableFuture<Long> answer = new CompletableFuture<>();
    if (wanted == null) {
      return null;
    }
    ask(
        (node, out) -> {
          final var account = node.account(wanted.bare());
          Long handle = null;
          for (int i = 0; account != null && i < account.sessionCount(); i++) {
            final var session = account.session(i);
            if (handle == null && matches(session.jid(), wanted)) {
              handle = session.handle();
            }
          }
          answer.complete(handle);
        },
        answer,
        null);
    return answer.getNow(null);
  }

  private static boolean matches(final Jid session, final Jid wanted) {
    return wanted.resource().isEmpty() || session.resource().equals(wanted.resource());
  }

  private <T> void ask(
      final Command question, final CompletableFuture<T> answer, final T otherwise) {
    if (!router.test(question)) {
      answer.complete(otherwise);
      return;
    }
    try {
      answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (final InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (final ExecutionException | TimeoutException late) {
      answer.complete(otherwise);
    }
  }
}
