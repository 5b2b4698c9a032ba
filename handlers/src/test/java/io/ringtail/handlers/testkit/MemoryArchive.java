// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.mam.SearchText;
import io.ringtail.handlers.mam.Tombstone;
import io.ringtail.handlers.port.ArchiveStore;
import io.ringtail.handlers.port.WriterProgress;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Archives in memory, by the plainest rules one can think of, and their writer.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
public final class MemoryArchive implements ArchiveStore, WriterProgress {
  private static final int BOTH = Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT;

  /** One message, for both owners. */
  private static final class Row {
    private final long id;
    private final long sender;
    private final long recipient;
    private final Jid from;
    private final Jid to;
    private int visible;
    private byte[] stanza;

    private Row(final MessageEntry entry) {
      id = entry.id();
      sender = entry.sender();
      recipient = entry.recipient();
      visible = entry.views() & BOTH;
      from = Jid.parse(text(entry.buffer(), entry.fromStart(), entry.fromEnd()));
      to = Jid.parse(text(entry.buffer(), entry.toStart(), entry.toEnd()));
      stanza = Arrays.copyOfRange(entry.buffer(), entry.stanzaStart(), entry.stanzaEnd());
    }

    private static String text(final byte[] bytes, final int start, final int end) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private boolean isIn(final long account) {
      return isSent(account) || isReceived(account);
    }

    private boolean isSent(final long account) {
      return Views.has(visible, Views.ARCHIVE_SENDER) && sender == account;
    }

    private boolean isReceived(final long account) {
      return Views.has(visible, Views.ARCHIVE_RECIPIENT) && recipient == account;
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private long writtenId;

  /** Writes one journal entry, as the store writer does. */
  public synchronized void write(final byte[] entry) {
    if (Layout.type(entry, 0) == EntryType.MESSAGE) {
      final MessageEntry message = new MessageEntry().wrap(entry, 0);
      if (Views.has(message.views(), BOTH)) {
        final Row row = new Row(message);
        rows.add(row);
        if (Views.has(message.views(), Views.RETRACTION)) {
          retract(row);
        }
      }
    }
    writtenId = Layout.id(entry, 0);
  }

  private void retract(final Row retracting) {
    final Tombstone tombstone = Tombstone.of(retracting.id, retracting.stanza);
    for (final Row row : rows.reversed()) {
      if (row.id < retracting.id
          && row.from.sameBare(retracting.from)
          && row.to.sameBare(retracting.to)
          && (row.visible & ~retracting.visible) == 0
          && tombstone.isFor(row.id, row.stanza)) {
        row.stanza = Tombstone.isOne(row.stanza) ? row.stanza : tombstone.inPlaceOf(row.stanza);
        return;
      }
    }
  }

  @Override
  public synchronized long writtenId() {
    return writtenId;
  }

  @Override
  public boolean await(final long id, final long timeoutMs) {
    return writtenId() >= id;
  }

  @Override
  public synchronized Page page(final Query query) {
    final List<Row> all = rows.stream().filter(row -> passes(row, query.filter())).toList();
    final List<Row> within =
        all.stream().filter(row -> row.id > query.after() && row.id < query.before()).toList();
    final int size = Math.min(query.limit(), within.size());
    final List<Row> page =
        query.fromEnd()
            ? within.subList(within.size() - size, within.size())
            : within.subList(0, size);
    return new Page(
        page.stream().map(row -> new Archived(row.id, row.stanza)).toList(),
        size == within.size(),
        query.counted() && !page.isEmpty() ? all.indexOf(page.getFirst()) : -1,
        query.counted() ? all.size() : -1);
  }

  private static boolean passes(final Row row, final Filter filter) {
    return row.isIn(filter.account())
        && row.id > filter.after()
        && row.id < filter.before()
        && (filter.ids().isEmpty() || filter.ids().contains(row.id))
        && (filter.with() == null || isWith(row, filter))
        && (filter.words().isEmpty() || SearchText.wordsOf(row.stanza).containsAll(filter.words()));
  }

  private static boolean isWith(final Row row, final Filter filter) {
    final Jid with = filter.with();
    if (with.sameBare(filter.owner())) {
      return row.from.sameBare(row.to)
          && (matches(with, row, "to", row.to) || matches(with, row, "from", row.from));
    }
    return row.isSent(filter.account()) && matches(with, row, "to", row.to)
        || row.isReceived(filter.account()) && matches(with, row, "from", row.from);
  }

  private static boolean matches(
      final Jid with, final Row row, final String attribute, final Jid peer) {
    if (with.isBare()) {
      return with.sameBare(peer);
    }
    final Element message = Elements.parse(row.stanza, 0);
    final String written = message.attribute(attribute);
    return written != null && with.equals(Jid.parse(written));
  }

  @Override
  public synchronized boolean hasAll(final long account, final Collection<Long> ids) {
    final Set<Long> missing = new HashSet<>(ids);
    rows.stream().filter(row -> row.isIn(account)).forEach(row -> missing.remove(row.id));
    return missing.isEmpty();
  }

  @Override
  public synchronized Optional<Ends> ends(final long account, final long after) {
    final List<Row> own = rows.stream().filter(row -> row.id > after && row.isIn(account)).toList();
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(new Ends(own.getFirst().id, own.getLast().id));
  }

  @Override
  public synchronized int purge(final long account, final long before, final int atMost) {
    final List<Row> taken =
        rows.stream().filter(row -> row.id < before && row.isIn(account)).limit(atMost).toList();
    for (final Row row : taken) {
      row.visible &= row.isSent(account) ? ~Views.ARCHIVE_SENDER : BOTH;
      row.visible &= row.isReceived(account) ? ~Views.ARCHIVE_RECIPIENT : BOTH;
    }
    rows.removeIf(row -> row.visible == 0);
    return taken.size();
  }
}
