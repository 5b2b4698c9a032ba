// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.auth.Revocations;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.BoundReport;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.spi.Stanzas;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Resource binding (RFC 6120 §7): one session per resource, the newest wins.
 *
 * <p>Owner: Router. Allocates: per bind.
 */
final class Binder {
  private final Core core;
  private final Emitter emitter;
  private final Outbound out;
  private final SessionEnds ends;
  private final RandomGenerator random;
  private final ToIntFunction<Jid> maxSessions;
  private final Revocations revocations;
  private final InlineSuccess inline;
  private final InlineStreams streams;

  Binder(
      final Core core,
      final Emitter emitter,
      final Outbound out,
      final SessionEnds ends,
      final RouterSettings settings,
      final InlineSuccess inline,
      final InlineStreams streams) {
    this.core = core;
    this.emitter = emitter;
    this.out = out;
    this.ends = ends;
    this.random = settings.random();
    this.maxSessions = settings.maxSessions();
    this.revocations = settings.revocations();
    this.inline = inline;
    this.streams = streams;
  }

  /**
   * The account is loaded.
   *
   * @param found what the store has to tell; null for nothing
   */
  void bind(
      final LocalAccount account,
      final long handle,
      final BindRequest request,
      final BoundReport.Found found) {
    if (account.number() != request.accountNumber()) {
      // removed and made again between authentication and bind
      emitter.close(handle, "not-authorized", "the account was removed");
      return;
    }
    if (isRevoked(request)) {
      emitter.close(handle, Revocations.CONDITION, Revocations.TEXT);
      return;
    }
    if (request.inline() != null && request.inline().bind() == null) {
      inline.unbound(handle, account, request.inline(), streams.failure(request));
      return;
    }
    final Jid jid = account.jid().withResource(chosenResource(request));
    if (jid == null) {
      refuse(handle, request, StanzaError.of(Condition.BAD_REQUEST, "the resource is not allowed"));
      return;
    }
    final LocalSession replaced = account.session(jid.resource());
    if (replaced == null
        && account.sessionCount() >= maxSessions.applyAsInt(account.jid())
        && !endOneWithoutConnection(account)) {
      refuse(handle, request, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "too many resources"));
      return;
    }
    if (replaced != null) {
      ends.close(replaced, "conflict", "replaced by a new connection");
    }
    open(new LocalSession(handle, jid, account, out.nowMs(), request.language()), request, found);
  }

  /** True when what the client has proven is worth nothing any more. */
  boolean isRevoked(final BindRequest request) {
    return revocations.isRevokedSince(request.account(), request.moment());
  }

  /** A session that nobody uses at present must not keep a living client out. */
  private boolean endOneWithoutConnection(final LocalAccount account) {
    for (int i = 0; i < account.sessionCount(); i++) {
      if (!account.session(i).isAttached()) {
        ends.ended(account.session(i)); // the oldest: they stand in the order of their binds
        return true;
      }
    }
    return false;
  }

  private void open(
      final LocalSession session, final BindRequest request, final BoundReport.Found found) {
    core.sessions.put(session);
    session.account().add(session);
    streams.opened(session);
    core.counters.sessionsOpened.increment();
    session.account().host().traffic().opened();
    emitter.bound(session);
    if (request.inline() == null) {
      final Element bind = new Element("bind", Ns.BIND);
      bind.child("jid").text(session.jid().toString());
      emitter.element(session, Stanzas.iqResult(null, null, request.iqId(), bind));
    } else {
      inline.bound(session, request.inline(), found, streams.failure(request));
    }
    for (final SessionListener listener : Core.type(session.account().host()).listeners) {
      listener.onOpened(session, out);
    }
  }

  private String chosenResource(final BindRequest request) {
    return request.resource().isEmpty()
        ? Long.toUnsignedString(random.nextLong(), 36)
        : request.resource();
  }

  /** The account could not be loaded: the client may try again on the same stream. */
  void failed(final Waiting.Bind bind, final StoreException failure) {
    refuse(bind.handle(), bind.request(), WorkCalls.toError(failure));
  }

  /** The account does not exist any more. */
  void missing(final Waiting.Bind bind) {
    emitter.close(bind.handle(), "not-authorized", "the account was removed");
  }

  private void refuse(final long handle, final BindRequest request, final StanzaError error) {
    if (request.inline() != null) {
      // authenticated, yet without a session: XEP-0386 has no answer for that but the stream's end
      emitter.close(handle, streamCondition(error), error.text());
      return;
    }
    emitter.unbound(handle);
    emitter.element(handle, Stanzas.iqError(null, null, request.iqId(), error));
  }

  private static String streamCondition(final StanzaError error) {
    return switch (error.condition()) {
      case RESOURCE_CONSTRAINT -> "resource-constraint";
      case BAD_REQUEST -> "policy-violation";
      default -> "internal-server-error";
    };
  }
}
