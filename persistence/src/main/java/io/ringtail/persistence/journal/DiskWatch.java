// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.ring.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether durable stanzas are admitted: not below the least free space, again a quarter
 * above it, and never again after the disk failed to keep what it was given.
 *
 * <p>Owner: the keeper; {@link #isAdmitting} is for any thread. Allocates: never.
 */
final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  private final long minFreeBytes;
  private final Counter freeBytes;
  private final Counter refusing;
  private boolean noRoom;
  private boolean broken;
  private volatile boolean admitting = true;

  DiskWatch(final long minFreeBytes, final Counter freeBytes, final Counter refusing) {
    this.minFreeBytes = minFreeBytes;
    this.freeBytes = freeBytes;
    this.refusing = refusing;
  }

  boolean isAdmitting() {
    return admitting;
  }

  void free(final long bytes) {
    freeBytes.set(bytes);
    if (admitting && bytes < minFreeBytes) {
      refuse();
      LOG.error(
          "ALARM: the journal's disk has {} MiB left, {} are the least: messages that must be kept"
              + " are refused until there is room",
          bytes >> 20,
          minFreeBytes >> 20);
    } else if (!admitting && !broken && !noRoom && bytes >= minFreeBytes + minFreeBytes / 4) {
      admitting = true;
      refusing.set(0);
      LOG.warn("The journal's disk has {} MiB again: messages are accepted", bytes >> 20);
    }
  }

  /** No room could be had for the next entries, whatever the free space says (a quota). */
  void full() {
    noRoom = true;
    if (admitting) {
      refuse();
      LOG.error("ALARM: no room for the journal: messages that must be kept are refused");
    }
  }

  /** Room for the next entries is reserved. */
  void room() {
    noRoom = false;
  }

  /**
   * The kernel could not write what it had: it may have dropped those pages, so that a later sync
   * which succeeds would prove nothing.
   */
  void fail(final Exception failure) {
    if (!broken) {
      broken = true;
      refuse();
      LOG.error(
          "ALARM: the journal could not be written to disk. Nothing that must be kept is accepted"
              + " before the node is restarted on a sound disk",
          failure);
    }
  }

  boolean isBroken() {
    return broken;
  }

  private void refuse() {
    admitting = false;
    refusing.set(1);
  }
}
