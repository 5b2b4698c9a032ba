// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.nio.file.Path;

/**
 * Keeps disk blocks reserved ahead of the appender, and tells when there are none to be had.
 *
 * <pre>
 *   … ─ appended ──────── reserved ──── ┄ (sparse)
 *          ▲ file position    ▲ moved on when half is used
 * </pre>
 *
 * <p>Owner: the keeper. Allocates: per reservation.
 */
final class RoomAhead {
  private final Reservation reservation;
  private final JournalFolder folder;
  private final DiskWatch disk;
  private final long aheadBytes;
  private int reservedCycle;
  private long reservedUpTo;
  private boolean supported = true;

  RoomAhead(
      final Reservation reservation,
      final JournalFolder folder,
      final DiskWatch disk,
      final long aheadBytes) {
    this.reservation = reservation;
    this.folder = folder;
    this.disk = disk;
    this.aheadBytes = aheadBytes;
  }

  /** One step; the appender has come to this position in the file of this cycle. */
  void keep(final int cycle, final long position) {
    if (cycle != reservedCycle) {
      reservedCycle = cycle;
      reservedUpTo = 0;
    }
    if (supported && reservedUpTo - position < aheadBytes / 2) {
      reserve(folder.file(cycle), Math.max(position, reservedUpTo), position + aheadBytes);
    }
  }

  private void reserve(final Path file, final long from, final long upTo) {
    switch (reservation.reserve(file, from, upTo - from)) {
      case RESERVED -> {
        reservedUpTo = upTo;
        disk.room();
      }
      case NO_ROOM -> disk.full();
      case UNSUPPORTED -> {
        supported = false;
        disk.room(); // nobody would say so later
      }
    }
  }
}
