// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.inbox.InboxTask;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.Stanzas;
import io.ringtail.parser.ByteWriter;
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
  private final WorkCalls calls;
  private final AccountStore store;
  private final NodeView node;
  private final Ledger ledger;
  private SessionEnds ends;
  private OfflineDelivery offline;
  private InlineStreams inline;
  private AccountTable.LoadListener loadListener;

  RouterOutbound(
      final Core core,
      final Emitter emitter,
      final FollowUps followUps,
      final WorkCalls calls,
      final AccountStore store,
      final NodeView node,
      final Ledger ledger) {
    this.core = core;
    this.emitter = emitter;
    this.followUps = followUps;
    this.calls = calls;
    this.store = store;
    this.node = node;
    this.ledger = ledger;
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(
      final SessionEnds sessionEnds,
      final OfflineDelivery offlineDelivery,
      final InlineStreams inlineStreams,
      final AccountTable.LoadListener listener) {
    offline = offlineDelivery;
    inline = inlineStreams;
    ends = sessionEnds;
    loadListener = listener;
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
  public void part(final IqRequest iq, final byte[] stanza, final int start, final int end) {
    emitter.part(iq.sender(), stanza, start, end);
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
    calls.call(iq, call, then);
  }

  @Override
  public ByteWriter beginFact(final EntryType type) {
    return ledger.beginFact(type);
  }

  @Override
  public void endFact() {
    ledger.endFact();
  }

  @Override
  public void offlineByNode(final SessionView session) {
    offline.readByNode((LocalSession) session);
  }

  @Override
  public boolean whenRoom(final SessionView session, final Then<SessionView> then) {
    return offline.whenRoom((LocalSession) session, () -> then.on(session, this));
  }

  @Override
  public boolean offlineTaken(final AccountView account, final long message) {
    return offline.removed((LocalAccount) account, message);
  }

  @Override
  public void inbox(final InboxTask task) {
    emitter.inbox(task);
  }

  @Override
  public <T> void call(
      final AccountView account,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    calls.call((LocalAccount) account, call, then, failed);
  }

  @Override
  public <T> void ask(
      final IqRequest iq,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    calls.ask(iq, call, then, failed);
  }

  @Override
  public void setPresence(
      final SessionView session, final boolean available, final int priority, final byte[] stanza) {
    final LocalSession local = (LocalSession) session;
    final boolean became = available && !local.isAvailable();
    final boolean reached = available && priority >= 0 && !local.isReachable();
    local.setPresence(available, priority, available ? stanza : null);
    if (reached) {
      offline.reachable(local);
    }
    if (became) {
      for (final SessionListener listener : Core.type(local.account().host()).listeners) {
        listener.onAvailable(local, this);
      }
    } else if (!available) {
      for (final SessionListener listener : Core.type(local.account().host()).listeners) {
        listener.onUnavailable(local, stanza, this);
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
  public void closeSessions(
      final AccountView account,
      final SessionView except,
      final String condition,
      final String text) {
    ends.close((LocalAccount) account, (LocalSession) except, condition, text);
  }

  @Override
  public Element enableStream(final SessionView session, final Element enable) {
    return inline.enable((LocalSession) session, enable);
  }

  @Override
  public void clientState(final SessionView session, final boolean active) {
    emitter.clientState((LocalSession) session, active);
  }

  @Override
  public void suspendSession(final SessionView session, final String condition, final String text) {
    ends.suspend((LocalSession) session, condition, text);
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
