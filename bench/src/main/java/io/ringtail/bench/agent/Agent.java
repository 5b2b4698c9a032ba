// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The accounting agent for remote targets: one file, no libraries, Linux and JDK 17 or newer.
 *
 * <pre>
 *   scp Agent.java server: ; ssh server java Agent.java --pid server=123 --pid db=456
 *   ssh -L 7070:localhost:7070 server java Agent.java --pid server=123 --listen 7070
 * </pre>
 *
 * Prints one JSON object per label and second, or per connection with {@code --listen} (loopback
 * only: use a tunnel; then the lab's {@code --agent localhost:7070}). All counters run since the
 * processes began; a reader subtracts two looks.
 *
 * <p>Owner: main thread. Allocates: per look.
 */
public final class Agent {
  private static final String USAGE =
      "usage: java Agent.java --pid [LABEL=]PID … [--every SECONDS] [--listen PORT] [--count N]";
  private static final double TICKS_PER_SECOND = 100.0; // USER_HZ, fixed on Linux
  private static final int PPID = 1; // fields behind the command name
  private static final int UTIME = 11;
  private static final int TIMES = 4; // utime, stime, cutime, cstime
  private static final long KIB = 1024;
  private static final int BAD_INPUT = 2;
  private static final int PATIENCE_MS = 2_000;
  private static final int MAX_QUESTION = 16;
  private static final int NOT_LISTENING = -1;

  private final Path proc;
  private final Map<String, List<Long>> roots = new LinkedHashMap<>();
  private double everySeconds = 1;
  private int port = NOT_LISTENING;
  private long count = Long.MAX_VALUE;

  /**
   * @param proc where the kernel tells: {@code /proc}
   * @throws IllegalArgumentException with a word for the user
   */
  Agent(final Path proc, final List<String> args) {
    this.proc = proc;
    final Deque<String> open = new ArrayDeque<>(args);
    while (!open.isEmpty()) {
      final String option = open.poll();
      final String value = open.poll();
      if (value == null) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      take(option, value);
    }
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("which processes? --pid server=123");
    }
  }

  private void take(final String option, final String value) {
    try {
      switch (option) {
        case "--pid" -> takePid(value);
        case "--every" -> everySeconds = Double.parseDouble(value);
        case "--listen" -> port = Integer.parseInt(value);
        case "--count" -> count = Long.parseLong(value);
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    } catch (final NumberFormatException e) {
      throw new IllegalArgumentException(option + " " + value + ": not a number", e);
    }
  }

  private void takePid(final String value) {
    final int equals = value.indexOf('=');
    final String label = equals < 0 ? "server" : value.substring(0, equals);
    final long pid = Long.parseLong(value.substring(equals + 1));
    if (!label.matches("[\\w.-]+")) {
      throw new IllegalArgumentException("--pid " + value + ": a label is letters, digits, . _ -");
    }
    if (!Files.isDirectory(process(pid))) {
      throw new IllegalArgumentException("--pid " + value + ": there is no process " + pid);
    }
    roots.computeIfAbsent(label, name -> new ArrayList<>()).add(pid);
  }

  public static void main(final String[] args) throws IOException, InterruptedException {
    final Agent agent;
    try {
      agent = new Agent(Path.of("/proc"), Arrays.asList(args));
    } catch (final IllegalArgumentException e) {
      System.err.println("agent: " + e.getMessage());
      System.err.println(USAGE);
      System.exit(BAD_INPUT);
      return;
    }
    if (agent.port != NOT_LISTENING) {
      agent.serve();
    } else {
      agent.print(System.out);
    }
  }

  /** A look per interval, until every process is gone. */
  private void print(final PrintStream out) throws InterruptedException {
    for (long i = 0; i < count && isAlive(); i++) {
      if (i > 0) {
        TimeUnit.NANOSECONDS.sleep((long) (everySeconds * 1e9));
      }
      out.print(look(true));
      out.flush();
    }
  }

  /** A look per connection. */
  private void serve() throws IOException {
    try (ServerSocket listener = new ServerSocket()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      System.err.println("agent: listens on " + listener.getLocalSocketAddress());
      for (long i = 0; i < count && isAlive(); i++) {
        answer(listener);
      }
    }
  }

  private void answer(final ServerSocket listener) throws IOException {
    try (Socket asker = listener.accept()) {
      asker.setSoTimeout(PATIENCE_MS);
      final boolean collectors = !asks(asker.getInputStream()).equals("cpu");
      final OutputStream out = asker.getOutputStream();
      out.write(look(collectors).getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (final IOException e) {
      if (listener.isClosed()) {
        throw e;
      }
      System.err.println("agent: an asker went away: " + e.getMessage());
    }
  }

  /** What the asker says in a line, or nothing: {@code cpu} leaves the collections out. */
  private static String asks(final InputStream in) throws IOException {
    final byte[] line = in.readNBytes(MAX_QUESTION);
    return new String(line, StandardCharsets.US_ASCII).strip();
  }

  private boolean isAlive() {
    return roots.values().stream()
        .flatMap(List::stream)
        .anyMatch(pid -> Files.isDirectory(process(pid)));
  }

  /** One line per label. */
  String look(final boolean collectors) {
    final Map<Long, List<Long>> children = children();
    final StringBuilder out = new StringBuilder();
    final long slab = field(read(proc.resolve("meminfo")), "Slab") * KIB;
    roots.forEach((label, pids) -> out.append(line(label, pids, children, slab, collectors)));
    return out.toString();
  }

  private String line(
      final String label,
      final List<Long> pids,
      final Map<Long, List<Long>> children,
      final long slab,
      final boolean collectors) {
    double ticks = 0;
    long resident = 0;
    long shared = 0;
    long written = 0;
    long writes = 0;
    long disk = 0;
    final Set<Long> members = members(pids, children);
    for (final long pid : members) {
      ticks += ticks(read(process(pid).resolve("stat")), TIMES) - compilerTicks(pid);
      final String status = read(process(pid).resolve("status"));
      resident += (field(status, "RssAnon") + field(status, "RssFile")) * KIB;
      shared = Math.max(shared, field(status, "RssShmem") * KIB); // mapped by all, there once
      final String io = read(process(pid).resolve("io"));
      written += field(io, "wchar");
      writes += field(io, "syscw");
      disk += field(io, "write_bytes");
    }
    final double[] gc = collectors ? collections(pids.get(0)) : new double[2];
    final boolean alive = pids.stream().allMatch(pid -> Files.isDirectory(process(pid)));
    return String.format(
        Locale.ROOT,
        "{\"atMs\":%d,\"label\":\"%s\",\"processes\":%d,\"cpuSeconds\":%.2f,\"residentBytes\":%d,"
            + "\"writtenBytes\":%d,\"writes\":%d,\"diskBytes\":%d,\"slabBytes\":%d,\"alive\":%b,"
            + "\"gcCount\":%.0f,"
            + "\"gcSeconds\":%.6f}%n",
        System.currentTimeMillis(),
        label,
        members.size(),
        ticks / TICKS_PER_SECOND,
        resident + shared,
        written,
        writes,
        disk,
        slab,
        alive,
        gc[0],
        gc[1]);
  }

  private Path process(final long pid) {
    return proc.resolve(Long.toString(pid));
  }

  private static Set<Long> members(final List<Long> pids, final Map<Long, List<Long>> children) {
    final Set<Long> found = new LinkedHashSet<>();
    final Deque<Long> open = new ArrayDeque<>(pids);
    while (!open.isEmpty()) {
      final long pid = open.pop();
      if (found.add(pid)) {
        open.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return found;
  }

  private Map<Long, List<Long>> children() {
    final Map<Long, List<Long>> children = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (final Path process : processes) {
        final String[] fields = behindName(read(process.resolve("stat")));
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

  /** JIT compiler threads warm up, they do not serve: the lab leaves them out, too. */
  private double compilerTicks(final long pid) {
    if (!read(process(pid).resolve("comm")).startsWith("java")) {
      return 0;
    }
    double ticks = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process(pid).resolve("task"))) {
      for (final Path thread : threads) {
        final String stat = read(thread.resolve("stat"));
        if (stat.contains("(C1 Comp") || stat.contains("(C2 Comp")) {
          ticks += ticks(stat, 2);
        }
      }
    } catch (final IOException e) {
      return ticks; // ended meanwhile
    }
    return ticks;
  }

  private static double ticks(final String stat, final int times) {
    final String[] fields = behindName(stat);
    double ticks = 0;
    for (int i = UTIME; i < UTIME + times && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  private static String[] behindName(final String stat) {
    final int nameEnd = stat.lastIndexOf(')');
    return nameEnd < 0 ? new String[0] : stat.substring(nameEnd + 2).trim().split(" ");
  }

  /** Collections and their seconds, where it is a JVM of this user that tells; zero otherwise. */
  private double[] collections(final long pid) {
    final double[] found = new double[2];
    final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!read(process(pid).resolve("comm")).startsWith("java") || !Files.isExecutable(jcmd)) {
      return found;
    }
    try {
      final Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "PerfCounter.print").start();
      final String text =
          new String(asked.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      double frequency = 1e9;
      for (final String line : text.lines().toList()) {
        final String value = line.substring(line.indexOf('=') + 1).strip();
        if (line.startsWith("sun.os.hrt.frequency=")) {
          frequency = Double.parseDouble(value);
        } else if (line.matches("sun\\.gc\\.collector\\.[0-9]+\\.invocations=[0-9]+")) {
          found[0] += Double.parseDouble(value);
        } else if (line.matches("sun\\.gc\\.collector\\.[0-9]+\\.time=[0-9]+")) {
          found[1] += Double.parseDouble(value);
        }
      }
      found[1] /= frequency;
    } catch (final IOException e) {
      return new double[2];
    }
    return found;
  }

  private static String read(final Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (final IOException e) {
      return ""; // ended meanwhile, or another user's
    }
  }

  private static long field(final String text, final String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .filter(digits -> !digits.isEmpty())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
