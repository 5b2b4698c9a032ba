// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.auth.Revocations;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.handlers.streams.UnackedQueue;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Sessions that outlive their connection (XEP-0198 §5): lost, they stay where they are and gather
 * what comes; resumed, they go on; and when nobody comes back in time they end.
 *
 * <p>Owner: Router. Allocates: per lost stream.
 */
final class Resumption implements StreamManager.OnLate {
  private static final int EXPIRED_PER_TICK = 500;
  private static final int MAX_STALE = 100_000;
  private static final long RETRY_MS = 2_000;

  /** What is left of an ended stream: how much of what its client sent was handled. */
  static final class Stale extends Expiry {
    private final ManagedStream.Id id;
    private final long account;
    private final int h;

    /** Entry that must be covered before the count is told; 0 until somebody asks. */
    long coveredBy;

    private Stale(final ManagedStream.Id id, final long account, final int h) {
      this.id = id;
      this.account = account;
      this.h = h;
    }
  }

  private final Core core;
  private final Emitter emitter;
  private final StreamManager streams;
  private final StreamReplies replies;
  private final Revocations revocations;
  private final Expiry.Wheel wheel = new Expiry.Wheel();
  private final Expiry.Due due = this::expired;
  private final Long2ObjectHashMap<Stale> stale = new Long2ObjectHashMap<>();
  private SessionEnds ends;

