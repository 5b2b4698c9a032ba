// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import java.util.concurrent.TimeUnit;

/**
 * Stream management inside authentication and Bind 2 (XEP-0198 §9): the same as its commands on
 * level 1, told in one answer with everything else.
 *
 * <p>Owner: Router. Allocates: per login.
 */
final class InlineStreams {
  private final Emitter emitter;
  private final StreamManager streams;
  private final Resumption resumption;
  private final InlineSuccess success;

  InlineStreams(
      final Emitter emitter,
      final StreamManager streams,
      final Resumption resumption,
      final InlineSuccess success) {
    this.emitter = emitter;
    this.streams = streams;
    this.resumption = resumption;
    this.success = success;
  }

  /** A session begins; it may never be resumable. */
  void opened(final LocalSession session) {
    session.recordedBy(streams);
  }

  /** Answers {@code <enable/>} in a Bind 2 request. */
  Element enable(final LocalSession session, final Element enable) {
    final StreamPolicy policy = session.account().host().type().service(StreamPolicy.class);
    final String resume = enable.attribute("resume");
    if (session.stream() != null) {
      return failed(Condition.UNEXPECTED_REQUEST, Sm.INVALID); // §3: once
    }
    if (resume != null && !NonzaRules.isBoolean(resume)) {
      return failed(Condition.BAD_REQUEST, Sm.INVALID);
    }
    final long timeoutMs =
        NonzaRules.isTrue(resume) ? NonzaRules.timeoutMs(enable.attribute("max"), policy) : 0;
    final ManagedStream stream = streams.enable(session, policy, timeoutMs, emitter.nowMs());
    final Element enabled = new Element("enabled", Sm.NAMESPACE);
    if (stream.isResumable()) {
      enabled.set("id", stream.id().toString()).set("resume", "true");
      enabled.set("location", policy.location().isEmpty() ? null : policy.location());
      enabled.set("max", Long.toString(TimeUnit.MILLISECONDS.toSeconds(timeoutMs)));
    }
    return enabled;
  }

  /**
   * Goes on with a lost stream if the client asked for that and it can.
   *
   * @return whether it does: a bind request beside is void then
   */
  boolean resume(final long handle, final BindRequest request) {
    final ResumeRequest resume = requestIn(request);
    final ManagedStream stream = resume == null ? null : resumption.find(resume);
    if (stream == null
        || resume.h() == Sm.INVALID
        || !streams.acknowledge(stream, (int) resume.h())) {
      return false;
    }
    resumption.take(stream, handle);
    emitter.bound(stream.session());
    stream.countTold();
    final Element resumed =
        new Element("resumed", Sm.NAMESPACE)
            .set("previd", stream.id().toString())
            .set("h", Integer.toUnsignedString(stream.handled()));
    success.resumed(stream.session(), request.inline(), resumed);
    resumption.sendAgain(stream);
    return true;
  }

  /** The stream the client wants to go on with; null when there is none. */
  ManagedStream find(final BindRequest request) {
    final ResumeRequest resume = requestIn(request);
    return resume == null ? null : resumption.find(resume);
  }

  /** What is left of that stream when it has ended; null when nothing is. */
  Resumption.Stale findStale(final BindRequest request) {
    final ResumeRequest resume = requestIn(request);
    return resume == null ? null : resumption.findStale(resume);
  }

  /** Why the stream asked for does not go on; null when none was asked for. */
  Element failure(final BindRequest request) {
    final ResumeRequest resume = requestIn(request);
    if (resume == null) {
      return null;
    }
    final boolean sound = resume.previousId() != null && resume.h() != Sm.INVALID;
    return failed(
        sound ? Condition.ITEM_NOT_FOUND : Condition.BAD_REQUEST, resumption.staleCount(resume));
  }

  private static ResumeRequest requestIn(final BindRequest request) {
    final Element resume = request.inline() == null ? null : request.inline().resume();
    return resume == null
        ? null
        : new ResumeRequest(
            request.account(),
            request.accountNumber(),
            request.moment(),
            resume.attribute("previd"),
            Sm.count(resume.attribute("h")));
  }

  private static Element failed(final Condition condition, final long h) {
    final Element failed = new Element("failed", Sm.NAMESPACE);
    failed.set("h", h == Sm.INVALID ? null : Long.toString(h));
    failed.child(condition.elementName(), Ns.STANZA_ERRORS);
    return failed;
  }
}
