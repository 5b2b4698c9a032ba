// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.InboxStore.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Writes conversations as arrays: one round trip and one plan for a thousand rows.
 *
 * <p>Owner: the thread that has the connection. Allocates: per call.
 */
final class PostgresInboxWrite {
  private PostgresInboxWrite() {}

  static void write(final Connection connection, final List<Row> rows) throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(InboxSql.WRITE_ARRAYS_POSTGRES)) {
      column(write, 1, "int8", rows, Row::account);
      column(write, 2, "text", rows, row -> row.peer().toString());
      column(write, 3, "int8", rows, Row::appliedId);
      column(write, 4, "int8", rows, Row::messageId);
      column(write, 5, "int4", rows, Row::unread);
      column(write, 6, "text", rows, Row::box);
      column(write, 7, "int8", rows, Row::mutedUntilMicros);
      column(write, 8, "int8", rows, Row::lastHash);
      column(write, 9, "int2", rows, row -> (short) (row.removed() ? 1 : 0));
      bytes(write, 10, rows, row -> SqlInboxStore.packed(row.unreadIds()));
      bytes(write, 11, rows, Row::message);
      write.executeUpdate();
    }
  }

  private static void column(
      final PreparedStatement statement,
      final int position,
      final String type,
      final List<Row> rows,
      final Function<Row, Object> value)
      throws SQLException {
    final Object[] values = rows.stream().map(value).toArray();
    statement.setArray(position, statement.getConnection().createArrayOf(type, values));
  }

  private static void bytes(
      final PreparedStatement statement,
      final int position,
      final List<Row> rows,
      final Function<Row, byte[]> value)
      throws SQLException {
    final byte[][] values = rows.stream().map(value).toArray(byte[][]::new);
    statement.setArray(position, statement.getConnection().createArrayOf("bytea", values));
  }
}