  Resumption(
      final Core core,
      final Emitter emitter,
      final StreamManager streams,
      final StreamReplies replies,
      final Revocations revocations) {
    this.core = core;
    this.emitter = emitter;
    this.streams = streams;
    this.replies = replies;
    this.revocations = revocations;
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(final SessionEnds sessionEnds) {
    ends = sessionEnds;
  }

  /** The connection is gone, the session stays. */
  void lost(final LocalSession session) {
    final ManagedStream stream = session.stream();
    emitter.flush(session); // XEP-0352 §5.2: resumed, it is active
    core.sessions.detach(session);
    session.goneAt(emitter.nowMs());
    core.counters.streamsLost.increment();
    stream.unrequested = 0;
    stream.requestedAtMs = 0;
    wheel.add(stream, emitter.nowMs() + stream.resumeTimeoutMs());
  }

  /** Takes the connection from a session; one that can not be resumed ends. */
  void suspend(final LocalSession session, final String condition, final String text) {
    if (session.isResumable()) {
      emitter.flush(session); // nothing comes behind the end of a stream
      emitter.close(session.handle(), condition, text);
      lost(session);
    } else {
      ends.close(session, condition, text);
    }
  }

  void resume(final long handle, final ResumeRequest request) {
    final Host host = core.hostOf(request.account());
    final ManagedStream stream = find(request);
    if (revocations.isRevokedSince(request.account(), request.moment())) {
      emitter.close(handle, Revocations.CONDITION, Revocations.TEXT);
    } else if (host == null || host.type().service(StreamPolicy.class) == null) {
      refuse(handle, Condition.FEATURE_NOT_IMPLEMENTED, Sm.INVALID);
    } else if (request.previousId() == null || request.h() == Sm.INVALID) {
      refuse(handle, Condition.BAD_REQUEST, Sm.INVALID);
    } else if (stream == null) {
      refuse(handle, Condition.ITEM_NOT_FOUND, staleCount(request));
    } else if (!streams.acknowledge(stream, (int) request.h())) {
      replies.tooHigh(handle, (int) request.h(), stream.outbound());
    } else {
      goOn(stream, handle);
    }
  }

  /** Null too for a stream of another account: its id alone proves nothing. */
  ManagedStream find(final ResumeRequest request) {
    final ManagedStream stream = streams.find(ManagedStream.Id.parse(request.previousId()));
    return stream != null
            && stream.isResumable()
            && stream.session().account().number() == request.accountNumber()
            && stream.session().account().jid().equals(request.account())
        ? stream
        : null;
  }

  private void refuse(final long handle, final Condition condition, final long h) {
    emitter.unbound(handle); // the client may bind a resource now (§5)
    replies.failed(handle, condition, h);
  }

  /** What a client that comes too late may forget; {@link Sm#INVALID} when nothing is known. */
  long staleCount(final ResumeRequest request) {
    final Stale known = findStale(request);
    return known == null ? Sm.INVALID : Integer.toUnsignedLong(known.h);
  }

  /** What is left of the stream the client wants to go on with; null when nothing is. */
  Stale findStale(final ResumeRequest request) {
    final ManagedStream.Id id = ManagedStream.Id.parse(request.previousId());
    final Stale known = id == null ? null : stale.get(id.number());
    return known != null && known.id.equals(id) && known.account == request.accountNumber()
        ? known
        : null;
  }

  private void goOn(final ManagedStream stream, final long handle) {
    take(stream, handle);
    emitter.bound(stream.session());
    replies.resumed(stream);
    sendAgain(stream);
  }

  /** The session goes on with this connection; the one it may still have ends. */
  void take(final ManagedStream stream, final long handle) {
    final LocalSession session = stream.session();
    emitter.flush(session);
    if (session.isAttached()) {
      emitter.close(session.handle(), "conflict", "resumed by a new connection");
      core.sessions.detach(session);
    }
    wheel.cancel(stream);
    core.sessions.attach(session, handle);
    core.counters.streamsResumed.increment();
    stream.unrequested = 0;
    stream.requestedAtMs = 0;
    stream.owesCount = !stream.held().isEmpty();
    stream.resumed();
  }

  /** Everything the client has not acknowledged, in order. */
  void sendAgain(final ManagedStream stream) {
    final UnackedQueue queue = stream.queue();
    int at = queue.first();
    for (int i = queue.count(); i > 0; i--) {
      replies.again(stream, at);
      at = queue.next(at);
    }
    if (queue.count() > 0) {
      streams.watch(stream);
      streams.request(stream);
    }
  }

  /** The session is over: its stream can not go on; its count is told for a while. */
  void ended(final ManagedStream stream) {
    wheel.cancel(stream);
    streams.end(stream);
    if (stream.isResumable() && stream.policy().staleMs() > 0) {
      remember(
          stream.id(),
          stream.session().account().number(),
          stream.handled(),
          emitter.nowMs() + stream.policy().staleMs());
    }
  }

  /** Keeps the count of an ended stream until a moment. */
  void remember(
      final ManagedStream.Id id, final long account, final int handled, final long untilMs) {
    if (stale.size() < MAX_STALE) {
      final Stale left = new Stale(id, account, handled);
      stale.put(id.number(), left);
      wheel.add(left, untilMs);
    }
  }

  /** It ends as soon as its account is loaded. */
  void endSoon(final ManagedStream stream) {
    streams.withdraw(stream);
    wheel.add(stream, emitter.nowMs());
  }

  /** A stream from before a restart waits for its client. */
  void await(final ManagedStream stream, final long untilMs) {
    wheel.add(stream, untilMs);
  }

  void tick(final long nowMs) {
    streams.tick(nowMs, this);
    wheel.advance(nowMs, EXPIRED_PER_TICK, due);
  }

  private void expired(final Expiry expiry) {
    switch (expiry) {
      case ManagedStream stream -> {
        final LocalAccount account = stream.session().account();
        if (account.isLoaded()) {
          core.counters.streamsExpired.increment();
          ends.ended(stream.session());
        } else {
          core.accounts.want(account);
          wheel.add(stream, emitter.nowMs() + RETRY_MS);
        }
      }
      case Stale left -> stale.remove(left.id.number());
      default -> throw new IllegalStateException("not on the wheel");
    }
  }

  // ---- StreamManager.OnLate ----

  @Override
  public void silent(final ManagedStream stream) {
    suspend(stream.session(), "connection-timeout", "no acknowledgement");
  }

  @Override
  public void overfull(final ManagedStream stream) {
    ends.close(stream.session(), "resource-constraint", "too many stanzas not acknowledged");
  }
}
