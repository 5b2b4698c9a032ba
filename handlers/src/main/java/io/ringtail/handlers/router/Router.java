// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Answered;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.ring.Stage;

/**
 * ROUTE: the single writer of all sessions, accounts in memory and presence. It only orders the
 * small objects that do the work.
 *
 * <pre>
 *   STANZA ──► rules of its kind (sender's side) ──► Delivery (recipient's side) ──► outbox
 *   BIND ────► Binder          CLOSED ──► SessionEnds        ANSWER, COMMAND ──► their own code
 *   and after each slot: FollowUps, until none is left
 * </pre>
 *
 * <p>Owner: the ROUTE agent. Allocates: never for a stanza between loaded accounts.
 */
public final class Router implements Stage<NodeSlot> {
  private static final int EVICTIONS_PER_TICK = 10_000;

  private final Core core;
  private final Emitter emitter;
  private final Ledger ledger;
  private final FollowUps followUps;
  private final RouterOutbound out;
  private final MessageRules messages;
  private final IqRules iqs;
  private final PresenceRules presences;
  private final Filters filters = new Filters();
  private final Delivery delivery;
  private final SessionEnds ends;
  private final Binder binder;
  private final NodeState node;
  private final RoutedPacket packet = new RoutedPacket();
  private final JidView claimedFrom = new JidView();

  /**
   * @param hosts domains served, their host types made by {@link HostTypes}
   */
  public Router(
      final Hosts hosts,
      final Stores stores,
      final Workers workers,
      final Durability durability,
      final RouterSettings settings,
      final RouterCounters counters) {
    final AccountTable accounts =
        new AccountTable(stores.accounts(), workers.calls(), durability, counters);
    core = new Core(hosts, accounts, counters);
    emitter = new Emitter(counters);
    ledger = new Ledger(durability, accounts);
    followUps = new FollowUps(new StanzaParser(settings.limits().forGenerated()));
    node = new NodeState(core);
    final WorkCalls calls = new WorkCalls(core, workers, durability.progress());
    out = new RouterOutbound(core, emitter, followUps, calls, stores.accounts(), node);
    calls.wire(out);
    messages = new MessageRules(out, ledger);
    iqs = new IqRules(out);
    presences = new PresenceRules(out);
    ends = new SessionEnds(core, emitter, out, filters);
    binder = new Binder(core, emitter, out, ends, settings.random(), settings.maxSessions());
    delivery = new Delivery(core, out, messages, iqs, presences, filters, this::onLoadEnded);
    out.wire(ends, this::onLoadEnded);
  }

  @Override
  public String roleName() {
    return "route";
  }

  @Override
  public void onSlot(final NodeSlot slot, final long sequence, final boolean endOfBatch) {
    emitter.begin(slot);
    ledger.begin(slot);
    node.now(slot.receivedAtMs());
    switch (slot.kind()) {
      case STANZA -> onStanza(slot);
      case BIND -> onBind(slot.session(), (BindRequest) slot.attachment());
      case CLOSED -> onClosed(slot);
      case UNDELIVERED -> onUndelivered(slot.stanza());
      case ANSWER -> ((Answered) slot.attachment()).deliver(out);
      case COMMAND -> ((Command) slot.attachment()).execute(node, out);
      case TICK -> core.accounts.evict(slot.receivedAtMs(), EVICTIONS_PER_TICK);
    }
    for (Parked next = followUps.poll(); next != null; next = followUps.poll()) {
      deliver(next);
    }
  }

  /**
   * A fault ends the session whose slot it was; everyone else goes on. What was decided before the
   * fault stands in the tables already, so it is delivered too: a half-written entry has no
   * recipients yet.
   */
  @Override
  public void onFault(final NodeSlot slot, final Throwable fault) {
    core.counters.faults.increment();
    emitter.begin(slot);
    slot.facts().abort(); // a half-written entry
    final LocalSession session = core.sessions.get(slot.session());
    if (session != null) {
      ends.close(session, "internal-server-error", null);
    } else if (slot.kind() == SlotKind.BIND || slot.kind() == SlotKind.CLOSED) {
      emitter.close(slot.session(), "internal-server-error", null); // its endpoint waits for a word
    }
  }

  private void onStanza(final NodeSlot slot) {
    final LocalSession session = core.sessions.get(slot.session());
    if (session == null) {
      return; // its end is already decided; what was still in the ring is void
    }
    final StanzaView stanza = slot.stanza();
    if (!mayStamp(stanza, session)) {
      ends.close(session, "invalid-from", null); // RFC 6120 §8.1.2.1
      return;
    }
    if (!packet.wrap(stanza, session.jid(), session)) {
      out.error(packet, StanzaError.of(Condition.JID_MALFORMED));
      return;
    }
    switch (stanza.kind()) {
      case MESSAGE -> onMessage(session);
      case IQ -> onIq(session);
      case PRESENCE -> onPresence(session);
      case NONZA -> ends.close(session, "unsupported-stanza-type", null);
    }
  }

