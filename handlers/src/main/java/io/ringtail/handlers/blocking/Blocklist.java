// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.blocking;

import io.ringtail.parser.Jid;
import io.ringtail.parser.JidMap;
import io.ringtail.parser.JidView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The addresses an account has blocked, matched as XEP-0191 §6 says: an address with a resource
 * matches only itself, a bare one any resource, a domain everybody in it.
 *
 * <p>Owner: Router. Allocates: when it changes; matching never, but for addresses not in ASCII.
 */
final class Blocklist {
  /** What is blocked of one bare address. */
  private static final class Entry {
    private boolean whole;
    private Jid[] sessions = {};

    private boolean matches(final JidView peer) {
      if (whole) {
        return true;
      }
      for (final Jid session : sessions) {
        if (peer.sameFull(session)) {
          return true;
        }
      }
      return false;
    }
  }

  private final LinkedHashSet<Jid> items = new LinkedHashSet<>();
  private final JidView domain = new JidView();
  private JidMap<Entry> index = new JidMap<>();
  private boolean hasDomains;

  private Blocklist(final Collection<Jid> items) {
    add(items);
  }

  /** Null for no items: most accounts block nobody, and every message asks. */
  static Blocklist orNull(final Collection<Jid> items) {
    return items.isEmpty() ? null : new Blocklist(items);
  }

  boolean matches(final JidView peer) {
    final Entry exact = index.get(peer);
    return exact != null && exact.matches(peer)
        || hasDomains && peer.hasLocal() && isDomainBlocked(peer);
  }

  private boolean isDomainBlocked(final JidView peer) {
    if (!domain.wrap(peer.buffer(), peer.domainStart(), peer.bareEnd())) {
      return false;
    }
    final Entry entry = index.get(domain);
    return entry != null && entry.whole;
  }

  /** In the order they were blocked. */
  List<Jid> items() {
    return new ArrayList<>(items);
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  void add(final Collection<Jid> blocked) {
    for (final Jid jid : blocked) {
      if (items.add(jid)) {
        enter(jid);
      }
    }
  }

  void remove(final Collection<Jid> unblocked) {
    items.removeAll(unblocked);
    rebuild();
  }

  private void rebuild() {
    index = new JidMap<>();
    hasDomains = false;
    items.forEach(this::enter);
  }

  private void enter(final Jid jid) {
    Entry entry = index.get(jid);
    if (entry == null) {
      entry = new Entry();
      index.put(jid, entry);
    }
    if (jid.isBare()) {
      entry.whole = true;
      hasDomains |= jid.isDomain();
    } else {
      entry.sessions = Arrays.copyOf(entry.sessions, entry.sessions.length + 1);
      entry.sessions[entry.sessions.length - 1] = jid;
    }
  }
}
