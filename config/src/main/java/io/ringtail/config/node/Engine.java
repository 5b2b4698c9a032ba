// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.ListenerSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.config.settings.RingSettings;
import io.ringtail.handlers.archive.Archiver;
import io.ringtail.handlers.auth.Revocations;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.Deliverer;
import io.ringtail.handlers.router.Durability;
import io.ringtail.handlers.router.Restart;
import io.ringtail.handlers.router.Router;
import io.ringtail.handlers.router.RouterCounters;
import io.ringtail.handlers.router.RouterSettings;
import io.ringtail.handlers.router.Workers;
import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.parser.Limits;
import io.ringtail.perf.latency.Instruments;
import io.ringtail.perf.latency.LatencyBoard;
import io.ringtail.perf.settings.PerfSettings;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.persistence.journal.ChronicleJournal;
import io.ringtail.persistence.journal.ReaderPosition;
import io.ringtail.ring.Counters;
import io.ringtail.ring.CpuBudget;
import io.ringtail.ring.Diagnostics;
import io.ringtail.ring.DrainReport;
import io.ringtail.ring.ErrorLog;
import io.ringtail.ring.Idle;
import io.ringtail.ring.InboundRing;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.Pipeline;
import io.ringtail.ring.PipelineSettings;
import io.ringtail.ring.PooledBytes;
import io.ringtail.ring.SlotProbe;
import io.ringtail.ring.Threading;
import io.ringtail.ring.ThreadingChoice;
import io.ringtail.ring.ThreadingDecision;
import io.ringtail.ring.ThreadingSettings;
import io.ringtail.transport.admit.Admissions;
import io.ringtail.transport.loop.BoundedWork;
import io.ringtail.transport.loop.LoopWork;
import io.ringtail.transport.loop.Loops;
import io.ringtail.transport.settings.LoopSettings;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hot half of a node: ring, I/O loops and stages, and the virtual threads behind them.
 *
 * <pre>
 *   loops ─► ring ─► ROUTE ─► ARCHIVE ─► INBOX ─► DELIVER ─► outlets ─► loops
 *                      └► blocking work ─► answers ─► loops
 * </pre>
 *
 * <p>Owner: the thread that starts and stops the node. Allocates: at start.
 */
