// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The CPUs this process may use: its affinity mask and its cgroup quota.
 *
 * <p>Owner: any thread. Allocates: at start.
 *
 * @param allowedCpus the affinity mask, ascending
 * @param quotaCpus CPUs' worth of time the cgroup grants; infinite without a quota
 */
public record CpuBudget(List<Integer> allowedCpus, double quotaCpus) {

  /** The budget of this process; without Linux's files, what the JVM says. */
  public static CpuBudget ofThisProcess() {
    return read(Path.of("/"), Runtime.getRuntime().availableProcessors());
  }

  static CpuBudget read(final Path root, final int jvmProcessors) {
    final List<Integer> mask = new ArrayList<>();
    for (final String line : lines(root.resolve("proc/self/status"))) {
      if (line.startsWith("Cpus_allowed_list:")) {
        mask.addAll(parseCpuList(line.substring(line.indexOf(':') + 1).strip()));
      }
    }
    if (mask.isEmpty()) {
      for (int cpu = 0; cpu < jvmProcessors; cpu++) {
        mask.add(cpu);
      }
    }
    final double cgroup = CgroupQuota.read(root);
    // Fewer than both by the JVM's own count: the operator said so (-XX:ActiveProcessorCount).
    final boolean capped = jvmProcessors < Math.min(mask.size(), cgroup);
    return new CpuBudget(List.copyOf(mask), capped ? jvmProcessors : cgroup);
  }

  /** Whole cores that can run at the same time, at least one. */
  public int cores() {
    return (int) Math.max(1, Math.min(allowedCpus.size(), Math.floor(quotaCpus)));
  }

  /** True when the quota, not the mask, is what limits. */
  public boolean isQuotaBound() {
    return quotaCpus < allowedCpus.size();
  }

  public String description() {
    final String cores = cores() == 1 ? "1 core" : cores() + " cores";
    final String mask = allowedCpus.size() + " in the affinity mask";
    return cores + " (" + mask + (isQuotaBound() ? ", quota " + quotaCpus + ")" : ", no quota)");
  }

  /** The kernel's list format, such as {@code 0-3,8,10-11}. */
  static List<Integer> parseCpuList(final String text) {
    final List<Integer> cpus = new ArrayList<>();
    for (final String range : text.split(",")) {
      final int dash = range.indexOf('-');
      final int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      final int last = Integer.parseInt(range.substring(dash + 1));
      for (int cpu = first; cpu <= last; cpu++) {
        cpus.add(cpu);
      }
    }
    return cpus;
  }

  static List<String> lines(final Path file) {
    try {
      return Files.readAllLines(file);
    } catch (final IOException e) {
      // Not Linux, or not this cgroup version: the caller goes on without.
      return List.of();
    }
  }
}
