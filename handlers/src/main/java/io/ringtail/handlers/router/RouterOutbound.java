// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaType;

/**
 * What features may do, carried out on the Router's state.
 *
 * <p>Owner: Router. Allocates: as {@link Outbound} says.
 */
final class RouterOutbound implements Outbound, Outbound.FanOut {
  private final Core core;
  private final Emitter emitter;
  private final FollowUps followUps;
  private final Blocking blocking;
  private final AccountStore store;
  private final NodeView node;
  private final StreamReplies replies;
  private SessionEnds ends;
  private AccountTable.LoadListener loadListener;
  private LocalSession holder;
  private Hold hold;

  RouterOutbound(
      final Core core,
      final Emitter emitter,
      final FollowUps followUps,
      final Blocking blocking,
      final AccountStore store,
      final NodeView node,
      final StreamReplies replies) {
    this.core = core;
    this.emitter = emitter;
    this.followUps = followUps;
    this.blocking = blocking;
    this.store = store;
    this.node = node;
    this.replies = replies;
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(final SessionEnds sessionEnds, final AccountTable.LoadListener listener) {
    ends = sessionEnds;
    loadListener = listener;
  }

  /** A stanza of this session is dealt with now; null for what no client sent. */
  void begin(final LocalSession sender) {
    holder = sender;
    hold = null;
  }

  /** What follows was asked for by a stanza that is still held back; null when by none. */
  void goOn(final Hold earlier) {
    holder = null;
    hold = earlier;
  }

  /**
   * What keeps the present stanza's sender from taking it for handled; null where nobody counts.
   */
  Hold hold() {
    if (hold == null) {
      hold = Hold.of(holder, replies);
    }
    return hold;
  }

  void beginMessage(final LocalAccount account, final long id, final boolean stamped) {
    emitter.beginMessage(account, id, stamped);
  }

  void chatState(final boolean only) {
    emitter.chatState(only);
  }

  void endMessage() {
    emitter.endMessage();
  }

  @Override
  public long nowMs() {
    return emitter.nowMs();
  }

  @Override
  public void result(final IqRequest iq, final Element payload) {
    reply(iq, Stanzas.iqResult(answering(iq), iq.from(), iq.id(), payload));
  }

  @Override
  public void error(final IqRequest iq, final StanzaError error) {
    reply(iq, Stanzas.iqError(answering(iq), iq.from(), iq.id(), error));
  }

  private static Jid answering(final IqRequest iq) {
    return iq.to() != null ? iq.to() : iq.from().bare();
  }

  private void reply(final IqRequest iq, final Element stanza) {
    if (iq.sender() == null) {
      followUps.add(answering(iq), iq.from(), stanza);
    } else if (iq.sender().isOpen()) {
      emitter.element(iq.sender(), stanza);
    }
  }

  @Override
  public void error(final Packet packet, final StanzaError error) {
    final StanzaType type = packet.stanza().type();
    if (type == StanzaType.ERROR || type == StanzaType.RESULT) {
      return; // RFC 6120 §8.3.1: an error is never answered with an error
    }
    final Jid from = packet.hasTo() ? addressed(packet) : packet.from().bare();
    final Element stanza = Stanzas.error(packet.stanza(), from, packet.from(), error);
    if (packet.sender() != null) {
      emitter.element(packet.sender(), stanza);
    } else if (packet.stanza().kind() != StanzaKind.PRESENCE || from != null) {
      followUps.add(from, packet.from(), stanza);
    }
  }

  private static Jid addressed(final Packet packet) {
    return Jid.parse(packet.stanza().text(packet.stanza().to()));
  }

  @Override
  public void send(final SessionView to, final Element stanza) {
    emitter.element(to, stanza);
  }

  @Override
  public void send(final SessionView to, final byte[] stanza, final int start, final int end) {
    emitter.bytes(to, stanza, start, end);
  }

  @Override
  public void route(final Jid from, final Jid to, final Element stanza) {
    followUps.add(from, to, stanza);
  }

  @Override
  public void deliver(final Packet packet) {
    followUps.add(Parked.copyOf(packet, null));
  }

  @Override
  public FanOut fanOut(final Packet packet, final boolean bareFrom, final OwnAddress own) {
    final LocalSession sender = (LocalSession) packet.sender();
    if (sender != null) {
      final int length = bareFrom ? sender.escapedBareLength() : sender.escapedJid().length;
      emitter.copy(packet, sender.escapedJid(), length, sender.language(), own, 0, null);
    } else {
      final Jid from = bareFrom ? packet.from().bare() : packet.from();
      final byte[] escaped = LocalSession.escape(from);
      emitter.copy(packet, escaped, escaped.length, "", own, 0, null);
    }
    return this;
  }

  /**
   * As {@link #fanOut}, for copies that carry the recipient's archive id (XEP-0359 §3).
   *
   * @param by the recipient's escaped bare JID
   */
  FanOut archivedCopy(final Packet packet, final long id, final byte[] by) {
    final LocalSession sender = (LocalSession) packet.sender();
    final byte[] from = sender == null ? LocalSession.escape(packet.from()) : sender.escapedJid();
    final String language = sender == null ? "" : sender.language();
    emitter.copy(packet, from, from.length, language, OwnAddress.NONE, id, by);
    return this;
  }

  @Override
  public void to(final SessionView session) {
    emitter.to(session);
  }

  @Override
  public <T> void call(final IqRequest iq, final Blocking.Call<T> call, final Then<T> then) {
    final AccountView account = iq.account() != null ? iq.account() : ownAccount(iq);
    final Then<StanzaError> failed = (error, out) -> out.error(iq, error);
    final long session = AccountTable.inNameOf((LocalSession) iq.sender());
    inLane((LocalAccount) account, session, call, then, failed);
  }

  private static AccountView ownAccount(final IqRequest iq) {
    return iq.sender() == null ? null : iq.sender().account();
  }

  @Override
  public <T> void call(
      final AccountView account,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    final long session =
        account.sessionCount() == 0 ? AccountTable.inNameOf(null) : account.session(0).handle();
    inLane((LocalAccount) account, session, call, then, failed);
  }

  /** Calls of one account run one after the other; {@code account} null means no order is kept. */
  private <T> void inLane(
      final LocalAccount account,
      final long session,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    final WorkLane lane = account == null ? new WorkLane() : account.lane();
    final Hold held = retain();
    final boolean queued =
        lane.add(
            () -> {
              if (account != null && account.status() == LocalAccount.Status.REMOVED) {
                // a successor of the same name must not meet what its predecessor left waiting
                refused(failed, StanzaError.of(Condition.ITEM_NOT_FOUND), held);
                return false;
              }
              final boolean submitted =
                  blocking.submit(
                      session,
                      call,
                      (value, failure, out) -> {
                        hold = held; // what the answer asks for is asked for by the same stanza
                        try {
                          answered(value, failure, then, failed);
                        } finally {
                          release(held);
                          lane.next();
                          touched(account);
                        }
                      });
              if (!submitted) {
                refused(failed, tooMuch(), held);
              }
              return submitted;
            });
    if (!queued) {
      refused(failed, tooMuch(), held);
    }
  }

  private Hold retain() {
    final Hold held = hold();
    return held == null ? null : held.retain();
  }

  private static void release(final Hold held) {
    if (held != null) {
      held.release();
    }
  }

  private void touched(final LocalAccount account) {
    if (account != null) {
      core.accounts.becameIdle(account, nowMs());
    }
  }

  private <T> void answered(
      final T value,
      final StoreException failure,
      final Then<T> then,
      final Then<StanzaError> failed) {
    if (failure == null) {
      then.on(value, this);
      return;
    }
    core.counters.workFailed.increment();
    if (failed != null) {
      failed.on(toError(failure), this);
    }
  }

  private void refused(final Then<StanzaError> failed, final StanzaError error, final Hold held) {
    release(held);
    core.counters.workFailed.increment();
    if (failed != null) {
      failed.on(error, this);
    }
  }

  private static StanzaError tooMuch() {
    return StanzaError.of(Condition.RESOURCE_CONSTRAINT, "too much work is waiting; try again");
  }

  /** A store that cannot answer now is worth another try; one that refused is not. */
  static StanzaError toError(final StoreException failure) {
    return failure.reason() == StoreException.Reason.UNAVAILABLE
        ? StanzaError.of(Condition.INTERNAL_SERVER_ERROR, "storage is not available; try again")
            .withType(StanzaError.Type.WAIT)
        : StanzaError.of(Condition.INTERNAL_SERVER_ERROR);
  }

  @Override
  public void setPresence(
      final SessionView session, final boolean available, final int priority, final byte[] stanza) {
    final LocalSession local = (LocalSession) session;
    final boolean became = available && !local.isAvailable();
    local.setPresence(available, priority, stanza);
    if (became) {
      for (final SessionListener listener : Core.type(local.account().host()).listeners) {
        listener.onAvailable(local, this);
      }
    }
  }

  @Override
  public boolean sharesPresence(final AccountView owner, final Jid peer) {
    return ends.filters().sharesPresence((LocalAccount) owner, peer);
  }

  @Override
  public void closeSession(final SessionView session, final String condition, final String text) {
    ends.close((LocalSession) session, condition, text);
  }

  @Override
  public void withAccount(
      final Jid bareJid, final Then<AccountView> then, final Then<StanzaError> failed) {
    final LocalAccount account = core.accounts.get(bareJid);
    if (account == null) {
      load(bareJid, new Waiting.Question(then, failed));
      return;
    }
    switch (account.status()) {
      case LOADED -> then.on(account, this);
      case LOADING -> {
        account.waiting().add(new Waiting.Question(then, failed));
        core.accounts.ensureLoading(account, AccountTable.inNameOf(null), loadListener, this);
      }
      default -> then.on(null, this);
    }
  }

  private void load(final Jid bareJid, final Waiting.Question question) {
    final Host host = core.hostOf(bareJid);
    if (host == null || bareJid.isDomain()) {
      question.then().on(null, this);
      return;
    }
    final LocalAccount account = core.accounts.create(bareJid.bare(), host);
    account.waiting().add(question);
    core.accounts.load(account, AccountTable.inNameOf(null), loadListener, this);
  }

  @Override
  public void removeAccount(
      final AccountView account, final SessionView except, final Then<Boolean> done) {
    final LocalAccount local = (LocalAccount) account;
    final Jid jid = local.jid();
    call(
        local,
        () -> store.remove(jid),
        (removed, out) -> {
          done.on(removed, out);
          ends.removed(local, (LocalSession) except);
        },
        (error, out) -> done.on(null, out));
  }

  @Override
  public void accountCreated(final Jid bareJid) {
    core.accounts.forgetMissing(bareJid);
  }

  @Override
  public void accountsCreated() {
    core.accounts.forgetAllMissing();
  }

  @Override
  public NodeView node() {
    return node;
  }
}
