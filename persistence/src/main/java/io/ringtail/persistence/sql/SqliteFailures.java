// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.StoreException.Reason;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * What SQLite's result codes mean for a caller.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class SqliteFailures {
  /** The primary result code is the low byte of an extended one. */
  private static final int PRIMARY = 0xff;

  private SqliteFailures() {}

  static StoreException map(final SQLException failure) {
    final Reason reason = isDataFault(failure) ? Reason.REFUSED : Reason.UNAVAILABLE;
    return new StoreException(reason, "SQLite: " + failure.getMessage(), failure);
  }

  private static boolean isDataFault(final SQLException failure) {
    return switch (SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY)) {
      case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE, SQLITE_ERROR -> true;
      default -> false;
    };
  }

  /** The row itself was refused: the same again will be, whatever the database's state. */
  static boolean isRowRefused(final SQLException failure) {
    return switch (SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY)) {
      case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE -> true;
      default -> false;
    };
  }

  /** The file is no database, or a damaged one. */
  static boolean isCorrupt(final SQLException failure) {
    return switch (SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY)) {
      case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_FORMAT -> true;
      default -> false;
    };
  }

  static boolean isLocked(final SQLException failure) {
    return switch (SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> true;
      default -> false;
    };
  }
}
