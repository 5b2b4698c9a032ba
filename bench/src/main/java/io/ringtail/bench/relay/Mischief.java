// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.relay;

/**
 * What a relay does wrong on purpose, and how often it did: what the lab must find.
 *
 * <pre>
 *   message  … 50 … 100 … 150 … 200 …  250 …  of every thousand, and again 300 and 600 later
 *            lose double delay reorder misroute
 * </pre>
 *
 * <p>Owner: the relay's one loop; read when it has stopped forwarding. Allocates: never.
 */
public final class Mischief {
  /** What happens to one message. */
  enum Deed {
    NONE,
    LOSE,
    DOUBLE,
    DELAY,
    REORDER,
    MISROUTE
  }

  private static final int CYCLE = 300;
  private static final int FIRST = 50;
  private static final int STEP = 50;
  private static final int PER_THOUSAND = 1000;

  private final long delayMs;
  private long messages;
  private long lost;
  private long doubled;
  private long late;
  private long reordered;
  private long misrouted;

  /**
   * @param delayMs how long delayed messages are kept
   */
  public Mischief(final long delayMs) {
    this.delayMs = delayMs;
  }

  long delayMs() {
    return delayMs;
  }

  /** Chooses for the next message. */
  Deed next() {
    final int place = (int) (messages++ % PER_THOUSAND);
    final int at = place % CYCLE - FIRST;
    if (at < 0 || at % STEP != 0 || place >= PER_THOUSAND / CYCLE * CYCLE) {
      return Deed.NONE;
    }
    return switch (at / STEP) {
      case 0 -> Deed.LOSE;
      case 1 -> Deed.DOUBLE;
      case 2 -> Deed.DELAY;
      case 3 -> Deed.REORDER;
      default -> Deed.MISROUTE;
    };
  }

  void didLose() {
    lost++;
  }

  void didDouble() {
    doubled++;
  }

  void didDelay() {
    late++;
  }

  void didReorder() {
    reordered++;
  }

  void didMisroute() {
    misrouted++;
  }

  public long lost() {
    return lost;
  }

  public long doubled() {
    return doubled;
  }

  /** Messages that were kept back, for whatever reason. */
  public long late() {
    return late;
  }

  public long reordered() {
    return reordered;
  }

  public long misrouted() {
    return misrouted;
  }
}
