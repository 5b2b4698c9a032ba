// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.client.ArchiveReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Looks up small pages at several depths of large archives, one query under way per connection;
 * says how long an answer takes at each depth, and the CPU of the server and of its database.
 *
 * <p>Owner: main thread. Allocates: per query.
 */
@Command(name = "archive", description = "Look up pages of message archives at several depths.")
final class ArchiveCommand implements Callable<Integer> {
  @Mixin private TargetOptions target;

  @Option(names = "--connections", defaultValue = "8", description = "Connections.")
  private int connections;

  @Option(
      names = "--queries",
      defaultValue = "2000",
      description = "Queries per depth and connection.")
  private int queries;

  @Option(names = "--page", defaultValue = "5", description = "Messages per page.")
  private int page;

  @Option(names = "--from", required = true, description = "When the archives begin.")
  private String from;

  @Option(names = "--to", required = true, description = "When the archives end.")
  private String to;

  @Option(
      names = "--depths",
      defaultValue = "5",
      description = "Depths, the first and last included.")
  private int depths;

  @Option(names = "--database-pid", description = "Parent process of the database.")
  private long databasePid;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    final InetSocketAddress address = target.address();
    final List<ArchiveReader> readers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      readers.add(ArchiveReader.connect(address, "localhost", "user" + i));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      measure(threads, readers, 0, queries); // warms up
      for (int depth = 0; depth < depths; depth++) {
        report(threads, readers, (double) depth / (depths - 1));
      }
    }
    for (final ArchiveReader reader : readers) {
      reader.close();
    }
    return 0;
  }

  private void report(
      final ExecutorService threads, final List<ArchiveReader> readers, final double depth)
      throws InterruptedException, ExecutionException {
    final double serverBefore = server();
    final double databaseBefore = database();
    final long startedNs = System.nanoTime();
    final long[] ns = measure(threads, readers, depth, queries);
    final double seconds = (System.nanoTime() - startedNs) / 1e9;
    final double server = server() - serverBefore;
    final double database = database() - databaseBefore;
    Arrays.sort(ns);
    System.out.printf(
        Locale.ROOT,
        "depth %3.0f%%: %6.0f queries/s, p50 %.2f ms, p99 %.2f ms, server %.0f us + database %.0f"
            + " us of CPU per query (%.0f per core-second)%n",
        depth * 100,
        ns.length / seconds,
        ns[ns.length / 2] / 1e6,
        ns[ns.length * 99 / 100] / 1e6,
        server * 1e6 / ns.length,
        database * 1e6 / ns.length,
        ns.length / (server + database));
  }

  private double server() {
    final ProcessUsage usage = target.usage();
    return usage == null ? 0 : usage.cpuSeconds();
  }

  private double database() {
    return databasePid == 0
        ? 0
        : ProcessHandle.of(databasePid).stream()
            .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
            .mapToDouble(process -> new ProcessUsage(process.pid()).cpuSeconds())
            .sum();
  }

  /** The time of each query, all readers' together. */
  private long[] measure(
      final ExecutorService threads,
      final List<ArchiveReader> readers,
      final double depth,
      final int count)
      throws InterruptedException, ExecutionException {
    final Instant start = Instant.parse(from);
    final Duration whole = Duration.between(start, Instant.parse(to));
    final List<Future<long[]>> all = new ArrayList<>();
    for (final ArchiveReader reader : readers) {
      all.add(threads.submit(() -> reader.look(start, whole, depth, page, count)));
    }
    final List<long[]> parts = new ArrayList<>();
    for (final Future<long[]> each : all) {
      parts.add(each.get());
    }
    return parts.stream().flatMapToLong(Arrays::stream).toArray();
  }
}
