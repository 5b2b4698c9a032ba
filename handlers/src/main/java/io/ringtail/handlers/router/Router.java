// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Answered;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.ring.Stage;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;

/**
 * ROUTE: the single writer of all sessions, accounts in memory and presence. It only orders the
 * small objects that do the work.
 *
 * <pre>
 *   STANZA ──► rules of its kind (sender's side) ──► Delivery (recipient's side) ──► outbox
 *   BIND, RESUME ──► Arrivals ──► Binder, Resumption         LEFT, CLOSED ──► SessionEnds
 *   ANSWER, COMMAND ──► their own code     TICK ──► whoever waits for time to pass
 *   and after each slot: FollowUps, until none is left
 * </pre>
 *
 * <p>Owner: the ROUTE agent. Allocates: never for a stanza between loaded accounts.
 */
public final class Router implements Stage<NodeSlot> {
  private static final int EVICTIONS_PER_TICK = 10_000;
  private static final int LOADS_PER_TICK = 200;
  private static final int LAST_ANSWERS = 2; // one that waits, and one for all asked for since

  /** After these an endpoint waits for a word. */
  private static final Set<SlotKind> ENDPOINT_WAITS =
      EnumSet.of(SlotKind.BIND, SlotKind.RESUME, SlotKind.LEFT, SlotKind.CLOSED);

