// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.Outlet;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.ring.AnswerQueue;
import io.ringtail.ring.Counters;
import io.ringtail.ring.Lane;
import io.ringtail.ring.LaneWaker;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.PooledBytes;
import io.ringtail.ring.RingProducer;
import io.ringtail.transport.settings.LoopSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that belongs to one event loop: its endpoints, parser, timers, its way onto the ring
 * and the one flush at the end of each turn.
 *
 * <pre>
 *   first read, answer, timer or lane record of a turn ─► touch() ─► one task at the turn's end:
 *     own events ─► ring ─► stages (inline only) ─► waiting endpoints resume ─► flush
 * </pre>
 *
 * <p>Owner: the loop, except where a method says otherwise. Allocates: at start; per endpoint.
 */
public final class IoLoop {
  private static final Logger LOG = LoggerFactory.getLogger("ringtail.sessions");
  private static final int SCRATCH_BYTES = 1 << 16;
  private static final int DRAIN_LIMIT = 1024;
  private static final int ANSWERS_PER_TURN = 256;
  private static final int INLINE_BATCH = 32;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final Consumer<Peer> FLUSH = Peer::flush;
  private static final Consumer<Peer> RESUME = Peer::resume;

  /** What loops have in common. */
  record Shared(
      LoopSettings settings,
      Limits limits,
      PooledBytes bigArrays,
      Counters counters,
      LoopProbe.Maker<NodeSlot> probes) {}

  private final int index;
  private final EventLoop executor;
  private final RingProducer<NodeSlot> producer;
  private final LoopClock clock = new LoopClock();
  private final LoopCounters counters;
  private final LoopProbe<NodeSlot> probe;
  private final LoopBuffers buffers = new LoopBuffers(PooledByteBufAllocator.DEFAULT);
  private final StanzaParser parser;
  private final StanzaView view = new StanzaView();
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private final PeerTable peers;
  private final TimerWheel wheel = new TimerWheel(clock.nowNs());
  private final RingGate gate;
  private final AnswerQueue<LoopEvent> answers;
  private final Lane lane;
  private final LaneReader laneReader;
  private final Outlet outlet;
  private final LaneWaker answerWaker;
  private final LaneWaker laneWaker;
  private final Runnable endTurn = this::endTurn;
  private final TimerWheel.Firing firing = this::fire;
  private final ArrayDeque<Peer> waiting = new ArrayDeque<>();
  private final List<Peer> dirty = new ArrayList<>();
  private Runnable inlineStages;
  private boolean turnOpen;
  private boolean draining;
  private boolean stopped;
  private long nextTickNs = clock.nowNs();
  private int sinceStages;

  IoLoop(
      final int index,
      final EventLoop executor,
      final RingProducer<NodeSlot> producer,
      final Shared shared,
      final boolean inline) {
    this.index = index;
    this.executor = executor;
    this.producer = producer;
    this.counters = new LoopCounters(shared.counters(), index);
    this.probe = shared.probes().probe(index);
    this.parser = new StanzaParser(shared.limits());
    this.peers = new PeerTable(index);
    this.gate = new RingGate(producer, shared.bigArrays(), parser, clock, counters, peers, probe);
    final Delivery delivery = new Delivery(peers, gate, counters);
    this.answerWaker = new LaneWaker(executor, this::touch);
    this.answers = new AnswerQueue<>(shared.settings().answerCapacity(), answerWaker::wake);
    this.laneWaker = new LaneWaker(executor, this::drainLane);
    this.laneReader = new LaneReader(delivery, probe);
    this.lane =
        inline ? null : new Lane(shared.settings().laneBytes(), LaneOutlet.MAX_RECORD_BYTES);
    this.outlet = inline ? new InlineOutlet(delivery, probe) : new LaneOutlet(lane, laneWaker);
  }

  /** Begins the loop's life, before its first connection; {@code stages} is null unless inline. */
  void start(final Runnable stages) {
    inlineStages = stages;
    producer.onRoom(() -> executor.execute(this::touch));
    executor.scheduleAtFixedRate(
        this::onTick, TimerWheel.TICK_NS, TimerWheel.TICK_NS, TimeUnit.NANOSECONDS);
  }

  public int index() {
    return index;
  }

  /** Runs tasks on this loop; for any thread. */
  public EventLoop executor() {
    return executor;
  }

  /** Runs the task on this loop; void once the node has stopped. For any thread. */
  public void submit(final Runnable task) {
    try {
      executor.execute(task);
    } catch (final RejectedExecutionException stopped) {
      // every endpoint of this loop is gone: nobody waits for the task
      return;
    }
  }

  /** The way to this loop's sessions; for DELIVER. */
  public Outlet outlet() {
    return outlet;
  }

  /** Places for what comes back from other threads; for any thread. */
  AnswerQueue<LoopEvent> answers() {
    return answers;
  }

  public LoopClock clock() {
    return clock;
  }

  public LoopCounters counters() {
    return counters;
  }

  /** The loop's stop watch. */
  public LoopProbe<NodeSlot> probe() {
    return probe;
  }

  public StanzaParser parser() {
    return parser;
  }

  /** The view of the stanza being looked at; valid until the next parse on this loop. */
  public StanzaView view() {
    return view;
  }

  /** Bytes for whoever reads at the moment. */
  public byte[] scratch() {
    return scratch;
  }

  public LoopBuffers buffers() {
    return buffers;
  }

  public int liveEndpoints() {
    return peers.live();
  }

  /** Notes that something happens in this turn: its end is scheduled, the clock is read. */
  public void touch() {
    if (!turnOpen && !stopped) {
      turnOpen = true;
      clock.read();
      executor.execute(endTurn);
    }
  }

