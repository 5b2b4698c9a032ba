// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.util.List;
import java.util.Locale;

/**
 * The threads this node will have, and why.
 *
 * <p>Owner: any thread. Allocates: at start.
 *
 * @param mode never {@link Threading#AUTO}
 * @param ioLoops I/O loops, each a producer of the ring
 * @param stageThreads 0 inline, 1 shared, one per stage dedicated
 * @param stageCpus the CPU of each stage thread; empty when they are not pinned
 * @param reason one line for the start banner
 */
public record ThreadingChoice(
    Threading mode,
    int ioLoops,
    int stageThreads,
    Idle idle,
    List<Integer> stageCpus,
    String reason)
    implements ThreadingDecision {

  // To be measured, not believed: up to here one loop runs everything, from there stages own cores.
  private static final int INLINE_UP_TO_CORES = 4;
  private static final int DEDICATED_FROM_CORES = 8;

  /** Decides on the threads for so many stages on such a machine. */
  public static ThreadingDecision decide(
      final ThreadingSettings wish, final CpuBudget cpus, final int stages) {
    final int cores = cpus.cores();
    final Threading mode = wish.threading() == Threading.AUTO ? pick(cores) : wish.threading();
    final int stageThreads = stageThreads(mode, stages);
    if (mode == Threading.INLINE && wish.ioLoops() > 1) {
      return new Refusal(
          "threading = inline runs the stages on one I/O loop, so io_loops = "
              + wish.ioLoops()
              + " cannot be; use shared, or one loop");
    }
    if (wish.idle().takesCore() && stageThreads >= cores) {
      return new Refusal(
          "idle = "
              + name(wish.idle())
              + " would keep "
              + stageThreads
              + " threads spinning on "
              + cpus.description()
              + ", starving what they wait for; use backoff");
    }
    final int ioLoops = wish.ioLoops() > 0 ? wish.ioLoops() : ioLoops(mode, cores, stageThreads);
    final List<Integer> stageCpus =
        wish.pin() && mode == Threading.DEDICATED ? pins(cpus, stageThreads) : List.of();
    return new ThreadingChoice(
        mode, ioLoops, stageThreads, wish.idle(), stageCpus, reason(wish, mode, cpus));
  }

  private static Threading pick(final int cores) {
    if (cores <= INLINE_UP_TO_CORES) {
      return Threading.INLINE;
    }
    return cores >= DEDICATED_FROM_CORES ? Threading.DEDICATED : Threading.SHARED;
  }

  private static int stageThreads(final Threading mode, final int stages) {
    return switch (mode) {
      case INLINE -> 0;
      case SHARED -> 1;
      case DEDICATED, AUTO -> stages;
    };
  }

  /** One core stays for the store writer, the journal keeper and the collector. */
  private static int ioLoops(final Threading mode, final int cores, final int stageThreads) {
    return mode == Threading.INLINE ? 1 : Math.max(1, cores - stageThreads - 1);
  }

  /** The last CPUs of the mask: the first ones serve most interrupts. */
  private static List<Integer> pins(final CpuBudget cpus, final int stageThreads) {
    final List<Integer> allowed = cpus.allowedCpus();
    // Under a quota, or with too few CPUs, a pinned thread would only be kept from a free CPU.
    if (cpus.isQuotaBound() || allowed.size() <= stageThreads) {
      return List.of();
    }
    return List.copyOf(allowed.subList(allowed.size() - stageThreads, allowed.size()));
  }

  private static String reason(
      final ThreadingSettings wish, final Threading mode, final CpuBudget cpus) {
    final String who = wish.threading() == Threading.AUTO ? "chosen for " : "as configured, on ";
    return "threading = " + name(mode) + ", " + who + cpus.description();
  }

  private static String name(final Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
