// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.ReplayStart;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.parser.Jid;

/**
 * Brings back the sessions that could be resumed when the last process ended, without a look at the
 * database: their accounts are loaded when somebody needs them.
 *
 * <p>Owner: the thread that starts the node, before the first slot. Allocates: per session.
 */
public final class Restart implements JournalReader.View {
  private static final int MAX_ENDED = 100_000;
  private static final long STALE_MS = 3_600_000;

  private final Core core;
  private final StreamManager streams;
  private final Resumption resumption;
  private final StreamReplay replay;
  private final long after;
  private final long nowMs;
  private int sessions;

  Restart(
      final Core core,
      final StreamManager streams,
      final Resumption resumption,
      final JournalReader reader,
      final long nowMs) {
    this.core = core;
    this.streams = streams;
    this.resumption = resumption;
    this.replay = new StreamReplay(streams.arrays(), MAX_ENDED);
    this.after = ReplayStart.ofStreams(reader);
    this.nowMs = nowMs;
  }

  @Override
  public long after() {
    return after;
  }

  @Override
  public void on(final long index, final byte[] buffer, final int start, final int end) {
    replay.on(index, buffer, start, end);
  }

  @Override
  public void replayed(final long last) {
    for (final StreamReplay.Stored stored : replay.streams()) {
      sessions += restore(stored) ? 1 : 0;
    }
    for (final StreamEntry.Ended ended : replay.ended()) {
      remember(ended);
    }
  }

  /** How many sessions came back. */
  public int sessions() {
    return sessions;
  }

  private boolean restore(final StreamReplay.Stored stored) {
    final StreamEntry.Opened opened = stored.opened;
    final Jid jid = Jid.parse(opened.jid());
    final Host host = jid == null ? null : core.hostOf(jid);
    if (host != null && opened.isRecord()) {
      remember(stored, jid, host);
      return false;
    }
    final StreamPolicy policy = host == null ? null : host.type().service(StreamPolicy.class);
    if (policy == null) {
      stored.queue.clear();
      return false; // the domain or the module is gone from the configuration
    }
    final LocalAccount account = core.accounts.restore(jid.bare(), host, opened.account());
    final LocalSession session =
        new LocalSession(SessionHandle.NONE, jid, account, opened.boundAtMs(), opened.language());
    if (account.number() != opened.account() || account.session(jid.resource()) != null) {
      stored.queue.clear();
      return false;
    }
    account.add(session);
    core.sessions.putDetached(session);
    state(session, stored);
    resume(session, stored, policy);
    return true;
  }

  /** When the former process was last alive, as far as its journal tells. */
  private long diedAtMs() {
    return Math.min(nowMs, ArchiveIds.toEpochMicros(replay.lastId()) / 1_000);
  }

  private void state(final LocalSession session, final StreamReplay.Stored stored) {
    session.goneAt(diedAtMs());
    final StreamEntry.State state = stored.state;
    if (state != null) {
      session.setPresence(state.available(), state.priority(), state.presence());
      session.flags(state.flags());
    }
    for (final String to : stored.directed) {
      session.directed(Jid.parse(to), true);
    }
  }

  /** Its end is told as soon as it is known who has to hear of it: that stands in its account. */
  private void remember(final StreamReplay.Stored stored, final Jid jid, final Host host) {
    final StreamEntry.Opened opened = stored.opened;
    final LocalAccount account = core.accounts.restore(jid.bare(), host, opened.account());
    if (account.number() == opened.account()) {
      final LocalSession session =
          new LocalSession(SessionHandle.NONE, jid, account, opened.boundAtMs(), "");
      state(session, stored);
      streams.restoreRecord(opened.stream(), session);
      account.departed(session);
    }
  }

  private void resume(
      final LocalSession session, final StreamReplay.Stored stored, final StreamPolicy policy) {
    final StreamEntry.Opened opened = stored.opened;
    final ManagedStream stream =
        streams.restore(
            new ManagedStream.Id(opened.stream(), opened.secret()),
            session,
            policy,
            opened.resumeTimeoutMs());
    stream.counts(stored.inbound, stored.outbound(), stored.acked);
    stream.restored();
    stream.queue().takeFrom(stored.queue);
    for (final byte[] presence : stored.waiting.values()) {
      stream.queue().add(presence, 0, presence.length, 0, 0, nowMs); // XEP-0352 §5.2
      stream.sent();
      stream.isWritten = false; // as a whole before anything follows
    }
    // what is not known in full can not be resumed: it ends, and its messages go on
    resumption.await(stream, stored.broken ? nowMs : nowMs + opened.resumeTimeoutMs());
    if (stored.broken) {
      streams.withdraw(stream);
    }
  }

  private void remember(final StreamEntry.Ended ended) {
    resumption.remember(
        new ManagedStream.Id(ended.stream(), ended.secret()),
        ended.account(),
        ended.inbound(),
        nowMs + STALE_MS);
  }
}
