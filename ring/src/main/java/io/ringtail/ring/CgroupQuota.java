// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads the CPU quota of this process's control group, version 2 or 1, and of its parents.
 *
 * <p>Owner: any thread. Allocates: per call, at start.
 */
final class CgroupQuota {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private CgroupQuota() {}

  /** The smallest quota on the path to the root, in CPUs; infinite where there is none. */
  static double read(final Path root) {
    double quota = NONE;
    for (final String line : CpuBudget.lines(root.resolve("proc/self/cgroup"))) {
      final String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        quota = Math.min(quota, smallest(root.resolve("sys/fs/cgroup"), parts[2], true));
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("cpu")) {
        quota = Math.min(quota, smallest(root.resolve("sys/fs/cgroup/cpu"), parts[2], false));
      }
    }
    return quota;
  }

  private static double smallest(final Path mount, final String group, final boolean unified) {
    Path directory = mount.resolve(group.replaceFirst("^/+", "")).normalize();
    // In a container the group's path may be the host's, and not exist here: the mount is the
    // group.
    if (!directory.startsWith(mount)) {
      directory = mount;
    }
    double quota = NONE;
    while (directory.startsWith(mount)) {
      quota = Math.min(quota, unified ? version2(directory) : version1(directory));
      directory = directory.getParent();
    }
    return quota;
  }

  /**
   * {@code cpu.max} holds quota and period, such as {@code 150000 100000} or {@code max 100000}.
   */
  private static double version2(final Path directory) {
    final List<String> lines = CpuBudget.lines(directory.resolve("cpu.max"));
    if (lines.isEmpty() || lines.getFirst().startsWith("max")) {
      return NONE;
    }
    final String[] parts = lines.getFirst().strip().split("\\s+");
    return parts.length == 2 ? Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]) : NONE;
  }

  private static double version1(final Path directory) {
    final List<String> quota = CpuBudget.lines(directory.resolve("cpu.cfs_quota_us"));
    final List<String> period = CpuBudget.lines(directory.resolve("cpu.cfs_period_us"));
    if (quota.isEmpty() || period.isEmpty() || quota.getFirst().startsWith("-")) {
      return NONE;
    }
    return Double.parseDouble(quota.getFirst().strip())
        / Double.parseDouble(period.getFirst().strip());
  }
}
