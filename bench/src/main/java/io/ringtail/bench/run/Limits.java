// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.scenario.TargetException;
import io.ringtail.bench.xmpp.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel lets this process have: file descriptors and local ports.
 *
 * @param files open files allowed
 * @param ports local ports that connections may use, per address
 *     <p>Owner: anyone, immutable. Allocates: per look.
 */
public record Limits(long files, int ports) {
  private static final int OWN_FILES = 100;
  private static final double USABLE_PORTS = 0.9;
  private static final int MAX_SOURCES = 200;

  public static Limits here() {
    // Line by line: a sysctl answers only its first read, and readString's is of one byte.
    try (BufferedReader range =
        Files.newBufferedReader(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
      final String limits = Files.readString(Path.of("/proc/self/limits"));
      final String files =
          limits
              .lines()
              .filter(line -> line.startsWith("Max open files"))
              .map(line -> line.split(" {2,}")[1])
              .findFirst()
              .orElse("unlimited");
      final String[] ends = range.readLine().trim().split("\\s+");
      return new Limits(
          files.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(files),
          Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws with what to do when that many sessions cannot be open at a time. */
  public void checkFiles(final int sessions) {
    final long needed = (long) sessions + OWN_FILES;
    if (files < needed) {
      throw new TargetException(
          sessions
              + " sessions need "
              + needed
              + " file descriptors, this process may open "
              + files
              + ": run 'ulimit -n "
              + needed
              + "' in this shell first (as root, or with a higher hard limit in"
              + " /etc/security/limits.conf)");
    }
  }

  /** How many local addresses to connect from; throws when there are not enough ports. */
  public int sources(final Target target, final int sessions) {
    final int usable = (int) (ports * USABLE_PORTS);
    final int sources = (sessions + usable - 1) / usable;
    if (sources <= 1) {
      return 1;
    }
    if (isLoopback(target) && sources <= MAX_SOURCES) {
      return sources; // 127.0.0.1, 127.0.0.2, …: each has ports of its own
    }
    throw new TargetException(
        sessions
            + " sessions to "
            + target.name()
            + " need as many local ports, there are "
            + ports
            + ": widen them with"
            + " 'sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"', or spread the sessions"
            + " over several listeners or machines");
  }

  private static boolean isLoopback(final Target target) {
    try {
      return InetAddress.getByName(target.host()).isLoopbackAddress();
    } catch (final UnknownHostException e) {
      throw new TargetException(target.name() + ": there is no host " + target.host());
    }
  }
}