final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger("ringtail.faults");
  private static final Logger START = LoggerFactory.getLogger(Engine.class);
  private static final int STAGES = 4;
  private static final int SLOTS = 8_192;
  private static final int INLINE_SLOTS = 256;
  private static final int MAX_DISTINCT_FAULTS = 256;
  private static final int BIG_ARRAYS_PER_SIZE = 256;
  private static final int STAMP_BYTES = 16_384; // two full addresses, escaped, and a stanza-id
  private static final int MAX_WORK_WAITING = 16_384;
  private static final int MAX_QUERIES = 1_024;
  private static final long MIN_IDLE_NS = 1_000;
  private static final long MAX_IDLE_NS = 100_000;

  private final Counters counters;
  private final ErrorLog errors =
      new ErrorLog(MAX_DISTINCT_FAULTS, (source, fault) -> LOG.error("fault in {}", source, fault));
  private final Instruments instruments;
  private final Hosts hosts;
  private final Limits limits;
  private final ThreadingChoice threading;
  private final int slots;
  private final Loops loops;
  private final BoundedWork work;
  private final BoundedWork authentication;
  private final BoundedWork queries;
  private final Admissions admissions;
  private final InboxView inbox;
  private final ChronicleJournal journal;
  private final Router router;
  private final Pipeline<NodeSlot> pipeline;

  Engine(
      final NodeSettings settings,
      final Hosts hosts,
      final Stores stores,
      final Storage storage,
      final Revocations revocations,
      final Counters counters) {
    this.counters = counters;
    this.instruments =
        new Instruments(new LatencyBoard(), new TraceSwitch(), counters, SystemNanoClock.INSTANCE);
    this.hosts = hosts;
    this.limits = limits(settings);
    this.threading = decide(settings.ring());
    final Limits stamped = stamped(limits);
    final PooledBytes bigArrays =
        new PooledBytes(NodeSlot.INLINE_BYTES * 2, stamped.maxStanzaBytes(), BIG_ARRAYS_PER_SIZE);
    this.slots = slots(settings.ring(), threading);
    final InboundRing<NodeSlot> ring =
        new InboundRing<>(NodeSlot::new, slots, threading.ioLoops(), counters);
    final LoopSettings loopSettings = LoopSettings.of(threading.ioLoops());
    this.loops =
        new Loops(
            new Loops.Parts(
                loopSettings,
                stamped,
                ring,
                bigArrays,
                counters,
                threading.mode(),
                loopProbes(settings.perf())));
    this.work =
        new BoundedWork("ringtail-work", loopSettings.maxBlockingRunning(), MAX_WORK_WAITING);
    this.authentication =
        BoundedWork.computing(
            "ringtail-auth",
            Runtime.getRuntime().availableProcessors(),
            loopSettings.maxAuthenticating());
    this.admissions = new Admissions(settings.logins(), loops.all(), authentication);
    // They mostly wait, for the store writer or for a connection: the store bounds what runs there.
    this.queries = new BoundedWork("ringtail-query", MAX_QUERIES, MAX_QUERIES);
    this.inbox = inbox(stores, storage);
    this.journal = storage.journal();
    this.router = router(routerSettings(settings, revocations), stores, storage);
    this.pipeline =
        new Pipeline<>(
            ring,
            List.of(router, archiver(journal), inbox.stage(), deliverer()),
            slot -> free(slot, bigArrays),
            PipelineSettings.of(threading),
            new Diagnostics(counters, errors, SystemNanoClock.INSTANCE),
            stageProbes(settings.perf()));
  }

  private InboxView inbox(final Stores stores, final Storage storage) {
    final LoopWork blocking = new LoopWork(loops.all(), work, errors);
    return new InboxView(hosts, stores.inboxes(), storage, blocking, counters);
  }

  private Router router(final RouterSettings settings, final Stores stores, final Storage storage) {
    return new Router(
        hosts,
        stores,
        new Workers(
            new LoopWork(loops.all(), work, errors), new LoopWork(loops.all(), queries, errors)),
        durability(storage),
        settings,
        new RouterCounters(counters));
  }

  private LoopProbe.Maker<NodeSlot> loopProbes(final PerfSettings perf) {
    return perf.recording()
        ? instruments.loops(perf.sampleEvery(), Deliverer.ROLE)
        : loop -> LoopProbe.none();
  }

  private SlotProbe.Maker<NodeSlot> stageProbes(final PerfSettings perf) {
    return perf.recording() ? instruments.stages() : (stage, last, name) -> SlotProbe.none();
  }

  private RouterSettings routerSettings(
      final NodeSettings settings, final Revocations revocations) {
    return new RouterSettings(
        new SecureRandom(),
        HostTable.sessionLimits(settings),
        HostTable.offlineLimits(settings),
        revocations,
        limits);
  }

  /** Ids go on where journal and database ended, whatever the clock says by now. */
  private static Durability durability(final Storage storage) {
    final ChronicleJournal journal = storage.journal();
    final ReaderPosition streams = journal.readers().register("streams", Journal.NONE);
    return new Durability(
        new ArchiveIds(0, storage.lastId()), journal, storage.writer(), streams::passed);
  }

  private Archiver archiver(final Journal journal) {
    return new Archiver(
        journal, counters.counter("archive.appended"), counters.counter("archive.faults"));
  }

  private Deliverer deliverer() {
    return new Deliverer(
        List.of(loops.outlets()),
        new BackoffIdleStrategy(10, 10, MIN_IDLE_NS, MAX_IDLE_NS),
        counters.counter("deliver.waits"),
        counters.counter("deliver.faults"));
  }

  private static void free(final NodeSlot slot, final PooledBytes bigArrays) {
    final byte[] big = slot.release();
    if (big != null) {
      bigArrays.release(big);
    }
  }

  /** The largest stanza any listener takes bounds what loops, slots and lanes must hold. */
  static Limits limits(final NodeSettings settings) {
    final int largest =
        settings.listeners().stream()
            .map(ListenerSettings::limits)
            .mapToInt(ListenerSettings.Limits::maxStanzaBytes)
            .max()
            .orElse(Limits.DEFAULT_STANZA_BYTES);
    return Limits.defaults().withMaxStanzaBytes(largest);
  }

  /** What comes back undelivered is longer than it was by the addresses and ids given to it. */
  static Limits stamped(final Limits received) {
    return received.withMaxStanzaBytes(received.maxStanzaBytes() + STAMP_BYTES);
  }

  private static ThreadingChoice decide(final RingSettings ring) {
    final ThreadingSettings wish =
        new ThreadingSettings(
            Threading.valueOf(ring.threading().toUpperCase(Locale.ROOT)),
            Idle.valueOf(ring.idle().toUpperCase(Locale.ROOT)),
            ring.ioLoops(),
            ring.pin());
    final ThreadingDecision decision =
        ThreadingChoice.decide(wish, CpuBudget.ofThisProcess(), STAGES);
    return switch (decision) {
      case ThreadingChoice choice -> choice;
      case ThreadingDecision.Refusal refusal -> throw new StartException(refusal.reason());
    };
  }

  /** Inline, a loop empties the ring itself before it is full; elsewhere it must bridge a wait. */
  private static int slots(final RingSettings ring, final ThreadingChoice threading) {
    if (ring.size() > 0) {
      return ring.size();
    }
    return threading.mode() == Threading.INLINE ? INLINE_SLOTS : SLOTS;
  }

  /** Sessions from before are there again when the first client can connect. */
  void start() throws InterruptedException {
    final Restart sessions = router.restart(journal, System.currentTimeMillis());
    final List<JournalReader.View> views = new ArrayList<>(inbox.replay());
    views.add(sessions);
    journal.replay(views);
    if (sessions.sessions() > 0) {
      START.info("{} sessions can be resumed", sessions.sessions());
    }
    journal.onAcknowledged(() -> loops.command(router.onAcknowledged()));
    loops.start(pipeline);
  }

  /**
   * Ends every session, lets all that was accepted pass the stages, then ends the threads.
   *
   * @param timeoutMs for everything together
   */
  DrainReport stop(final long timeoutMs) throws InterruptedException {
    final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    if (journal.awaitAcknowledged(leftMs(untilNs))) {
      loops.command(router.onAcknowledged()); // what is owed is told before the streams end
    }
    loops.command(Engine::endSessions);
    journal.onAcknowledged(() -> true); // the loops are about to end, the keeper is not
    final DrainReport report = loops.drain(leftMs(untilNs));
    work.stop(leftMs(untilNs));
    authentication.stop(leftMs(untilNs));
    queries.stop(leftMs(untilNs));
    inbox.close();
    loops.close(leftMs(untilNs));
    return report;
  }

  private static long leftMs(final long untilNs) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime()));
  }

  private static void endSessions(final NodeView node, final Outbound out) {
    node.forEachSession(session -> out.suspendSession(session, "system-shutdown", null));
  }

  /** How many slots the ring has. */
  int slots() {
    return slots;
  }

  /** The stop watches of stages and loops. */
  Instruments instruments() {
    return instruments;
  }

  Hosts hosts() {
    return hosts;
  }

  Limits limits() {
    return limits;
  }

  ThreadingChoice threading() {
    return threading;
  }

  Loops loops() {
    return loops;
  }

  /** Threads for password checks and requests before authentication. */
  BoundedWork authentication() {
    return authentication;
  }

  /** How many may log in at a time. */
  Admissions admissions() {
    return admissions;
  }

  /** Virtual threads for queries that wait for the store. */
  BoundedWork queries() {
    return queries;
  }

  /** Virtual threads for everything the Router may not do itself. */
  BoundedWork work() {
    return work;
  }

  Counters counters() {
    return counters;
  }

  ErrorLog errors() {
    return errors;
  }
}
