// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuBudgetTest {
  @TempDir private Path root;

  @Test
  void shouldParseTheKernelsLists() {
    assertEquals(List.of(0, 1, 2, 3, 8, 10, 11), CpuBudget.parseCpuList("0-3,8,10-11"));
  }

  @Test
  void shouldReadTheAffinityMask() throws IOException {
    write("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t2-4\n");
    final CpuBudget budget = CpuBudget.read(root, 8);
    assertEquals(List.of(2, 3, 4), budget.allowedCpus());
    assertEquals(3, budget.cores());
    assertFalse(budget.isQuotaBound());
  }

  @Test
  void shouldReadVersionTwoQuotaOfTheNarrowestGroup() throws IOException {
    write("proc/self/status", "Cpus_allowed_list:\t0-63\n");
    write("proc/self/cgroup", "0::/a/b\n");
    write("sys/fs/cgroup/a/cpu.max", "250000 100000\n");
    write("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
    final CpuBudget budget = CpuBudget.read(root, 64);
    assertEquals(2.5, budget.quotaCpus());
    assertEquals(2, budget.cores());
    assertTrue(budget.isQuotaBound());
  }

  @Test
  void shouldReadVersionOneQuota() throws IOException {
    write("proc/self/status", "Cpus_allowed_list:\t0-7\n");
    write("proc/self/cgroup", "5:cpu,cpuacct:/docker/x\n1:name=systemd:/docker/x\n");
    write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "300000\n");
    write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    assertEquals(3, CpuBudget.read(root, 8).cores());
  }

  @Test
  void shouldTakeVersionOneWithoutQuotaAsNone() throws IOException {
    write("proc/self/status", "Cpus_allowed_list:\t0-7\n");
    write("proc/self/cgroup", "5:cpu,cpuacct:/\n");
    write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    assertEquals(8, CpuBudget.read(root, 8).cores());
  }

  @Test
  void shouldCountAtLeastOneCoreUnderSmallQuota() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/cpu.max", "50000 100000\n");
    assertEquals(1, CpuBudget.read(root, 4).cores());
  }

  @Test
  void shouldAskTheJvmWhereThereIsNoLinux() {
    assertEquals(4, CpuBudget.read(root, 4).cores());
  }

  @Test
  void shouldHonourFewerProcessorsSetForTheJvm() throws IOException {
    write("proc/self/status", "Cpus_allowed_list:\t0-63\n");
    assertEquals(2, CpuBudget.read(root, 2).cores());
  }

  @Test
  void shouldDescribeThisProcess() {
    final CpuBudget budget = CpuBudget.ofThisProcess();
    assertTrue(budget.cores() >= 1);
    assertTrue(budget.description().contains("affinity mask"));
  }

  private void write(final String path, final String content) throws IOException {
    final Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
