// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Answered;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.ring.Stage;
import java.util.EnumSet;
import java.util.Set;

/**
 * ROUTE: the single writer of all sessions, accounts in memory and presence. It only orders the
 * small objects that do the work.
 *
 * <pre>
 *   STANZA ──► rules of its kind (sender's side) ──► Delivery (recipient's side) ──► outbox
 *   BIND ────► Binder          RESUME ──► Resumption         LEFT, CLOSED ──► SessionEnds
 *   ANSWER, COMMAND ──► their own code     TICK ──► whoever waits for time to pass
 *   and after each slot: FollowUps, until none is left
 * </pre>
 *
 * <p>Owner: the ROUTE agent. Allocates: never for a stanza between loaded accounts.
 */
public final class Router implements Stage<NodeSlot> {
  private static final int EVICTIONS_PER_TICK = 10_000;

  /** After these an endpoint waits for a word. */
  private static final Set<SlotKind> ENDPOINT_WAITS =
      EnumSet.of(SlotKind.BIND, SlotKind.RESUME, SlotKind.LEFT, SlotKind.CLOSED);

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
  private final StreamManager streams;
  private final StreamReplies replies;
  private final Resumption resumption;
  private final NonzaRules nonzas;
  private final NodeState node;
  private final RoutedPacket packet = new RoutedPacket();
  private final JidView claimedFrom = new JidView();

  /**
   * @param hosts domains served, their host types made by {@link HostTypes}
   */
  public Router(
      final Hosts hosts,
      final Stores stores,
      final Blocking blocking,
      final Durability durability,
      final RouterSettings settings,
      final RouterCounters counters) {
    core = new Core(hosts, new AccountTable(stores.accounts(), blocking, counters), counters);
    streams = new StreamManager(durability.ids(), settings.random());
    emitter = new Emitter(counters, streams);
    replies = new StreamReplies(emitter);
    ledger = new Ledger(durability);
    followUps = new FollowUps(new StanzaParser(settings.limits().forGenerated()));
    node = new NodeState(core);
    out = new RouterOutbound(core, emitter, followUps, blocking, stores.accounts(), node, replies);
    messages = new MessageRules(out, ledger);
    iqs = new IqRules(out);
    presences = new PresenceRules(out);
    resumption = new Resumption(core, emitter, streams, replies);
    ends = new SessionEnds(core, emitter, out, filters, resumption, new Leftovers(followUps));
    nonzas = new NonzaRules(streams, replies, ends, emitter);
    binder = new Binder(core, emitter, out, ends, settings.random(), settings.maxSessions());
    delivery = new Delivery(core, out, messages, iqs, presences, filters, this::onLoadEnded);
    out.wire(ends, this::onLoadEnded);
    resumption.wire(ends);
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
    out.begin(null);
    switch (slot.kind()) {
      case STANZA -> onStanza(slot);
      case BIND -> onBind(slot.session(), (BindRequest) slot.attachment());
      case RESUME -> resumption.resume(slot.session(), (ResumeRequest) slot.attachment());
      case LEFT, CLOSED -> onClosed(slot);
      case UNDELIVERED -> onUndelivered(slot.stanza());
      case ANSWER -> ((Answered) slot.attachment()).deliver(out);
      case COMMAND -> ((Command) slot.attachment()).execute(node, out);
      case TICK -> onTick(slot.receivedAtMs());
    }
    settle();
  }

  /** What the slot brought about is brought to its end before the next one. */
  private void settle() {
    out.begin(null);
    boolean more = true;
    while (more) {
      for (Parked next = followUps.poll(); next != null; next = followUps.poll()) {
        deliver(next);
      }
      final ManagedStream behind = streams.pollOverfull();
      more = behind != null;
      if (more && behind.session().isOpen()) {
        resumption.overfull(behind);
      }
    }
    streams.writeRequests(replies, emitter.nowMs());
  }

  private void onTick(final long nowMs) {
    core.accounts.evict(nowMs, EVICTIONS_PER_TICK);
    resumption.tick(nowMs);
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
    out.begin(null);
    final LocalSession session = core.sessions.get(slot.session());
    if (session != null) {
      ends.close(session, "internal-server-error", null);
    } else if (ENDPOINT_WAITS.contains(slot.kind())) {
      emitter.close(slot.session(), "internal-server-error", null);
    }
    streams.writeRequests(replies, emitter.nowMs());
  }

  private void onStanza(final NodeSlot slot) {
    final LocalSession session = core.sessions.get(slot.session());
    if (session == null) {
      return; // its end is already decided; what was still in the ring is void
    }
    final StanzaView stanza = slot.stanza();
    if (stanza.kind() == StanzaKind.NONZA) {
      nonzas.on(session, stanza);
      return;
    }
    if (session.stream() != null) {
      session.stream().received();
    }
    out.begin(session);
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
      case NONZA -> {}
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
    if (iqs.isLegacySession(packet)) {
      iqs.answerLegacySession(packet);
      return;
    }
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
    if (packet.wrap(parked.stanza(), parked.from(), parked.sender())) {
      packet.earlier(parked.earlier());
      out.goOn(parked.hold());
      if (!packet.hasTo()) {
        packet.addressTo(parked.from().bare());
      }
      delivery.deliver(packet);
    }
    if (parked.hold() != null) {
      parked.hold().release();
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
    if (session != null && slot.kind() == SlotKind.LEFT) {
      ends.left(session);
    } else if (session != null) {
      ends.lost(session);
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
        question.failed().on(RouterOutbound.toError(failure), out);
      }
    }
    for (final Parked parked : waiting.stanzas()) {
      if (failure == null) {
        followUps.add(parked);
      } else {
        failed(parked, failure);
      }
    }
  }

  private void failed(final Parked parked, final StoreException failure) {
    if (packet.wrap(parked.stanza(), parked.from(), parked.sender())) {
      delivery.failed(packet, failure);
    }
    if (parked.hold() != null) {
      parked.hold().release();
    }
  }

  /** The Router's state for the control plane; only the Router's own thread may ask. */
  NodeView node() {
    return node;
  }
}
