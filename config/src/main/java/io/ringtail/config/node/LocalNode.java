// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.account.Outcome;
import io.ringtail.config.account.StoreAccounts;
import io.ringtail.config.settings.ListenerSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.config.settings.TlsSettings;
import io.ringtail.persistence.DataFolder;
import io.ringtail.persistence.StorageStartException;
import io.ringtail.transport.listen.ListenException;
import io.ringtail.transport.tls.TlsException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A node in this process with its data folder: what {@code ringtail start} runs.
 *
 * <p>Owner: the thread that started it; the control plane's calls come from any thread. Allocates:
 * at start and per call.
 */
public final class LocalNode implements RunningNode {
  private static final long STOP_TIMEOUT_MS = 10_000;
  private static final long NEWEST_MS = 2_500;
  // an import on a node that serves leaves it a core
  private static final int HASHING_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private final Node node;
  private final DataFolder folder;
  private final AccountAdmin accounts;
  private final long startedAtMs = System.currentTimeMillis();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private LocalNode(final Node node, final DataFolder folder) {
    this.node = node;
    this.folder = folder;
    this.accounts =
        new StoreAccounts(
            node.settings(),
            node.stores().accounts(),
            new RouterAccounts(node::command),
            HASHING_THREADS);
  }

  /** As {@link NodeStarter#start}. */
  public static RunningNode start(final NodeSettings settings, final Path dataFolder)
      throws CannotStartException {
    try {
      final DataFolder folder = DataFolder.open(dataFolder);
      boolean started = false;
      try {
        final RunningNode node = new LocalNode(Node.start(settings, folder), folder);
        started = true;
        return node;
      } finally {
        if (!started) {
          folder.close();
        }
      }
    } catch (final StorageStartException | ListenException | TlsException | StartException no) {
      throw new CannotStartException(no.getMessage(), no);
    } catch (final InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("interrupted while starting", hurried);
    }
  }

  @Override
  public NodeReport report() {
    final String fingerprint = node.selfSignedFingerprint();
    return new NodeReport(
        listeners(),
        node.threading().reason(),
        node.database(),
        fingerprint == null ? "" : fingerprint,
        warnings());
  }

  @Override
  public InetSocketAddress listener(final TlsSettings.Mode mode) {
    return node.listeners().stream()
        .filter(bound -> bound.settings().tls().mode() == mode)
        .map(Node.Bound::address)
        .findFirst()
        .orElse(null);
  }

  private List<String> listeners() {
    final List<String> listeners = new ArrayList<>();
    for (final Node.Bound bound : node.listeners()) {
      listeners.add(where(bound.address()) + ' ' + how(bound.settings().tls()));
    }
    final InetSocketAddress dashboard = node.operators().address();
    if (dashboard != null) {
      listeners.add("http://" + where(dashboard) + "/ for operators");
    }
    return listeners;
  }

  private static String where(final InetSocketAddress address) {
    final String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? '[' + host + ']' : host) + ':' + address.getPort();
  }

  private static String how(final TlsSettings tls) {
    return switch (tls.mode()) {
      case NONE -> "without TLS";
      case STARTTLS -> "STARTTLS";
      case STARTTLS_REQUIRED -> "STARTTLS required";
      case DIRECT -> "direct TLS";
    };
  }

  private List<String> warnings() {
    final List<String> warnings = new ArrayList<>();
    final InetSocketAddress dashboard = node.operators().address();
    if (dashboard != null
        && node.settings().perf().http().portIsDefault()
        && dashboard.getPort() != node.settings().perf().http().port()) {
      warnings.add(
          "port "
              + node.settings().perf().http().port()
              + " is taken: the operators' page is on "
              + where(dashboard));
    }
    for (final Node.Bound bound : node.listeners()) {
      final ListenerSettings listener = bound.settings();
      final boolean loopback = bound.address().getAddress().isLoopbackAddress();
      if (listener.allowPlainWithoutTls() && !loopback) {
        warnings.add(where(bound.address()) + " takes passwords without encryption");
      }
    }
    return warnings;
  }

  @Override
  public AccountAdmin accounts() {
    return accounts;
  }

  @Override
  public NodeStatus status() {
    final var counters = node.counters().snapshot();
    return new NodeStatus(
        stopping.get() ? "stopping" : "running",
        startedAtMs,
        counters.get("router.sessions_opened") - counters.get("router.sessions_closed"),
        node.settings().domains(),
        listeners(),
        counters,
        node.operators().show(Long.MAX_VALUE));
  }

  @Override
  public ObjectNode live() {
    return node.operators().show(System.currentTimeMillis() - NEWEST_MS);
  }

  @Override
  public Outcome trace(final TraceRequest request, final Consumer<ObjectNode> teller) {
    return new Tracing(node.traces(), node::command).run(request, teller);
  }

  @Override
  public void stop() {
    if (stopping.compareAndSet(false, true)) {
      Thread.ofPlatform().name("ringtail-stop").start(this::stopNow);
    }
  }

  private void stopNow() {
    try {
      node.stop(STOP_TIMEOUT_MS);
      folder.close();
    } catch (final InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  @Override
  public void awaitStopped() throws InterruptedException {
    stopped.await();
  }
}
