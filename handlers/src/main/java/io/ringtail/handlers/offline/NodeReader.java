// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.handlers.delay.Delay;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.OfflineStore;
import io.ringtail.handlers.port.OfflineStore.Kept;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
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

  /** A message as a client is shown it; {@code stanza} is null where nobody asked to see it. */
  record Message(long id, Element stanza) {}

  /**
   * Some of the messages, in order; behind {@code lastId} there are more, unless it is the last.
   */
  record Page(List<Message> messages, long lastId, boolean isLast) {}

  /**
   * When a client asked. What came later it does not mean; what other nodes wrote has ids of its
   * own, but was there before.
   *
   * @param lastId the account's newest entry
   * @param nowMs the time
   */
  record Moment(long lastId, long nowMs) {
    boolean isAfter(final Kept kept) {
      return kept.id() <= lastId || kept.receivedAtMs() < nowMs;
    }
  }

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

  /** Shows the page all that are there, oldest first. */
  HeaderPage headers(final long account, final long nowMs, final HeaderPage page) {
    List<Kept> rows = load(account, 0);
    while (!rows.isEmpty()) {
      for (final Kept kept : rows) {
        final Element stanza = Elements.parse(kept.stanza(), 0);
        if (!Expiration.isOver(stanza, kept.receivedAtMs(), nowMs)) {
          page.see(kept.id(), stanza.attribute("from"));
        }
      }
      rows = load(account, rows.getLast().id());
    }
    return page;
  }

  private List<Kept> load(final long account, final long afterId) {
    return store.load(account, afterId, PAGE, PAGE_BYTES);
  }

  /**
   * The next messages behind {@code afterId} that were there when they were asked for.
   *
   * @param wanted which of them; null for all
   */
  Page page(
      final AccountView account, final long afterId, final Set<Long> wanted, final Moment asked) {
    final List<Kept> rows = load(account.number(), afterId);
    final List<Message> found = new ArrayList<>();
    for (final Kept kept : rows) {
      if (asked.isAfter(kept) && (wanted == null || wanted.contains(kept.id()))) {
        final Element stanza = Elements.parse(kept.stanza(), 0);
        if (!Expiration.isOver(stanza, kept.receivedAtMs(), asked.nowMs())) {
          found.add(new Message(kept.id(), complete(stanza, kept, account)));
        }
      }
    }
    return page(found, afterId, rows, asked);
  }

  /** The same of which only the ids matter; those that have expired are among them. */
  Page ids(final long account, final long afterId, final Moment asked) {
    final List<Kept> rows = load(account, afterId);
    final List<Message> found =
        rows.stream().filter(asked::isAfter).map(kept -> new Message(kept.id(), null)).toList();
    return page(found, afterId, rows, asked);
  }

  private static Page page(
      final List<Message> found, final long afterId, final List<Kept> rows, final Moment asked) {
    final boolean isLast = rows.isEmpty() || !asked.isAfter(rows.getLast());
    return new Page(found, rows.isEmpty() ? afterId : rows.getLast().id(), isLast);
  }

  private static Element complete(
      final Element stanza, final Kept kept, final AccountView account) {
    final Element shown = withoutNode(stanza);
    if (kept.archived()) {
      shown
          .child("stanza-id", "urn:xmpp:sid:0")
          .set("by", account.jid().toString())
          .set("id", ArchiveIds.toText(kept.id()));
    }
    if (shown.first("delay", Ns.DELAY) == null) { // XEP-0203 §2: one only
      shown.add(Delay.element(account.host().jid(), kept.receivedAtMs(), null));
    }
    shown.child("offline", FlexibleRetrieval.NAMESPACE).child("item").set("node", node(kept.id()));
    return shown;
  }

  /** Its sender may not say under which node the recipient has it. */
  private static Element withoutNode(final Element stanza) {
    final Element copy = new Element(stanza.name(), stanza.namespace());
    stanza.attributes().forEach(copy::set);
    for (final Element child : stanza.children()) {
      if (!child.is("offline", FlexibleRetrieval.NAMESPACE)) {
        copy.add(child);
      }
    }
    return copy;
  }
}
