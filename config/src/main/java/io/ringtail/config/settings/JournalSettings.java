// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

/**
 * {@code [journal]}: our own section.
 *
 * @param sync {@code none}, {@code interval} or {@code always}
 * @param syncIntervalMs the pause between two syncs of {@code interval}
 * @param ack {@code appended} or {@code synced}: what a stanza must be before its sender is told
 * @param roll {@code five_minutely}, {@code hourly} or {@code daily}
 * @param blockBytes how much of a file is mapped at a time
 * @param minFreeBytes disk space below which nothing durable is admitted
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record JournalSettings(
    String sync, int syncIntervalMs, String ack, String roll, int blockBytes, long minFreeBytes) {

  /** Whether a stanza must have been synced before its sender is told. */
  public boolean isAckSynced() {
    return ack.equals("synced");
  }
}