  private final Core core;
  private final Emitter emitter;
  private final Ledger ledger;
  private final FollowUps followUps;
  private final RouterOutbound out;
  private final SenderRules senders;
  private final Delivery delivery;
  private final SessionEnds ends;
  private final StreamJournal journal;
  private final StreamManager streams;
  private final StreamReplies replies;
  private final ToldCounts counts;
  private final Holds holds;
  private final Behind behind;
  private final Resumption resumption;
  private final NonzaRules nonzas;
  private final Arrivals arrivals;
  private final NodeState node;
  private final RoutedPacket packet = new RoutedPacket();
  private final ArrayDeque<Runnable> due = new ArrayDeque<>(); // what waited for an account

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
    journal = new StreamJournal(durability);
    streams = new StreamManager(durability.ids(), settings.random(), journal);
    emitter = new Emitter(counters, streams);
    replies = new StreamReplies(emitter);
    counts = new ToldCounts(durability, replies);
    holds = new Holds(counts);
    counts.wire(holds::freed);
    behind = new Behind(holds, emitter, due, parked -> onSent(parked, null));
    ledger = new Ledger(durability, accounts, settings.maxOffline());
    followUps = new FollowUps(new StanzaParser(settings.limits().forGenerated()));
    node = new NodeState(core);
    final WorkCalls calls = new WorkCalls(core, workers, durability.progress(), holds);
    out = new RouterOutbound(core, emitter, followUps, calls, stores.accounts(), node, ledger);
    calls.wire(out);
    final OfflineDelivery offline = new OfflineDelivery(core, emitter, calls, journal);
    streams.wire(offline);
    final MessageRules messages = new MessageRules(out, ledger);
    final IqRules iqs = new IqRules(out);
    final PresenceRules presences = new PresenceRules(out);
    final Filters filters = new Filters();
    resumption = new Resumption(core, emitter, streams, replies, settings.revocations());
    ends = new SessionEnds(core, emitter, out, filters, resumption, new Leftovers(followUps));
    nonzas = new NonzaRules(streams, replies, counts, ends, emitter);
    final InlineSuccess success =
        new InlineSuccess(emitter, out, new ReadInArchive(offline, durability));
    final InlineStreams inline = new InlineStreams(emitter, streams, resumption, success);
    final Binder binder = new Binder(core, emitter, out, ends, settings, success, inline);
    arrivals = new Arrivals(core, out, behind, resumption, inline, binder, calls);
    arrivals.wire(this::onLoadEnded);
    delivery = new Delivery(core, out, messages, iqs, presences, filters, holds);
    delivery.wire(this::onLoadEnded);
    senders = new SenderRules(core, out, messages, iqs, presences, filters, delivery);
    out.wire(ends, offline, inline, this::onLoadEnded);
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
    journal.begin(slot);
    counts.begin(slot);
    node.now(slot.receivedAtMs());
    holds.begin(null);
    switch (slot.kind()) {
      case STANZA -> onStanza(slot);
      case BIND -> arrivals.bind(slot.session(), (BindRequest) slot.attachment());
      case RESUME -> arrivals.resume(slot.session(), (ResumeRequest) slot.attachment());
      case LEFT, CLOSED -> onClosed(slot);
      case UNDELIVERED -> onUndelivered(slot.stanza());
      case ANSWER -> ((Answered) slot.attachment()).deliver(out);
      case COMMAND -> ((Command) slot.attachment()).execute(node, out);
      case TICK -> onTick(slot.receivedAtMs());
    }
    final LocalSession sender =
        slot.kind() == SlotKind.STANZA ? core.sessions.get(slot.session()) : null;
    counts.release();
    do {
      settle(sender, !endOfBatch);
    } while (counts.settle());
  }

  /** What the slot brought about is brought to its end before the next one. */
  private void settle(final LocalSession sender, final boolean more) {
    holds.begin(null);
    boolean busy = true;
    while (busy) {
      behind.release();
      for (Runnable next = due.poll(); next != null; next = due.poll()) {
        holds.begin(null);
        next.run();
      }
      for (Parked next = followUps.poll(); next != null; next = followUps.poll()) {
        deliver(next);
      }
      emitter.flushCrowded();
      final ManagedStream late = streams.pollOverfull();
      if (late != null && late.session().isOpen()) {
        resumption.overfull(late);
      }
      busy = late != null || behind.release();
    }
    streams.writeRequests(replies, emitter.nowMs());
    journal.write(sender, more);
  }

  private void onTick(final long nowMs) {
    core.accounts.evict(nowMs, EVICTIONS_PER_TICK);
    resumption.tick(nowMs);
    core.accounts.loadWanted(nowMs, LOADS_PER_TICK, this::onLoadEnded, out);
    journal.tick();
    counts.tick(nowMs);
    behind.tick(nowMs);
    core.tick(out);
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
    holds.begin(null);
    final LocalSession session = core.sessions.get(slot.session());
    if (session != null) {
      ends.close(session, "internal-server-error", null);
    } else if (ENDPOINT_WAITS.contains(slot.kind())) {
      emitter.close(slot.session(), "internal-server-error", null);
    }
    streams.writeRequests(replies, emitter.nowMs());
    journal.write(null, false);
    counts.settle();
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
    if (behind.isFull(session, stanza.length())) {
      ends.suspend(session, "resource-constraint", "an account is loading");
      return;
    }
    if (session.stream() != null) {
      session.stream().received();
    }
    holds.begin(session);
    if (!senders.mayStamp(stanza, session)) {
      ends.close(session, "invalid-from", null); // RFC 6120 §8.1.2.1
      return;
    }
    if (!packet.wrap(stanza, session.jid(), session)) {
      out.error(packet, StanzaError.of(Condition.JID_MALFORMED));
      return;
    }
    if (!session.account().isLoaded()) {
      awaitAccount(session);
    } else if (!behind.takes(packet, session)) {
      senders.sent(packet, session);
    }
  }

  /** The session is from before a restart: what its client may do stands in the account. */
  private void awaitAccount(final LocalSession session) {
    final Hold hold = holds.retain();
    if (!session.account().waiting().addSent(Parked.copyOf(packet, hold))) {
      Holds.release(hold);
      out.error(packet, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "the account is loading"));
      return;
    }
    core.counters.parked.increment();
    core.accounts.ensureLoading(session.account(), session.handle(), this::onLoadEnded, out);
  }

  private void deliver(final Parked parked) {
    if (packet.wrap(parked.stanza(), parked.from(), parked.sender())) {
      holds.goOn(parked.hold());
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
    Holds.release(parked.hold());
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

  /** What a client is still owed it is told before its stream ends. */
  private void onLeft(final long handle, final int answers) {
    final LocalSession session = core.sessions.get(handle);
    if (session == null) {
      return; // its end came otherwise meanwhile
    }
    if (answers > 0 && ToldCounts.owes(session)) {
      counts.whenTold(() -> due.add(() -> onLeft(handle, answers - 1)));
    } else {
      ends.left(session);
    }
  }

  private void onClosed(final NodeSlot slot) {
    final LocalSession session = core.sessions.get(slot.session());
    behind.closed(slot.session(), session, slot.kind() == SlotKind.LEFT);
    arrivals.closed(slot.session());
    if (session != null && slot.kind() == SlotKind.LEFT) {
      onLeft(slot.session(), LAST_ANSWERS);
    } else if (session != null) {
      ends.lost(session);
    } else if (slot.attachment() instanceof Jid waitingFor) {
      final LocalAccount account = core.accounts.get(waitingFor);
      if (account != null) {
        account.waiting().cancel(slot.session());
      }
    }
  }

  /**
   * Everything that waited goes on, in its order of arrival and one by one: whom a fault meets on
   * the way does not take the others along.
   */
  private void onLoadEnded(
      final LocalAccount account, final StoreException failure, final Outbound ignored) {
    if (failure == null && !account.isLoaded()) {
      ends.forget(account);
    }
    if (failure == null) {
      account.takeDeparted().forEach(session -> due.add(() -> ends.departed(session)));
    }
    final Waiting waiting = account.takeWaiting();
    for (final Parked parked : waiting.sent()) {
      due.add(() -> onSent(parked, failure));
    }
    for (final Waiting.Bind bind : waiting.binds()) {
      due.add(() -> arrivals.bindable(account, bind, failure));
    }
    for (final Waiting.Question question : waiting.questions()) {
      due.add(() -> onAnswerable(account, question, failure));
    }
    for (final Parked parked : waiting.stanzas()) {
      due.add(failure == null ? () -> deliver(parked) : () -> failed(parked, failure));
    }
  }

  private void onAnswerable(
      final LocalAccount account, final Waiting.Question question, final StoreException failure) {
    if (failure == null) {
      question.then().on(account.isLoaded() ? account : null, out);
    } else if (question.failed() != null) {
      question.failed().on(WorkCalls.toError(failure), out);
    }
  }

  /** A stanza that waited for its own sender's account. */
  private void onSent(final Parked parked, final StoreException failure) {
    final LocalSession sender = parked.sender();
    if (sender != null && packet.wrap(parked.stanza(), parked.from(), sender)) {
      holds.goOn(parked.hold());
      if (failure != null) {
        delivery.failed(packet, failure);
      } else if (!behind.takes(packet, sender)) {
        senders.sent(packet, sender);
      }
    }
    Holds.release(parked.hold());
  }

  private void failed(final Parked parked, final StoreException failure) {
    if (packet.wrap(parked.stanza(), parked.from(), parked.sender())) {
      delivery.failed(packet, failure);
    }
    routed(parked);
    Holds.release(parked.hold());
  }

  /** Takes the journal's entries and brings back the sessions that can still be resumed. */
  public Restart restart(final JournalReader reader, final long nowMs) {
    return new Restart(core, streams, resumption, reader, nowMs);
  }

  /** A command for when the journal's acknowledgements have moved: who waited for that goes on. */
  public Command onAcknowledged() {
    return (view, outbound) -> counts.heard();
  }

  /** The Router's state for the control plane; only the Router's own thread may ask. */
  NodeView node() {
    return node;
  }
}
