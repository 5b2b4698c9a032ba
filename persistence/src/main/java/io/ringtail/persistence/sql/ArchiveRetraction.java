// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.mam.Tombstone;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a tombstone where a message was that its sender takes back (XEP-0424 §4): the newest one
 * with the id named, from the same account to the same peer. It stays as it is where somebody still
 * sees it whom the retraction did not reach.
 *
 * <p>How far back it looks is bounded, so that one retraction holds up nothing: the writer calls it
 * inside its transaction, after the rows before it.
 *
 * <p>Owner: the store writer. Allocates: per call.
 */
final class ArchiveRetraction {
  /** Messages of the account looked at, the newest first. */
  private static final int REACH = 10_000;

  private static final int CHUNK = 500;
  private static final String UPDATE = "UPDATE archive SET stanza = ? WHERE id = ?";

  private final WordIndex words;

  /** A message that may be meant. */
  private record Candidate(long id, int visible, byte[] stanza) {}

  ArchiveRetraction(final WordIndex words) {
    this.words = words;
  }

  /** Applies the retraction in an entry that has {@link Views#RETRACTION}. */
  void apply(final Connection connection, final MessageEntry entry) throws SQLException {
    final byte[] stanza =
        Arrays.copyOfRange(entry.buffer(), entry.stanzaStart(), entry.stanzaEnd());
    final Tombstone tombstone = Tombstone.of(entry.id(), stanza);
    if (tombstone == null) {
      return;
    }
    long before = entry.id();
    for (int seen = 0; seen < REACH; seen += CHUNK) {
      final List<Candidate> candidates = candidates(connection, entry, tombstone, before);
      for (final Candidate candidate : candidates) {
        if ((candidate.visible() & 3 & ~entry.views()) == 0
            && tombstone.isFor(candidate.id(), candidate.stanza())) {
          if (!Tombstone.isOne(candidate.stanza())) {
            replace(connection, candidate, tombstone);
          }
          return;
        }
      }
      if (candidates.size() < CHUNK) {
        return;
      }
      before = candidates.getLast().id();
    }
  }

  private static List<Candidate> candidates(
      final Connection connection,
      final MessageEntry entry,
      final Tombstone tombstone,
      final long before)
      throws SQLException {
    final boolean sent = Views.has(entry.views(), Views.ARCHIVE_SENDER);
    final String sql =
        "SELECT id, visible, stanza FROM archive WHERE "
            + (sent ? "(visible & 1) <> 0 AND sender = ?" : "(visible & 2) <> 0 AND recipient = ?")
            + " AND id < ? AND id >= ? AND sender_jid = ? AND recipient_jid = ?"
            + " ORDER BY id DESC LIMIT ?";
    final long named = tombstone.targetArchiveId();
    return Jdbc.all(
        connection,
        sql,
        row -> new Candidate(row.getLong(1), row.getInt(2), row.getBytes(3)),
        sent ? entry.sender() : entry.recipient(),
        named >= 0 && named < before ? named + 1 : before,
        named >= 0 ? named : 0L,
        bare(entry.buffer(), entry.fromStart(), entry.fromEnd()),
        bare(entry.buffer(), entry.toStart(), entry.toEnd()),
        CHUNK);
  }

  private static String bare(final byte[] bytes, final int start, final int end) {
    final Jid jid = Jid.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    return jid == null ? "" : jid.bare().toString();
  }

  private void replace(
      final Connection connection, final Candidate candidate, final Tombstone tombstone)
      throws SQLException {
    SearchIndex.lock(connection);
    Jdbc.update(connection, UPDATE, tombstone.inPlaceOf(candidate.stanza()), candidate.id());
    words.remove(connection, List.of(candidate.id()));
  }
}
