// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.usage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Some processes and all their descendants, as the kernel accounts them. The compiler threads of a
 * JVM are left out: they warm up, they do not serve.
 *
 * <p>Owner: anyone. Allocates: per look.
 */
public final class ProcessTree implements Processes {
  private static final double TICKS_PER_SECOND = 100.0; // USER_HZ, fixed on Linux
  private static final int PPID = 1; // fields behind the command name
  private static final int UTIME = 11;
  private static final int TIMES = 4; // utime, stime, cutime, cstime
  private static final long KIB = 1024;

  private final List<Long> roots;

  public ProcessTree(final List<Long> roots) {
    this.roots = List.copyOf(roots);
    for (final long root : roots) {
      if (!Files.isDirectory(Proc.root().resolve(Long.toString(root)))) {
        throw new IllegalArgumentException("there is no process " + root);
      }
    }
  }

  @Override
  public Optional<GcLook> collectors() {
    return GcLook.at(roots.get(0));
  }

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public boolean isAlive() {
    return roots.stream()
        .allMatch(root -> Files.isDirectory(Proc.root().resolve(Long.toString(root))));
  }

  @Override
  public Look look() {
    double cpu = 0;
    long resident = 0;
    long shared = 0;
    long written = 0;
    long writes = 0;
    long disk = 0;
    final Set<Long> members = members();
    for (final long pid : members) {
      final Path folder = Proc.root().resolve(Long.toString(pid));
      cpu += cpuTicks(Proc.read(folder.resolve("stat"))) - compilerTicks(folder);
      final String status = Proc.read(folder.resolve("status"));
      resident += (Proc.field(status, "RssAnon") + Proc.field(status, "RssFile")) * KIB;
      shared = Math.max(shared, Proc.field(status, "RssShmem") * KIB);
      final String io = Proc.read(folder.resolve("io"));
      written += Proc.field(io, "wchar");
      writes += Proc.field(io, "syscw");
      disk += Proc.field(io, "write_bytes");
    }
    return new Look(
        cpu / TICKS_PER_SECOND,
        resident + shared,
        written,
        writes,
        disk,
        MachineUsage.slab(),
        members.size());
  }

  private Set<Long> members() {
    final Map<Long, List<Long>> children = children();
    final Set<Long> found = new LinkedHashSet<>();
    final List<Long> open = new ArrayList<>(roots);
    while (!open.isEmpty()) {
      final long pid = open.removeLast();
      if (found.add(pid)) {
        open.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return found;
  }

  private static Map<Long, List<Long>> children() {
    final Map<Long, List<Long>> children = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Proc.root(), "[0-9]*")) {
      for (final Path process : processes) {
        final String[] fields = behindName(Proc.read(process.resolve("stat")));
        if (fields.length > PPID) {
          children
              .computeIfAbsent(Long.parseLong(fields[PPID]), parent -> new ArrayList<>())
              .add(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (final IOException e) {
      return children; // without the list only the roots are accounted
    }
    return children;
  }

  private static double cpuTicks(final String stat) {
    final String[] fields = behindName(stat);
    double ticks = 0;
    for (int i = UTIME; i < UTIME + TIMES && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  private static double compilerTicks(final Path process) {
    if (!Proc.read(process.resolve("comm")).startsWith("java")) {
      return 0;
    }
    double ticks = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (final Path thread : threads) {
        final String stat = Proc.read(thread.resolve("stat"));
        if (stat.contains("(C1 Comp") || stat.contains("(C2 Comp")) {
          final String[] fields = behindName(stat);
          ticks += Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
        }
      }
    } catch (final IOException e) {
      return ticks; // ended meanwhile
    }
    return ticks;
  }

  private static String[] behindName(final String stat) {
    final int nameEnd = stat.lastIndexOf(')');
    return nameEnd < 0 ? new String[0] : stat.substring(nameEnd + 2).trim().split(" ");
  }
}
