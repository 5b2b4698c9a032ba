// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.persistence.writer.BatchStore;
import io.ringtail.persistence.writer.EntrySink;
import io.ringtail.persistence.writer.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The store writer's transactions, the same on both databases. Each begins by locking the position
 * of its journal: whoever comes second, even an own attempt given up for lost, sees what the first
 * has left and writes nothing twice.
 *
 * <p>Owner: the store writer. Allocates: per batch.
 */
final class SqlBatchStore implements BatchStore {
  private static final String POSITION =
      "SELECT position, id FROM journal_position WHERE journal = ?";
  private static final String CREATE_POSITION =
      "INSERT INTO journal_position (journal, position, id) VALUES (?, 0, 0)"
          + " ON CONFLICT (journal) DO NOTHING";
  private static final String MOVE_POSITION =
      "UPDATE journal_position SET position = ?, id = ? WHERE journal = ?";
  private static final String PARK =
      "INSERT INTO journal_parked (journal, position, id, reason, entry) VALUES (?, ?, ?, ?, ?)";

  private final Connections connections;
  private final Dialect dialect;

  /**
   * What the databases do differently.
   *
   * @param lock what makes a SELECT lock its row
   * @param sinks who writes rows, in this order
   * @param room for the rows
   * @param isDataFault whether a row itself was refused
   * @param whenClosed gives back what was opened for the writer alone
   */
  record Dialect(
      String lock,
      List<EntrySink> sinks,
      RowRoom room,
      Predicate<SQLException> isDataFault,
      Runnable whenClosed) {}

  SqlBatchStore(final Connections connections, final Dialect dialect) {
    this.connections = connections;
    this.dialect = dialect;
  }

  /** What a transaction does when it has found the journal where it believed it. */
  private interface Step {
    void take(Connection connection) throws SQLException;
  }

  @Override
  public Position position(final String journal) {
    return connections.write(
        connection -> {
          Jdbc.update(connection, CREATE_POSITION, journal);
          return read(connection, POSITION, journal);
        });
  }

  @Override
  public void rewind(final String journal) {
    connections.write(connection -> Jdbc.update(connection, MOVE_POSITION, 0L, 0L, journal));
  }

  private static Position read(final Connection connection, final String sql, final String journal)
      throws SQLException {
    return Jdbc.first(connection, sql, row -> new Position(row.getLong(1), row.getLong(2)), journal)
        .orElse(Position.NONE);
  }

  @Override
  public Position write(final String journal, final Position expected, final Part part) {
    try {
      dialect.room().make(connections, part);
      return transaction(journal, expected, part, connection -> rows(connection, part));
    } catch (final StoreException failure) {
      dialect.room().forget();
      throw failure;
    }
  }

  private void rows(final Connection connection, final Part part) throws SQLException {
    for (final EntrySink sink : dialect.sinks()) {
      sink.write(connection, part.batch(), part.from(), part.to(), part.mayRepeat());
    }
  }

  @Override
  public Position park(
      final String journal, final Position expected, final Part part, final String reason) {
    final Position end = part.end();
    final byte[] entry = part.batch().copy(part.from());
    return transaction(
        journal,
        expected,
        part,
        connection ->
            Jdbc.update(
                connection,
                PARK,
                journal,
                end.index(),
                end.id(),
                reason.replace('\0', ' '),
                entry));
  }

  private Position transaction(
      final String journal, final Position expected, final Part part, final Step step) {
    return connections.write(
        connection -> {
          final Position found = read(connection, POSITION + dialect.lock(), journal);
          if (!found.equals(expected)) {
            return found;
          }
          step.take(connection);
          final Position end = part.end();
          if (Jdbc.update(connection, MOVE_POSITION, end.index(), end.id(), journal) == 0) {
            throw new SQLException("the position of journal " + journal + " was deleted");
          }
          return end;
        });
  }

  @Override
  public boolean isDataFault(final RuntimeException failure) {
    return failure.getCause() instanceof SQLException cause && dialect.isDataFault().test(cause);
  }

  @Override
  public void close() {
    dialect.whenClosed().run();
  }
}
