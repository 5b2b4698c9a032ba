// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.usage;

/**
 * One look at the whole machine: CPU by kind since boot, kernel memory.
 *
 * @param workSeconds of processes, by whomever
 * @param kernelSeconds of interrupts, which belong to nobody
 * @param stealSeconds taken by the hypervisor
 * @param allSeconds of all cores, idle too
 * @param slabBytes kernel objects
 * @param socketBytes buffers of TCP sockets
 *     <p>Owner: anyone, immutable. Allocates: per look.
 */
public record MachineUsage(
    double workSeconds,
    double kernelSeconds,
    double stealSeconds,
    double allSeconds,
    long slabBytes,
    long socketBytes) {
  private static final double TICKS_PER_SECOND = 100.0;
  private static final long KIB = 1024;
  private static final long PAGE = 4096;

  public static MachineUsage look() {
    // user nice system idle iowait irq softirq steal guest guest_nice; guest is within user
    final String[] cpu =
        Proc.read(Proc.root().resolve("stat")).lines().findFirst().orElse("").split(" +");
    final double[] seconds = new double[8];
    for (int i = 0; i < seconds.length && i + 1 < cpu.length; i++) {
      seconds[i] = Long.parseLong(cpu[i + 1]) / TICKS_PER_SECOND;
    }
    double all = 0;
    for (final double part : seconds) {
      all += part;
    }
    return new MachineUsage(
        seconds[0] + seconds[1] + seconds[2],
        seconds[5] + seconds[6],
        seconds[7],
        all,
        slab(),
        tcpPages() * PAGE);
  }

  static long slab() {
    return Proc.field(Proc.read(Proc.root().resolve("meminfo")), "Slab") * KIB;
  }

  private static long tcpPages() {
    final String text = Proc.read(Proc.root().resolve("net/sockstat"));
    return text.lines()
        .filter(line -> line.startsWith("TCP:"))
        .map(line -> line.replaceAll("^.* mem ([0-9]+).*$", "$1"))
        .filter(pages -> pages.matches("[0-9]+"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  public MachineUsage minus(final MachineUsage before) {
    return new MachineUsage(
        workSeconds - before.workSeconds,
        kernelSeconds - before.kernelSeconds,
        stealSeconds - before.stealSeconds,
        allSeconds - before.allSeconds,
        slabBytes,
        socketBytes);
  }
}
