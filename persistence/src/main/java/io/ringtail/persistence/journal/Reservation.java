// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.nio.file.Path;

/**
 * Takes disk blocks for a part of a file before it is written: a write to a mapped page of a full
 * disk would end the process.
 *
 * <p>Owner: the keeper. Allocates: per call.
 */
final class Reservation {
  /** How it went. */
  enum Outcome {
    RESERVED,
    NO_ROOM,
    /** This system or file system has no such thing; watching the free space must do. */
    UNSUPPORTED
  }

  private static final int ENOSPC = 28;
  private static final int EDQUOT = 122;

  private final FileCalls calls;

  Reservation(final FileCalls calls) {
    this.calls = calls;
  }

  /** Reserves blocks for this range without changing the file's length. */
  Outcome reserve(final Path file, final long from, final long lengthBytes) {
    return switch (calls.reserve(file, from, lengthBytes)) {
      case 0 -> Outcome.RESERVED;
      case ENOSPC, EDQUOT -> Outcome.NO_ROOM;
      default -> Outcome.UNSUPPORTED;
    };
  }
}