  private boolean mayStamp(final StanzaView stanza, final LocalSession session) {
    if (!stanza.from().isPresent()) {
      return true;
    }
    final boolean valid =
        claimedFrom.wrap(stanza.buffer(), stanza.from().valueStart(), stanza.from().valueEnd());
    return valid
        && (claimedFrom.sameFull(session.jid()) || claimedFrom.sameFull(session.account().jid()));
  }

  private void onMessage(final LocalSession session) {
    core.counters.messages.increment();
    session.account().host().traffic().message();
    addressed(session);
    if (mayLeave(session) && messages.sent(packet)) {
      delivery.deliver(packet);
    }
  }

  private void onIq(final LocalSession session) {
    core.counters.iqs.increment();
    session.account().host().traffic().iq();
    addressed(session);
    if (iqs.isAcceptable(packet) && mayLeave(session)) {
      delivery.deliver(packet);
    }
  }

  private void onPresence(final LocalSession session) {
    core.counters.presences.increment();
    session.account().host().traffic().presence();
    if (!packet.hasTo() || mayLeave(session)) {
      presences.sent(packet);
    }
  }

  /** RFC 6120 §8.1.1.1: without {@code to} a message or IQ is for the sender's own account. */
  private void addressed(final LocalSession session) {
    if (!packet.hasTo()) {
      packet.addressTo(session.account().jid());
    }
  }

  private boolean mayLeave(final LocalSession session) {
    final StanzaError refusal = filters.outgoing(session.account(), packet);
    if (refusal != null) {
      out.error(packet, refusal);
    }
    return refusal == null;
  }

  private void deliver(final Parked parked) {
    if (packet.wrap(parked.stanza(), parked.from(), delivery.sender(parked))) {
      if (parked.isFromClient()) {
        packet.fromClient();
      }
      if (parked.earlierId() != Parked.NEW) {
        packet.routedAgain(parked.earlierId());
      }
      if (!packet.hasTo()) {
        packet.addressTo(parked.from().bare());
      }
      delivery.deliver(packet);
    }
    routed(parked);
  }

  /** A message that waited is in its sender's archive now, or its sender knows that it is not. */
  private void routed(final Parked parked) {
    if (parked.isFromClient() && parked.stanza().kind() == StanzaKind.MESSAGE) {
      final LocalAccount sender = core.accounts.get(parked.from());
      if (sender != null) {
        sender.routedOne();
      }
    }
  }

  private void onUndelivered(final StanzaView stanza) {
    core.counters.undelivered.increment();
    final String from = stanza.text(stanza.from());
    final Jid sender = from == null ? null : Jid.parse(from);
    if (sender != null
        && stanza.kind() != StanzaKind.PRESENCE
        && packet.wrap(stanza, sender, null)
        && packet.hasTo()) {
      if (stanza.kind() == StanzaKind.MESSAGE) {
        packet.routedAgain(StanzaIds.idFrom(packet));
      }
      delivery.deliver(packet);
    }
  }

  private void onBind(final long handle, final BindRequest request) {
    LocalAccount account = core.accounts.get(request.account());
    if (account != null && account.status() == LocalAccount.Status.MISSING) {
      core.accounts.forgetMissing(request.account());
      account = null;
    }
    if (account != null && account.isLoaded()) {
      binder.bind(account, handle, request);
      return;
    }
    final boolean load = account == null;
    if (load) {
      final Host host = core.hostOf(request.account());
      account = core.accounts.create(request.account(), host);
    }
    account.waiting().add(new Waiting.Bind(handle, request));
    if (load) {
      core.accounts.load(account, handle, this::onLoadEnded, out);
    }
  }

  private void onClosed(final NodeSlot slot) {
    final LocalSession session = core.sessions.get(slot.session());
    if (session != null) {
      ends.left(session);
    } else if (slot.attachment() instanceof Jid waitingFor) {
      final LocalAccount account = core.accounts.get(waitingFor);
      if (account != null) {
        account.waiting().cancel(slot.session());
      }
    }
  }

  /** Everything that waited goes on, in its order of arrival. */
  private void onLoadEnded(
      final LocalAccount account, final StoreException failure, final Outbound ignored) {
    final Waiting waiting = account.takeWaiting();
    for (final Waiting.Bind bind : waiting.binds()) {
      if (failure != null) {
        binder.failed(bind, failure);
      } else if (account.isLoaded()) {
        binder.bind(account, bind.handle(), bind.request());
      } else {
        binder.missing(bind);
      }
    }
    for (final Waiting.Question question : waiting.questions()) {
      if (failure == null) {
        question.then().on(account.isLoaded() ? account : null, out);
      } else if (question.failed() != null) {
        question.failed().on(WorkCalls.toError(failure), out);
      }
    }
    for (final Parked parked : waiting.stanzas()) {
      if (failure == null) {
        followUps.add(parked);
      } else if (packet.wrap(parked.stanza(), parked.from(), delivery.sender(parked))) {
        delivery.failed(packet, failure);
        routed(parked);
      }
    }
  }

  /** The Router's state for the control plane; only the Router's own thread may ask. */
  NodeView node() {
    return node;
  }
}
