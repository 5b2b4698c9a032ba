// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.live;

import io.ringtail.handlers.node.Host;
import io.ringtail.perf.Sources;
import io.ringtail.perf.metrics.Tally;
import io.ringtail.perf.metrics.TopBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second: takes the recorders' intervals, books the domains' traffic, runs the checks, then
 * tells whoever keeps something of it.
 *
 * <p>Owner: its own thread. Allocates: per second.
 */
public final class Sampler implements AutoCloseable {
  /** Told after each sample, on the sampler's thread. */
  @FunctionalInterface
  public interface Listener {
    void onSecond(long nowMs);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

  private final Sources sources;
  private final TopBoard domains;
  private final TopBoard hostTypes;
  private final List<Listener> listeners = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ringtail-perf").factory());

  public Sampler(final Sources sources, final TopBoard domains, final TopBoard hostTypes) {
    this.sources = sources;
    this.domains = domains;
    this.hostTypes = hostTypes;
  }

  /** Before the start only. */
  public void tell(final Listener listener) {
    listeners.add(listener);
  }

  public void start() {
    thread.scheduleAtFixedRate(this::guarded, 0, 1, TimeUnit.SECONDS);
  }

  // A task that throws is never run again: whatever is wrong with one second, the next one comes.
  private void guarded() {
    try {
      sample(System.currentTimeMillis());
    } catch (final RuntimeException fault) {
      sources.errors().record("sampler", fault);
      LOG.debug("a second was not sampled", fault);
    }
  }

  /** One second's work. */
  public void sample(final long nowMs) {
    sources.board().collect();
    final Map<String, Tally> byDomain = new HashMap<>();
    final Map<String, Tally> byType = new HashMap<>();
    for (final Map.Entry<String, Host> each : sources.hosts().byDomain().entrySet()) {
      final Tally tally = Tally.of(each.getValue().traffic());
      byDomain.put(each.getKey(), tally);
      byType.merge(each.getValue().type().name(), tally, Tally::plus);
    }
    domains.book(byDomain);
    hostTypes.book(byType);
    sources.health().look(nowMs);
    for (final Listener listener : listeners) {
      listener.onSecond(nowMs);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
