// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.persistence.writer.Batch;
import io.ringtail.persistence.writer.EntrySink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Archive rows into PostgreSQL: copied where they are new, else inserted unless they are there.
 *
 * <p>Owner: the store writer. Allocates: per batch.
 */
final class PostgresArchiveSink implements EntrySink {
  private static final int COLUMNS = 7;
  private static final String INSERT =
      "INSERT INTO "
          + ArchiveRow.COLUMNS
          + " SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::text[],"
          + " ?::text[], ?::bytea[]) ON CONFLICT (id) DO NOTHING";

  private final ArchiveRow row = new ArchiveRow();
  private final BinaryCopy copy = new BinaryCopy();

  @Override
  public void write(
      final Connection connection,
      final Batch batch,
      final int from,
      final int to,
      final boolean mayRepeat)
      throws SQLException {
    if (mayRepeat) {
      insert(connection, batch, from, to);
    } else {
      copy(connection, batch, from, to);
    }
  }

  private void copy(final Connection connection, final Batch batch, final int from, final int to)
      throws SQLException {
    copy.begin();
    for (int i = from; i < to; i++) {
      if (row.wrap(batch, i)) {
        final var entry = row.entry();
        copy.row(COLUMNS)
            .bigint(entry.id())
            .bigint(entry.sender())
            .bigint(entry.recipient())
            .smallint(row.visible())
            .bytes(entry.buffer(), entry.fromStart(), row.senderEnd())
            .bytes(entry.buffer(), entry.toStart(), row.recipientEnd())
            .bytes(entry.buffer(), entry.stanzaStart(), entry.stanzaEnd());
      }
    }
    copy.send(connection, ArchiveRow.COLUMNS);
  }

  private void insert(final Connection connection, final Batch batch, final int from, final int to)
      throws SQLException {
    final List<Object[]> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (row.wrap(batch, i)) {
        rows.add(
            new Object[] {
              row.entry().id(),
              row.entry().sender(),
              row.entry().recipient(),
              (short) row.visible(),
              row.senderJid(),
              row.recipientJid(),
              row.stanza()
            });
      }
    }
    if (!rows.isEmpty()) {
      insert(connection, rows);
    }
  }

  private static void insert(final Connection connection, final List<Object[]> rows)
      throws SQLException {
    final String[] types = {"int8", "int8", "int8", "int2", "text", "text", "bytea"};
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int column = 0; column < types.length; column++) {
        final int at = column;
        // The driver takes arrays of bytes only as such.
        final Object[] values =
            rows.stream()
                .map(each -> each[at])
                .toArray(at == types.length - 1 ? byte[][]::new : Object[]::new);
        insert.setArray(column + 1, connection.createArrayOf(types[column], values));
      }
      insert.executeUpdate();
    }
  }
}
