// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.PresenceHandler;
import io.ringtail.handlers.spi.SessionListener;

/**
 * Ends sessions: closed by their client, lost, replaced, or ended by the node; and the sessions of
 * a removed account.
 *
 * <p>Owner: Router. Allocates: as the features do.
 */
final class SessionEnds {
  private final Core core;
  private final Emitter emitter;
  private final Outbound out;
  private final Filters filters;
  private final Resumption resumption;
  private final Leftovers leftovers;

  SessionEnds(
      final Core core,
      final Emitter emitter,
      final Outbound out,
      final Filters filters,
      final Resumption resumption,
      final Leftovers leftovers) {
    this.core = core;
    this.emitter = emitter;
    this.out = out;
    this.filters = filters;
    this.resumption = resumption;
    this.leftovers = leftovers;
  }

  Filters filters() {
    return filters;
  }

  /** Ends a session with a stream error, or a plain close when {@code condition} is null. */
  void close(final LocalSession session, final String condition, final String text) {
    if (session.isOpen()) {
      if (session.isAttached()) {
        emitter.close(session.handle(), condition, text);
      }
      ended(session);
    }
  }

  /** Ends all of an account's sessions but one, those without a connection too. */
  void close(
      final LocalAccount account,
      final LocalSession except,
      final String condition,
      final String text) {
    for (int i = account.sessionCount() - 1; i >= 0; i--) {
      if (account.session(i) != except) {
        close(account.session(i), condition, text);
      }
    }
  }

  /** The client left: its endpoint still listens and hears when all has been sent. */
  void left(final LocalSession session) {
    final long handle = session.handle();
    ended(session);
    emitter.close(handle, null, null);
  }

  /** Takes its connection from a session; one that can not be resumed ends. */
  void suspend(final LocalSession session, final String condition, final String text) {
    if (session.isOpen() && session.isAttached()) {
      resumption.suspend(session, condition, text);
    }
  }

  /** The connection is gone: a stream that may be resumed waits, any other session ends. */
  void lost(final LocalSession session) {
    if (session.isResumable()) {
      resumption.lost(session);
    } else {
      left(session);
    }
  }

  /** The endpoint is gone, or is being told to go: takes the session out of all tables. */
  void ended(final LocalSession session) {
    if (session.account().status() == LocalAccount.Status.LOADING) {
      core.sessions.detach(session);
      resumption.endSoon(session.stream()); // who hears of its end stands in its roster
      return;
    }
    if (!core.sessions.remove(session)) {
      return;
    }
    core.counters.sessionsClosed.increment();
    session.account().host().traffic().closed();
    final LocalAccount account = session.account();
    final CompiledHostType type = Core.type(account.host());
    final PresenceHandler availability = type.availability;
    account.remove(session);
    if (availability != null) {
      availability.closed(session, out);
    }
    for (final SessionListener listener : type.listeners) {
      listener.onClosed(session, out);
    }
    session.close();
    session.endRecord();
    if (session.stream() != null) {
      resumption.ended(session.stream());
    }
    leftovers.handOn(session);
    core.accounts.becameIdle(account, out.nowMs());
  }

  /** It ended with the last process, and those who have seen it do not know yet. */
  void departed(final LocalSession session) {
    final CompiledHostType type = Core.type(session.account().host());
    if (session.account().isLoaded()) {
      if (type.availability != null) {
        type.availability.closed(session, out);
      }
      for (final SessionListener listener : type.listeners) {
        listener.onDeparted(session, out);
      }
    }
    session.endRecord();
  }

  /** The account is not there any more: its sessions from before a restart end without a word. */
  void forget(final LocalAccount account) {
    for (int i = account.sessionCount() - 1; i >= 0; i--) {
      final LocalSession session = account.session(i);
      if (session.isAttached()) {
        emitter.close(session.handle(), "not-authorized", "the account was removed");
      }
      core.sessions.remove(session);
      account.remove(session);
      session.close();
      resumption.ended(session.stream());
      session.stream().queue().clear();
    }
  }

  /** The account's rows are gone: nobody of its name may meet what was in memory. */
  void removed(final LocalAccount account, final LocalSession last) {
    for (final SessionListener listener : Core.type(account.host()).listeners) {
      listener.onAccountRemoved(account, out);
    }
    close(account, last, "not-authorized", "the account was removed");
    if (last != null) {
      close(last, "not-authorized", "the account was removed");
    }
    core.accounts.remove(account);
  }
}
