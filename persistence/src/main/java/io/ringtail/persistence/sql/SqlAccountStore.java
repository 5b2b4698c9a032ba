// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.auth.ScramText;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.parser.Jid;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Accounts in the table {@code account}: a plain password in {@code password}, SCRAM keys in {@code
 * pass_details}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlAccountStore implements AccountStore {
  private static final int IMPORT_BATCH = 1000;

  private final Connections connections;
  private final AccountImport batchImport;

  SqlAccountStore(final Connections connections, final AccountImport batchImport) {
    this.connections = connections;
    this.batchImport = batchImport;
  }

  @Override
  public Optional<StoredAccount> find(final Jid bareJid) {
    return connections.read(
        connection ->
            Jdbc.first(
                connection,
                CommonSql.FIND_ACCOUNT,
                row -> account(row, bareJid),
                bareJid.domain(),
                bareJid.local()));
  }

  private static StoredAccount account(final ResultSet row, final Jid jid) throws SQLException {
    return new StoredAccount(row.getLong(1), jid, password(row.getString(2), row.getString(3)));
  }

  private static StoredPassword password(final String plain, final String details) {
    if (plain != null) {
      return new StoredPassword.Plain(plain);
    }
    return ScramText.read(details)
        .orElseThrow(
            () ->
                new StoreException(
                    StoreException.Reason.REFUSED, "the stored SCRAM keys are unreadable", null));
  }

  @Override
  public Optional<StoredAccount> create(final Jid bareJid, final StoredPassword password) {
    return connections.write(
        connection ->
            Jdbc.first(
                connection,
                CommonSql.CREATE_ACCOUNT,
                row -> new StoredAccount(row.getLong(1), bareJid, password),
                bareJid.domain(),
                bareJid.local(),
                plain(password),
                details(password)));
  }

  static String plain(final StoredPassword password) {
    return password instanceof StoredPassword.Plain plain ? plain.password() : null;
  }

  static String details(final StoredPassword password) {
    return password instanceof StoredPassword.Scram scram ? ScramText.write(scram) : null;
  }

  @Override
  public boolean changePassword(final Jid bareJid, final StoredPassword password) {
    return connections.write(
            connection -> {
              Jdbc.update(connection, CommonSql.REVOKE_TOKENS, bareJid.domain(), bareJid.local());
              return Jdbc.update(
                  connection,
                  CommonSql.CHANGE_PASSWORD,
                  plain(password),
                  details(password),
                  bareJid.domain(),
                  bareJid.local());
            })
        > 0;
  }

  @Override
  public boolean remove(final Jid bareJid) {
    return connections.write(connection -> remove(connection, bareJid));
  }

  private static boolean remove(final Connection connection, final Jid bareJid)
      throws SQLException {
    final Optional<Long> number =
        Jdbc.first(
            connection,
            CommonSql.REMOVE_ACCOUNT,
            row -> row.getLong(1),
            bareJid.domain(),
            bareJid.local());
    if (number.isPresent()) {
      RemovedArchives.note(connection, number.get());
    }
    return number.isPresent();
  }

  @Override
  public List<Jid> list(final String domain, final String after, final int limit) {
    return connections
        .read(
            connection ->
                Jdbc.all(
                    connection,
                    CommonSql.LIST_ACCOUNTS,
                    row -> StoredJid.of(row.getString(1), domain),
                    domain,
                    after,
                    limit))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public long count(final String domain) {
    return connections
        .read(
            connection ->
                Jdbc.first(connection, CommonSql.COUNT_ACCOUNTS, row -> row.getLong(1), domain))
        .orElse(0L);
  }

  @Override
  public long importAll(final Iterator<NewAccount> accounts, final LongConsumer progress) {
    final List<NewAccount> batch = new ArrayList<>(IMPORT_BATCH);
    long done = 0;
    long created = 0;
    while (accounts.hasNext()) {
      // Making the next account may cost a PBKDF2: outside of the transaction.
      batch.add(accounts.next());
      if (batch.size() == IMPORT_BATCH || !accounts.hasNext()) {
        created += connections.write(connection -> batchImport.insert(connection, batch));
        done += batch.size();
        batch.clear();
        progress.accept(done);
      }
    }
    return created;
  }
}
