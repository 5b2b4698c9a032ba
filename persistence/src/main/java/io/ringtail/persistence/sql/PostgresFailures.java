// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.StoreException.Reason;
import java.sql.SQLException;

/**
 * What PostgreSQL's SQLSTATE codes mean for a caller.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class PostgresFailures {
  private PostgresFailures() {}

  static StoreException map(final SQLException failure) {
    final Reason reason = isDataFault(failure) ? Reason.REFUSED : Reason.UNAVAILABLE;
    return new StoreException(reason, "PostgreSQL: " + failure.getMessage(), failure);
  }

  /** Bad data, broken constraint, bad statement, too large for the index. */
  private static boolean isDataFault(final SQLException failure) {
    return switch (stateClass(failure)) {
      case "22", "23", "42", "54" -> true;
      default -> false;
    };
  }

  /**
   * The row itself was refused: the same again will be, whatever the database's state. A missing
   * table or right (class 42) is none of the row's business.
   */
  static boolean isRowRefused(final SQLException failure) {
    return switch (stateClass(failure)) {
      case "21", "22", "23", "54" -> true;
      default -> false;
    };
  }

  /** Deadlock or serialisation failure: rolled back by the server, good to run again at once. */
  static boolean isVictim(final SQLException failure) {
    return stateClass(failure).equals("40");
  }

  /** The statement ran, or waited for a lock, for longer than it may. */
  static boolean isTimedOut(final StoreException failure) {
    return failure.getCause() instanceof SQLException cause
        && ("57014".equals(cause.getSQLState()) || "55P03".equals(cause.getSQLState()));
  }

  /** It was not to be reached, or starts or stops; what else it says it says alive. */
  static boolean isAway(final SQLException failure) {
    return switch (stateClass(failure)) {
      case "", "08", "57" -> true;
      default -> false;
    };
  }

  /** The account the row belongs to is not there. */
  static boolean isOwnerGone(final SQLException failure) {
    return "23503".equals(failure.getSQLState());
  }

  private static String stateClass(final SQLException failure) {
    final String state = failure.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }

  /** What an operator should do about a server that could not be used at start. */
  static String mend(final SQLException failure) {
    final String state = failure.getSQLState();
    return switch (state == null ? "" : state) {
      case "28P01", "28000" -> "Check username and password of the pool";
      case "3D000" -> "Create the database, or correct its name in the pool's settings";
      case "08001", "08006", "08004" -> "Check that it runs and that host and port are right";
      case "42501" -> "Give the pool's user the right to create tables in this database";
      default -> "Check the pool's settings and the server's log";
    };
  }
}
