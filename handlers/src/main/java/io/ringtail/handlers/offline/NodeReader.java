// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.handlers.delay.Delay;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.OfflineStore;
import io.ringtail.handlers.port.OfflineStore.Kept;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads offline messages for a client that looks through them (XEP-0013). A message that has
 * expired is not there.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class NodeReader {
  private static final int PAGE = 50;
  private static final int PAGE_BYTES = 256 << 10;
  private static final int DIGITS = 19;

  /** Who sent a message. */
  record Header(long id, String from) {}

  /** A message as a client is shown it. */
  record Message(long id, Element stanza) {}

  /** Some of the messages; behind {@code lastId} there are more, unless it is the last page. */
  record Page(List<Message> messages, long lastId, boolean isLast) {}

  private final OfflineStore store;

  NodeReader(final OfflineStore store) {
    this.store = store;
  }

  /** §2.3: sorted as text they are in the order in which the messages came. */
  static String node(final long id) {
    final String digits = Long.toString(id);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** −1 for what is no node of ours. */
  static long id(final String node) {
    final boolean looksRight =
        node.length() == DIGITS
            && node.compareTo("9223372036854775807") <= 0
            && node.chars().allMatch(c -> c >= '0' && c <= '9');
    return looksRight ? Long.parseLong(node) : -1;
  }

  List<Header> headers(final long account, final long nowMs) {
    final List<Header> found = new ArrayList<>();
    List<Kept> page = store.load(account, 0, PAGE, PAGE_BYTES);
    while (!page.isEmpty()) {
      for (final Kept kept : page) {
        final Element stanza = Elements.parse(kept.stanza(), 0);
        if (!Expiration.isOver(stanza, kept.receivedAtMs(), nowMs)) {
          found.add(new Header(kept.id(), stanza.attribute("from")));
        }
      }
      page = store.load(account, page.getLast().id(), PAGE, PAGE_BYTES);
    }
    return found;
  }

  /**
   * The next messages behind {@code afterId}.
   *
   * @param wanted which of them; null for all
   */
  Page page(
      final AccountView account, final long afterId, final Set<Long> wanted, final long nowMs) {
    final List<Kept> rows = store.load(account.number(), afterId, PAGE, PAGE_BYTES);
    final List<Message> found = new ArrayList<>();
    for (final Kept kept : rows) {
      if (wanted == null || wanted.contains(kept.id())) {
        final Element stanza = Elements.parse(kept.stanza(), 0);
        if (!Expiration.isOver(stanza, kept.receivedAtMs(), nowMs)) {
          found.add(new Message(kept.id(), complete(stanza, kept, account)));
        }
      }
    }
    return new Page(found, rows.isEmpty() ? afterId : rows.getLast().id(), rows.isEmpty());
  }

  private static Element complete(
      final Element stanza, final Kept kept, final AccountView account) {
    if (kept.archived()) {
      stanza
          .child("stanza-id", "urn:xmpp:sid:0")
          .set("by", account.jid().toString())
          .set("id", ArchiveIds.toText(kept.id()));
    }
    final Jid host = account.host().jid();
    if (stanza.first("delay", Ns.DELAY) == null) { // XEP-0203 §2: one only
      stanza.add(Delay.element(host, kept.receivedAtMs(), null));
    }
    stanza.child("offline", FlexibleRetrieval.NAMESPACE).child("item").set("node", node(kept.id()));
    return stanza;
  }
}
