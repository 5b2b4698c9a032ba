// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An account the Router knows: being loaded, loaded with its sessions and features' states, or
 * known to be missing.
 *
 * <p>Owner: Router. Allocates: when sessions are added and while it is loading.
 */
final class LocalAccount implements AccountView {
  /** Where the account is in its life in memory. */
  enum Status {
    LOADING,
    LOADED,
    MISSING,
    REMOVED
  }

  private static final LocalSession[] NO_SESSIONS = {};

  private final Jid jid;
  private final Host host;
  private final WorkLane lane = new WorkLane();
  private byte[] escapedJid;
  private long number;
  private long lastArchivedId;
  private long newestMessageId;
  private int queries;
  private int unrouted;
  private List<Runnable> afterRouted = List.of();
  private Status status = Status.LOADING;
  private LocalSession[] sessions = NO_SESSIONS;
  private List<LocalSession> departed = List.of();
  private Object[] states;
  private Waiting waiting = new Waiting();
  private long idleSinceMs;
  private long queuedSinceMs;
  private boolean queued;
  private boolean createdMeanwhile;
  private boolean beingLoaded;
  private boolean readTooEarly;

  LocalAccount(final Jid jid, final Host host) {
    this.jid = jid;
    this.host = host;
  }

  void loaded(final long accountNumber, final Object[] loadedStates) {
    number = accountNumber;
    states = loadedStates;
    status = Status.LOADED;
  }

  /** A session from before a restart that nobody can go on with. */
  void departed(final LocalSession session) {
    if (departed.isEmpty()) {
      departed = new ArrayList<>(2);
    }
    departed.add(session);
  }

  boolean hasDeparted() {
    return !departed.isEmpty();
  }

  List<LocalSession> takeDeparted() {
    final List<LocalSession> taken = departed;
    departed = List.of();
    return taken;
  }

  /** Known by its sessions from before a restart, and not loaded yet. */
  void restored(final long accountNumber) {
    number = accountNumber;
  }

  /** False when an account of the same name was made since its sessions were bound. */
  boolean isStill(final long accountNumber) {
    return number == 0 || number == accountNumber;
  }

  boolean isBeingLoaded() {
    return beingLoaded;
  }

  void beingLoaded(final boolean now) {
    beingLoaded = now;
  }

  void missing() {
    status = Status.MISSING;
  }

  void removed() {
    status = Status.REMOVED;
  }

  Status status() {
    return status;
  }

  boolean isLoaded() {
    return status == Status.LOADED;
  }

  /** What waits for the account to be loaded; empty once it is. */
  Waiting waiting() {
    return waiting;
  }

  /** Takes over all that waits; later arrivals see the new status. */
  Waiting takeWaiting() {
    final Waiting taken = waiting;
    waiting = new Waiting();
    return taken;
  }

  WorkLane lane() {
    return lane;
  }

  void add(final LocalSession session) {
    sessions = Arrays.copyOf(sessions, sessions.length + 1);
    sessions[sessions.length - 1] = session;
  }

  void remove(final LocalSession session) {
    for (int i = 0; i < sessions.length; i++) {
      if (sessions[i] == session) {
        final LocalSession[] rest = Arrays.copyOf(sessions, sessions.length - 1);
        System.arraycopy(sessions, i + 1, rest, i, rest.length - i);
        sessions = rest.length == 0 ? NO_SESSIONS : rest;
        return;
      }
    }
  }

  long idleSinceMs() {
    return idleSinceMs;
  }

  void idleSince(final long nowMs) {
    idleSinceMs = nowMs;
  }

  /** When it joined the queue of accounts that may be evicted; it is in there once at most. */
  long queuedSinceMs() {
    return queuedSinceMs;
  }

  boolean isQueued() {
    return queued;
  }

  void queued(final long nowMs) {
    queuedSinceMs = nowMs;
    queued = true;
  }

  void unqueued() {
    queued = false;
  }

  /** It was created while it was being loaded: a load that found nothing proves nothing. */
  void createdMeanwhile() {
    createdMeanwhile = true;
  }

  boolean takeCreatedMeanwhile() {
    final boolean taken = createdMeanwhile;
    createdMeanwhile = false;
    return taken;
  }

  /** True when nothing needs it in memory. */
  boolean isEvictable() {
    return sessions.length == 0 && status != Status.LOADING && lane.isEmpty();
  }

  /** The session whose resource lies at these positions, or null. */
  LocalSession session(final byte[] buffer, final int start, final int end) {
    for (final LocalSession session : sessions) {
      final Jid full = session.jid();
      final int resourceStart = full.bareLength() + 1;
      if (Arrays.equals(buffer, start, end, full.bytes(), resourceStart, full.bytes().length)) {
        return session;
      }
    }
    return null;
  }

  /** The bare JID escaped for an attribute in single quotes. Allocates: on the first call. */
  byte[] escapedJid() {
    if (escapedJid == null) {
      escapedJid = LocalSession.escape(jid);
    }
    return escapedJid;
  }

  @Override
  public Jid jid() {
    return jid;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public long lastArchivedId() {
    return lastArchivedId;
  }

  /** The account's archive or offline messages change with this entry, or may up to it. */
  void archived(final long id) {
    lastArchivedId = id;
  }

  @Override
  public long newestMessageId() {
    return newestMessageId;
  }

  /** A message with this id came into its archive. */
  void archivedMessage(final long id) {
    newestMessageId = id;
    archived(id);
  }

  /** When it was read, the store had not got all that was journaled before the last start. */
  void readTooEarly() {
    readTooEarly = true;
  }

  /** Whether it may have messages that came before the last start and were not counted. */
  boolean mayHaveUncounted() {
    return readTooEarly;
  }

  /** A message of one of its sessions waits for the recipient's account to be loaded. */
  void parkedOne() {
    unrouted++;
  }

  /** One of these was routed or returned; with the last one goes on what waited for them. */
  void routedOne() {
    unrouted = Math.max(0, unrouted - 1);
    if (unrouted == 0 && !afterRouted.isEmpty()) {
      final List<Runnable> waiting = afterRouted;
      afterRouted = List.of();
      waiting.forEach(Runnable::run);
    }
  }

  /** Runs when all that its sessions have sent so far has its place in the archives. */
  void whenRouted(final Runnable action) {
    if (unrouted == 0) {
      action.run();
      return;
    }
    if (afterRouted.isEmpty()) {
      afterRouted = new ArrayList<>(2);
    }
    afterRouted.add(action);
  }

  /** Queries under way. */
  int queries() {
    return queries;
  }

  void queries(final int underWay) {
    queries = underWay;
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public int sessionCount() {
    return sessions.length;
  }

  @Override
  public LocalSession session(final int position) {
    return sessions[position];
  }

  @Override
  public LocalSession session(final String resource) {
    for (final LocalSession session : sessions) {
      if (session.jid().resource().equals(resource)) {
        return session;
      }
    }
    return null;
  }

  @Override
  @SuppressWarnings("unchecked") // a key is only made together with its type
  public <T> T state(final AccountKey<T> key) {
    return states == null ? null : (T) states[key.index()];
  }

  @Override
  public <T> void state(final AccountKey<T> key, final T value) {
    states[key.index()] = value;
  }
}