  /**
   * Before a connection's bytes are looked at. A turn that brings very many stanzas runs the stages
   * in between: their slots are used again while the cache still has them, and a small ring does.
   */
  public void onRead() {
    touch();
    if (sinceStages >= INLINE_BATCH) {
      runStages();
    }
  }

  private void runStages() {
    sinceStages = 0;
    inlineStages.run();
  }

  public long add(final Peer peer) {
    counters.opened.increment();
    return peers.add(peer);
  }

  /** The endpoint is gone; {@link #closed} follows or came before if the Router knew of it. */
  public void remove(final long handle, final boolean knownToRouter) {
    counters.closed.increment();
    peers.remove(handle, knownToRouter);
    wheel.disarm(SessionHandle.index(handle));
  }

  /**
   * Tells the Router that the session's connection ends, after everything it has sent. Only then is
   * the handle's index used again, so that this always precedes a successor's BIND.
   *
   * @param how LEFT or CLOSED
   * @param waitingFor the account, when a bind request is not answered yet; else null
   */
  public void closed(final SlotKind how, final long handle, final Jid waitingFor) {
    gate.event(new LoopEvent(how, handle, waitingFor, null));
    if (LOG.isDebugEnabled()) {
      LOG.debug("session {} closed", Long.toHexString(handle));
    }
    touch();
  }

  /** Has the Router execute a command, behind everything this loop has published. */
  public void command(final Command command) {
    gate.event(new LoopEvent(SlotKind.COMMAND, SessionHandle.NONE, command, null));
    touch();
  }

  /** True when the stages run on this loop, once per turn. */
  public boolean isInline() {
    return inlineStages != null;
  }

  /**
   * Publishes what {@link #view()} shows; false under pressure: stop reading, then {@link #await}.
   */
  public boolean publishStanza(final long handle) {
    touch();
    if (!gate.stanza(handle, view)) {
      return false;
    }
    if (inlineStages != null) {
      sinceStages++;
    }
    return true;
  }

  /** Asks the Router for a session, as soon as the ring has room: by BIND or RESUME. */
  public void request(final SlotKind kind, final long handle, final Object request) {
    gate.event(new LoopEvent(kind, handle, request, null));
    touch();
  }

  /** The peer's {@code resume} will be called when there may be room, at the end of a turn. */
  public void await(final Peer peer) {
    waiting.add(peer);
    touch();
  }

  /** The peer's {@code flush} is called at the end of this turn. */
  public void markDirty(final Peer peer) {
    dirty.add(peer);
    touch();
  }

  /** The peer's {@code onTimer} is called at the deadline or earlier. */
  public void arm(final long handle, final long deadlineNs) {
    wheel.arm(SessionHandle.index(handle), deadlineNs);
  }

  /** Stops taking input from every endpoint; the ring's claims may stop next. */
  void stopReading() {
    draining = true; // soon every claim is refused, room or not
    peers.forEach(Peer::stopReading);
    publishOwnEvents();
    flushDirty();
  }

  /** Ends every stream. */
  void shutDown() {
    stopped = true;
    if (lane != null) {
      while (lane.drain(laneReader, DRAIN_LIMIT) > 0) {}
    }
    peers.forEach(Peer::shutDown);
    flushDirty();
    buffers.close();
  }

  private void endTurn() {
    final long startedNs = clock.nowNs();
    workOffTurn();
    probe.turnEnded(startedNs);
  }

  private void workOffTurn() {
    turnOpen = false;
    if (stopped) {
      flushDirty();
      return;
    }
    publishOwnEvents();
    if (inlineStages != null) {
      runStages();
    }
    flushDirty();
    final boolean allTried = resumeWaiting();
    final boolean needsRoom = gate.hasPending() || !waiting.isEmpty();
    final boolean roomNow = needsRoom && !producer.awaitRoom();
    // what waits for want of an array, not of room, is tried again at the next tick
    if (roomNow && !draining && (gate.hasPending() || !allTried)) {
      touch();
    }
  }

  private void publishOwnEvents() {
    gate.publishPending();
    if (!gate.hasPending() && answers.drain(gate::event, ANSWERS_PER_TURN) > 0) {
      gate.publishPending();
      touch();
    }
  }

  /** Resumes who waited when the turn ended; false when the ring filled up before all had a try. */
  private boolean resumeWaiting() {
    int left = waiting.size();
    while (left > 0 && !producer.isAboveReadMark()) {
      left--;
      guarded(waiting.poll(), RESUME);
    }
    return left == 0;
  }

  private void flushDirty() {
    probe.flushing();
    for (int i = 0; i < dirty.size(); i++) {
      guarded(dirty.get(i), FLUSH);
    }
    dirty.clear();
    probe.flushed();
  }

  // A bug met on behalf of one connection must not cost the others their turn.
  private static void guarded(final Peer peer, final Consumer<Peer> action) {
    try {
      action.accept(peer);
    } catch (final RuntimeException fault) {
      peer.onFault(fault);
    }
  }

  private void drainLane() {
    touch();
    if (lane.drain(laneReader, DRAIN_LIMIT) == DRAIN_LIMIT) {
      laneWaker.wake();
    }
  }

  private void onTick() {
    touch();
    clock.read();
    wheel.advance(clock.nowNs(), firing);
    if (stopped) {
      flushDirty();
    } else if (index == 0 && clock.nowNs() - nextTickNs >= 0) {
      nextTickNs += SECOND_NS;
      gate.request(SlotKind.TICK, SessionHandle.NONE, null);
    }
  }

  private long fire(final int peerIndex, final long nowNs) {
    final Peer peer = peers.at(peerIndex);
    try {
      return peer == null ? Peer.NO_TIMER : peer.onTimer(nowNs);
    } catch (final RuntimeException fault) {
      peer.onFault(fault);
      return Peer.NO_TIMER;
    }
  }
}
