// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.ArchivePrefsStore;
import io.ringtail.parser.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Archiving preferences in the table {@code archive_prefs}, one row for each account that has said
 * something.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlArchivePrefsStore implements ArchivePrefsStore {
  private static final String LOAD =
      "SELECT by_default, always_kept, never_kept FROM archive_prefs WHERE account = ?";
  private static final String STORE =
      """
      INSERT INTO archive_prefs (account, by_default, always_kept, never_kept)
      SELECT number, ?, ?, ? FROM account WHERE number = ?
      ON CONFLICT (account) DO UPDATE SET by_default = excluded.by_default,
        always_kept = excluded.always_kept, never_kept = excluded.never_kept\
      """;

  private final Connections connections;

  SqlArchivePrefsStore(final Connections connections) {
    this.connections = connections;
  }

  @Override
  public Optional<StoredPrefs> load(final long account) {
    return connections.read(
        connection -> Jdbc.first(connection, LOAD, SqlArchivePrefsStore::prefs, account));
  }

  private static StoredPrefs prefs(final ResultSet row) throws SQLException {
    return new StoredPrefs(row.getString(1), jids(row.getString(2)), jids(row.getString(3)));
  }

  private static List<Jid> jids(final String json) {
    return JsonStrings.read(json).stream().map(StoredJid::read).flatMap(Optional::stream).toList();
  }

  @Override
  public void store(final long account, final StoredPrefs prefs) {
    connections.writeUnlessGone(
        0,
        connection ->
            Jdbc.update(
                connection,
                STORE,
                prefs.byDefault(),
                json(prefs.always()),
                json(prefs.never()),
                account));
  }

  private static String json(final List<Jid> jids) {
    return JsonStrings.write(jids.stream().map(Jid::toString).toList());
  }
}
