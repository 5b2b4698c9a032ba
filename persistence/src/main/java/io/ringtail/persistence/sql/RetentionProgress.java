// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.util.concurrent.TimeUnit;

/**
 * What the retention has done since the node's start.
 *
 * <p>Owner: the upkeep thread writes; any thread reads. Allocates: never.
 */
public final class RetentionProgress {
  private volatile long erasedMessages;
  private volatile long droppedPartitions;
  private volatile long lastRunSeconds;
  private volatile long longestStepNs;
  private volatile long endedSteps;

  /** Rows erased one by one. */
  public long erasedMessages() {
    return erasedMessages;
  }

  /** Months dropped whole. */
  public long droppedPartitions() {
    return droppedPartitions;
  }

  /** When a rule was last found to have nothing more to do, in seconds since 1970; 0 for never. */
  public long lastRunSeconds() {
    return lastRunSeconds;
  }

  /** The longest any step held its locks. */
  public long longestStepMs() {
    return TimeUnit.NANOSECONDS.toMillis(longestStepNs);
  }

  /** Steps that the database ended because they, or their wait for a lock, took too long. */
  public long endedSteps() {
    return endedSteps;
  }

  void ended() {
    final long before = endedSteps;
    endedSteps = before + 1;
  }

  void erased(final int messages) {
    final long before = erasedMessages;
    erasedMessages = before + messages;
  }

  void dropped() {
    final long before = droppedPartitions;
    droppedPartitions = before + 1;
  }

  void ranAt(final long nowSeconds) {
    lastRunSeconds = nowSeconds;
  }

  void step(final long durationNs) {
    if (durationNs > longestStepNs) {
      longestStepNs = durationNs;
    }
  }
}
