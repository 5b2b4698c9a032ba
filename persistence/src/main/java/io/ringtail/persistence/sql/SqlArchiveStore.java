// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.ArchiveStore;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Archives in the table {@code archive}, which the store writer fills.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlArchiveStore implements ArchiveStore {
  /** Rows read at once where the database can not decide which of them pass. */
  private static final int CHUNK = 200;

  /** Steps of the search index that a query takes itself before it gives up. */
  private static final int MAX_STEPS = 20;

  private static final String OWNED =
      "((visible & 1) <> 0 AND sender = ? OR (visible & 2) <> 0 AND recipient = ?)";

  private final Connections connections;
  private final WordIndex words;
  private final StepLimit limit;
  private final ArchivePurge purge;

  SqlArchiveStore(final Connections connections, final WordIndex words, final StepLimit limit) {
    this.connections = connections;
    this.words = words;
    this.limit = limit;
    this.purge = new ArchivePurge(words);
  }

  @Override
  public Page page(final Query query) {
    if (!query.filter().words().isEmpty() && !new SearchIndex(steps(), words).catchUp(MAX_STEPS)) {
      throw new StoreException(
          StoreException.Reason.UNAVAILABLE, "the words of the archive are still being read", null);
    }
    return connections.read(connection -> page(connection, query));
  }

  private Page page(final Connection connection, final Query query) throws SQLException {
    final Filter within =
        query
            .filter()
            .between(
                Math.max(query.after(), query.filter().after()),
                Math.min(query.before(), query.filter().before()));
    final boolean fullJid = within.with() != null && !within.with().isBare();
    final List<Archived> found =
        fullJid
            ? readUntilFull(connection, within, query)
            : read(connection, within, query.fromEnd(), query.limit() + 1);
    final boolean complete = found.size() <= query.limit();
    final List<Archived> page = complete ? found : found.subList(0, query.limit());
    final List<Archived> inOrder = query.fromEnd() ? page.reversed() : page;
    if (!query.counted() || fullJid) {
      return new Page(inOrder, complete, -1, -1);
    }
    final long count = count(connection, query.filter());
    final long index =
        inOrder.isEmpty() || count < 0
            ? -1
            : count(
                connection,
                query
                    .filter()
                    .between(
                        query.filter().after(),
                        Math.min(query.filter().before(), inOrder.getFirst().id())));
    return new Page(inOrder, complete, index, count);
  }

  private List<Archived> read(
      final Connection connection, final Filter filter, final boolean fromEnd, final int limit)
      throws SQLException {
    final ArchiveSelect select = ArchiveSelect.messages(filter, words, fromEnd, limit);
    return Jdbc.all(connection, select.sql(), SqlArchiveStore::archived, select.values());
  }

  private static Archived archived(final ResultSet row) throws SQLException {
    return new Archived(row.getLong(1), row.getBytes(2));
  }

  /** The table has bare JIDs only: which resource it was stands in the message. */
  private List<Archived> readUntilFull(
      final Connection connection, final Filter filter, final Query query) throws SQLException {
    final List<Archived> passing = new ArrayList<>();
    Filter rest = filter;
    List<Archived> chunk;
    do {
      chunk = read(connection, rest, query.fromEnd(), CHUNK);
      for (final Archived message : chunk) {
        if (passing.size() <= query.limit() && isWith(message, filter)) {
          passing.add(message);
        }
      }
      if (!chunk.isEmpty()) {
        final long last = chunk.getLast().id();
        rest =
            query.fromEnd() ? rest.between(rest.after(), last) : rest.between(last, rest.before());
      }
    } while (chunk.size() == CHUNK && passing.size() <= query.limit());
    return passing;
  }

  private static boolean isWith(final Archived message, final Filter filter) {
    final Element element = Elements.parse(message.stanza(), 0);
    return isAddress(element.attribute("from"), filter.with())
        || isAddress(element.attribute("to"), filter.with());
  }

  private static boolean isAddress(final String written, final Jid jid) {
    return written != null && jid.equals(Jid.parse(written));
  }

  /** How many pass the filter; −1 for more than are counted. */
  private long count(final Connection connection, final Filter filter) throws SQLException {
    final ArchiveSelect select = ArchiveSelect.count(filter, words, COUNTED + 1);
    final long count =
        Jdbc.first(connection, select.sql(), row -> row.getLong(1), select.values()).orElse(0L);
    return count > COUNTED ? -1 : count;
  }

  @Override
  public boolean hasAll(final long account, final Collection<Long> ids) {
    final List<Object> values = new ArrayList<>(ids);
    values.add(account);
    values.add(account);
    final String sql =
        "SELECT count(*) FROM archive WHERE id IN ("
            + ArchiveSelect.marks(ids.size())
            + ") AND "
            + OWNED;
    return connections.read(
            connection ->
                Jdbc.first(connection, sql, row -> row.getLong(1), values.toArray()).orElse(0L))
        == ids.size();
  }

  @Override
  public Optional<Ends> ends(final long account, final long after) {
    return connections.read(
        connection -> {
          final Optional<Long> first = end(connection, account, after, false);
          final Optional<Long> last = end(connection, account, after, true);
          return first.isEmpty() || last.isEmpty()
              ? Optional.<Ends>empty()
              : Optional.of(new Ends(first.get(), last.get()));
        });
  }

  private static Optional<Long> end(
      final Connection connection, final long account, final long after, final boolean newest)
      throws SQLException {
    final Filter behind = Filter.all(account, null).between(after, Long.MAX_VALUE);
    final ArchiveSelect select = ArchiveSelect.ids(behind, newest, 1);
    return Jdbc.first(connection, select.sql(), row -> row.getLong(1), select.values());
  }

  @Override
  public int purge(final long account, final long before, final int atMost) {
    return purge.purge(steps(), account, before, atMost);
  }

  private BoundedSteps steps() {
    return new BoundedSteps(connections, limit, new RetentionProgress());
  }
}
