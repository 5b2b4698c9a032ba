// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.perf.Perf;
import io.ringtail.perf.Sources;
import io.ringtail.perf.health.Finding;
import io.ringtail.perf.health.Health;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows a node to its operators: gathers what there is to look at, and adds the checks that only
 * the whole node can make.
 *
 * <p>Owner: the thread that starts and stops the node; {@link #show} and {@link #health} any
 * thread. Allocates: at start.
 */
final class Operators implements AutoCloseable {
  private final Health health = new Health();
  private final DatabaseWatch database;
  private final Perf perf;
  private volatile boolean draining;
  private InetSocketAddress address;

  Operators(
      final NodeSettings settings,
      final Engine engine,
      final DatabaseWatch database,
      final Path data,
      final Supplier<Map<String, Instant>> certificates) {
    this.database = database;
    health.add("node", this::state);
    health.add("database", database);
    final Map<String, String> about = new LinkedHashMap<>();
    about.put("threading", engine.threading().reason());
    about.put("database", database.describe());
    about.put("pid", Long.toString(ProcessHandle.current().pid()));
    about.put("version", version());
    about.put("sampleEvery", Integer.toString(settings.perf().sampleEvery()));
    this.perf =
        new Perf(
            new Sources(
                engine.counters(),
                engine.instruments().board(),
                engine.errors(),
                engine.hosts(),
                health,
                certificates,
                about),
            settings.perf(),
            engine.slots(),
            data);
  }

  private static String version() {
    final String version = Operators.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Opens the port where the settings say so. */
  void start() {
    database.start();
    try {
      address = perf.start();
    } catch (final BindException taken) {
      throw new StartException(taken.getMessage() + "; set another perf.port");
    }
  }

  private Finding state() {
    return draining
        ? new Finding(
            io.ringtail.perf.health.Level.WARN,
            "The node is stopping: what it has accepted is still delivered.",
            "",
            true)
        : Finding.ok("The node serves its clients.");
  }

  /** New clients should go elsewhere from now on. */
  void draining() {
    draining = true;
    health.look(System.currentTimeMillis());
  }

  Health health() {
    return health;
  }

  /** Where the dashboard is; null where it is not served. */
  InetSocketAddress address() {
    return address;
  }

  /** As {@link Perf#show}. */
  ObjectNode show(final long sinceMs) {
    return perf.show(sinceMs);
  }

  @Override
  public void close() {
    perf.close();
    database.close();
  }
}
