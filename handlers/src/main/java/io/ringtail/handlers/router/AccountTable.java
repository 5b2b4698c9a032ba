// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.WriterProgress;
import io.ringtail.handlers.spi.AccountLoader;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidMap;
import io.ringtail.parser.JidView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts in memory: loaded on first need by one blocking call, kept while they have sessions,
 * evicted a while after. An account that does not exist is remembered as missing for as long.
 *
 * <p>Owner: Router. Allocates: per load.
 */
final class AccountTable {
  /** How long an account without sessions, or the knowledge that there is none, is kept. */
  static final long KEEP_MS = 60_000;

  /** How long after the start those who come back have the database to themselves. */
  static final long QUIET_MS = 30_000;

  /** Told when a load has ended, whichever way; what waited is in {@link LocalAccount#waiting}. */
  interface LoadListener {
    /** The account is LOADED or MISSING now; on {@code failure} it has left the table. */
    void onLoadEnded(LocalAccount account, StoreException failure, Outbound out);
  }

  private record Loaded(long number, Object[] states, long writtenId) {}

  private final JidMap<LocalAccount> accounts = new JidMap<>();
  private final ArrayDeque<LocalAccount> idle = new ArrayDeque<>();
  private final ArrayDeque<LocalAccount> wanted = new ArrayDeque<>();
  private final ArrayDeque<LocalAccount> restored = new ArrayDeque<>();
  private long quietUntilMs;
  private final AccountStore store;
  private final Blocking blocking;
  private final WriterProgress progress;
  private final long lastIdAtStart;
  private final RouterCounters counters;

  AccountTable(
      final AccountStore store,
      final Blocking blocking,
      final Durability durability,
      final RouterCounters counters) {
    this.store = store;
    this.blocking = blocking;
    this.progress = durability.progress();
    this.lastIdAtStart = durability.ids().last();
    this.counters = counters;
  }

  LocalAccount get(final JidView bareOrFull) {
    return accounts.get(bareOrFull);
  }

  LocalAccount get(final Jid bareOrFull) {
    return accounts.get(bareOrFull);
  }

  int size() {
    return accounts.size();
  }

  /**
   * An account whose sessions are from before a restart: loaded when it is needed, or once those
   * who come back have come.
   */
  LocalAccount restore(final Jid bareJid, final Host host, final long number) {
    final LocalAccount known = accounts.get(bareJid);
    if (known != null) {
      return known;
    }
    final LocalAccount account = create(bareJid, host);
    account.restored(number);
    restored.add(account);
    return account;
  }

  /** It is to be loaded soon. */
  void want(final LocalAccount account) {
    wanted.add(account);
  }

  /** Begins to load accounts that nobody has asked for yet. */
  void loadWanted(
      final long nowMs, final int atMost, final LoadListener listener, final Outbound out) {
    if (quietUntilMs == 0) {
      quietUntilMs = nowMs + QUIET_MS;
    }
    for (int i = 0; i < atMost && !wanted.isEmpty(); i++) {
      ensureLoading(wanted.poll(), SessionHandle.NONE, listener, out);
    }
    for (int i = 0; i < atMost && nowMs >= quietUntilMs && !restored.isEmpty(); i++) {
      ensureLoading(restored.poll(), SessionHandle.NONE, listener, out);
    }
  }

  /** Begins to load it unless that is done already. */
  void ensureLoading(
      final LocalAccount account,
      final long session,
      final LoadListener listener,
      final Outbound out) {
    if (account.status() == LocalAccount.Status.LOADING && !account.isBeingLoaded()) {
      load(account, session, listener, out);
    }
  }

  /** A new entry, LOADING; {@link #load} must follow once something waits in it. */
  LocalAccount create(final Jid bareJid, final Host host) {
    final LocalAccount account = new LocalAccount(bareJid, host);
    accounts.put(bareJid, account);
    return account;
  }

  /** Loads in the name of a session; a refused call is a failed load, told at once. */
  void load(
      final LocalAccount account,
      final long session,
      final LoadListener listener,
      final Outbound out) {
    final List<AccountLoader<?>> loaders = Core.type(account.host()).loaders;
    account.beingLoaded(true);
    final boolean submitted =
        blocking.<Loaded>submit(
            session,
            () -> read(account.jid(), loaders),
            (loaded, failure, later) -> ended(account, loaded, failure, listener, later));
    if (!submitted) {
      final StoreException full =
          new StoreException(StoreException.Reason.UNAVAILABLE, "too much work is waiting", null);
      ended(account, null, full, listener, out);
    }
  }

