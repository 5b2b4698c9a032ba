// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.ListenerSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.Stores;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.persistence.DataFolder;
import io.ringtail.ring.Counters;
import io.ringtail.ring.DrainReport;
import io.ringtail.ring.ErrorLog;
import io.ringtail.ring.ThreadingChoice;
import io.ringtail.transport.fast.FastTokens;
import io.ringtail.transport.listen.C2sListener;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: everything wired by plain {@code new}, started and stopped in order.
 *
 * <pre>
 *   data folder ─► journal, database ─► hosts ─► ring, loops, stages ─► listeners   (start)
 *   listeners ─► loops drain through the stages ─► work ─► journal ─► database      (stop)
 * </pre>
 *
 * <p>Owner: the thread that starts and stops it; {@link #command} and the gauges are for any
 * thread. Allocates: at start.
 */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private static final String TOKEN_SECRET = "fast.secret";
  private static final int SECRET_BYTES = 32;
  private static final int TOKENS_IN_MEMORY = 100_000;
  private static final long TOKEN_PATIENCE_MS = 2_000;
  private static final long AWAY_MS =
      3_000; // for what clients wait for; no database has a part in it

  private final NodeSettings settings;
  private final DataFolder folder;
  private final Storage storage;
  private final FastTokens tokens;
  private final Stores stores;
  private final Engine engine;
  private final List<Bound> bound = new ArrayList<>();
  private final List<C2sListener> listeners = new ArrayList<>();
  private String selfSignedFingerprint;
  private DatabaseWatch watch;
  private Operators operators;

  /** A listener and where it really listens. */
  public record Bound(ListenerSettings settings, InetSocketAddress address) {}

  private Node(
      final NodeSettings settings,
      final DataFolder folder,
      final Storage storage,
      final Counters counters) {
    this.settings = settings;
    this.folder = folder;
    this.storage = storage;
    final Stores kept = storage.database().stores();
    this.tokens =
        new FastTokens(
            kept, folder.secret(TOKEN_SECRET, SECRET_BYTES), new SecureRandom(), TOKENS_IN_MEMORY);
    this.stores = kept.with(new RevokingAccounts(kept.accounts(), tokens));
    final Hosts hosts = HostTable.of(settings, stores);
    this.engine = new Engine(settings, hosts, stores, storage, tokens.revocations(), counters);
  }

  /**
   * Starts a node on a data folder the caller has taken; the caller gives the folder back.
   *
   * @throws io.ringtail.persistence.StorageStartException when journal or database cannot be used
   * @throws io.ringtail.transport.listen.ListenException when a port cannot be opened
   * @throws StartException when the threading asked for is refused
   */
  public static Node start(final NodeSettings settings, final DataFolder folder)
      throws InterruptedException {
    final Counters counters = new Counters();
    final Storage storage = Storage.open(settings, folder, counters);
    Node node = null;
    boolean started = false;
    try {
      node = new Node(settings, folder, storage, counters);
      node.open();
      started = true;
      return node;
    } finally {
      if (!started) {
        if (node != null) {
          node.abandon();
        }
        storage.close();
      }
    }
  }

  private void open() throws InterruptedException {
    final Thread warming = Thread.ofVirtual().name("ringtail-tokens").start(this::warmUpTokens);
    engine.start();
    // after a restart all come at once, and each of them would read its own
    warming.join(Duration.ofMillis(TOKEN_PATIENCE_MS));
    final Listeners factory =
        new Listeners(settings, engine, stores, tokens, folder, engine.hosts());
    for (final ListenerSettings each : settings.listeners()) {
      final C2sListener listener = factory.make(each);
      listeners.add(listener);
      bound.add(new Bound(each, listener.open()));
    }
    selfSignedFingerprint = factory.selfSignedFingerprint();
    watch = new DatabaseWatch(storage.database());
    operators = new Operators(settings, engine, watch, folder.path(), factory::certificateEnds);
    operators.start();
  }

  /** Not waited for without end: a device that comes before costs a database read. */
  private void warmUpTokens() {
    try {
      tokens.warmUp(System.currentTimeMillis());
    } catch (final StoreException unavailable) {
      LOG.info("FAST tokens are read one by one: {}", unavailable.getMessage());
    }
  }

  /** The start failed half-way. */
  private void abandon() throws InterruptedException {
    listeners.forEach(C2sListener::close);
    engine.stop(1_000);
    if (operators != null) {
      operators.close();
    }
  }

  /** Stops in order; whatever was accepted has passed the stages when it returns. */
  public DrainReport stop(final long timeoutMs) throws InterruptedException {
    operators.draining();
    final boolean away = watch.isSilent() || storage.writer().isFailing();
    if (away) {
      storage.giveUp();
      return finish(Math.min(timeoutMs, AWAY_MS));
    }
    final StopVigil vigil = StopVigil.over(storage);
    try {
      return finish(timeoutMs);
    } finally {
      vigil.close();
    }
  }

  private DrainReport finish(final long timeoutMs) throws InterruptedException {
    storage.upkeep().stopping();
    listeners.forEach(C2sListener::close);
    final DrainReport report = engine.stop(timeoutMs);
    if (!report.isComplete()) {
      LOG.warn("{} stanzas had not passed the stages when time was up", report.slotsLeft());
    }
    operators.close();
    storage.close();
    return report;
  }

  /** Has the Router execute a command; false when too many are under way. */
  public boolean command(final Command command) {
    return engine.loops().command(command);
  }

  public NodeSettings settings() {
    return settings;
  }

  /** Every listener with the address it really has. */
  public List<Bound> listeners() {
    return List.copyOf(bound);
  }

  public int connections() {
    return listeners.stream().mapToInt(C2sListener::connections).sum();
  }

  /** SHA-256 of the certificate the node made for itself; null where no listener shows it. */
  public String selfSignedFingerprint() {
    return selfSignedFingerprint;
  }

  /** The switch of traces. */
  TraceSwitch traces() {
    return engine.instruments().traces();
  }

  /** What operators see. */
  Operators operators() {
    return operators;
  }

  public ThreadingChoice threading() {
    return engine.threading();
  }

  public String database() {
    return storage.database().describe();
  }

  public Stores stores() {
    return stores;
  }

  /** Blocking calls of the Router accepted since the start. */
  public long workAccepted() {
    return engine.work().total() + engine.queries().total();
  }

  /** Blocking calls of the Router that wait or run now. */
  public int workUnderWay() {
    return engine.work().underWay() + engine.queries().underWay();
  }

  public Counters counters() {
    return engine.counters();
  }

  public ErrorLog errors() {
    return engine.errors();
  }
}