  private Loaded read(final Jid jid, final List<AccountLoader<?>> loaders) {
    return store.find(jid).map(found -> read(found.number(), loaders)).orElse(null);
  }

  private Loaded read(final long number, final List<AccountLoader<?>> loaders) {
    final long writtenId = progress.writtenId(); // before anything is counted
    final Object[] states = new Object[loaders.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = loaders.get(i).load(number);
    }
    return new Loaded(number, states, writtenId);
  }

  private void ended(
      final LocalAccount account,
      final Loaded loaded,
      final StoreException failure,
      final LoadListener listener,
      final Outbound out) {
    if (account.status() != LocalAccount.Status.LOADING) {
      return; // forgotten meanwhile
    }
    account.beingLoaded(false);
    if (failure == null && loaded == null && account.takeCreatedMeanwhile()) {
      load(account, SessionHandle.NONE, listener, out); // the store was asked too early
      return;
    }
    if (failure != null && (account.sessionCount() > 0 || account.hasDeparted())) {
      want(account); // its sessions stay
    } else if (failure != null) {
      accounts.remove(account.jid());
      account.missing();
    } else if (loaded == null || !account.isStill(loaded.number())) {
      account.missing();
    } else {
      account.loaded(loaded.number(), loaded.states());
      // what was journaled before the start is not known by account
      account.archived(lastIdAtStart);
      if (loaded.writtenId() < lastIdAtStart) {
        account.readTooEarly();
      }
      counters.accountsLoaded.increment();
    }
    becameIdle(account, out.nowMs());
    listener.onLoadEnded(account, failure, out);
  }

  /** Starts the clock of an account that may have lost its last session. */
  void becameIdle(final LocalAccount account, final long nowMs) {
    if (account.isEvictable()) {
      account.idleSince(nowMs);
      if (!account.isQueued()) {
        enqueue(account, nowMs);
      }
    }
  }

  private void enqueue(final LocalAccount account, final long nowMs) {
    account.queued(nowMs);
    idle.add(account);
  }

  /** Drops what nobody has needed for a while; a bounded number per call. */
  void evict(final long nowMs, final int atMost) {
    for (int i = 0; i < atMost && !idle.isEmpty(); i++) {
      if (nowMs - idle.peek().queuedSinceMs() < KEEP_MS) {
        return;
      }
      final LocalAccount account = idle.poll();
      account.unqueued();
      if (account.isEvictable() && accounts.get(account.jid()) == account) {
        evictOrKeep(account, nowMs);
      }
    }
  }

  /**
   * One that was needed again goes to the end: it must not keep those behind it in memory. One
   * whose archive the store has not caught up with stays: only here its last entry is known.
   */
  private void evictOrKeep(final LocalAccount account, final long nowMs) {
    final boolean written = account.lastArchivedId() <= progress.writtenId();
    if (written && nowMs - account.idleSinceMs() >= KEEP_MS) {
      accounts.remove(account.jid());
    } else {
      enqueue(account, nowMs);
    }
  }

  /** Takes the account out because it no longer exists. */
  void remove(final LocalAccount account) {
    account.removed();
    if (accounts.get(account.jid()) == account) {
      accounts.remove(account.jid());
    }
  }

  /** An account was created: a remembered "missing" is wrong now. */
  void forgetMissing(final Jid bareJid) {
    final LocalAccount account = accounts.get(bareJid);
    if (account != null && account.status() == LocalAccount.Status.MISSING) {
      accounts.remove(bareJid);
    } else if (account != null) {
      account.createdMeanwhile();
    }
  }

  /** Many accounts were created, or it is not known which. */
  void forgetAllMissing() {
    final List<Jid> missing = new ArrayList<>();
    accounts.forEach(
        account -> {
          if (account.status() == LocalAccount.Status.MISSING) {
            missing.add(account.jid());
          } else {
            account.createdMeanwhile();
          }
        });
    missing.forEach(accounts::remove);
  }

  /** Work in the node's own name is answered through the first loop. */
  static long inNameOf(final LocalSession session) {
    return session == null ? SessionHandle.NONE : session.handle();
  }
}
