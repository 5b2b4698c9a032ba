// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.port.ArchivePrefsStore;
import io.ringtail.handlers.port.BlocklistStore;
import io.ringtail.handlers.port.LastActivityStore;
import io.ringtail.handlers.port.PrivateStore;
import io.ringtail.handlers.port.RosterStore;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.port.VCardStore;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every store in memory, for tests: keeps the contracts of the ports, forgets everything at the
 * end.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
public final class MemoryStores {
  private record PrivateKey(String name, String namespace) {}

  /** What belongs to one account. */
  private static final class Rows {
    private final Map<Jid, RosterItem> roster = new LinkedHashMap<>();
    private final Map<PrivateKey, byte[]> privates = new HashMap<>();
    private final Set<Jid> blocked = new LinkedHashSet<>();
    private long rosterVersion;
    private byte[] vCard;
    private LastActivityStore.LastActivity last;
    private ArchivePrefsStore.StoredPrefs archivePrefs;
  }

  private final MemoryAccounts accounts = new MemoryAccounts();
  private final Map<Long, Rows> rows = new HashMap<>();

  private MemoryStores() {}

  public static Stores create() {
    final MemoryStores memory = new MemoryStores();
    return new Stores(
        memory.accounts,
        memory.new Rosters(),
        memory.new VCards(),
        memory.new Privates(),
        memory.new Blocklists(),
        memory.new LastActivities(),
        new MemoryArchive(),
        memory.new ArchivePrefs(),
        new MemoryFastTokens(memory.accounts),
        new MemoryOffline());
  }

  /** The account's rows; for a removed account some that nobody will read again. */
  private Rows of(final long account) {
    if (!accounts.exists(account)) {
      rows.remove(account);
      return new Rows();
    }
    return rows.computeIfAbsent(account, number -> new Rows());
  }

  private final class Rosters implements RosterStore {
    @Override
    public StoredRoster load(final long account) {
      synchronized (rows) {
        final Rows own = of(account);
        return new StoredRoster(own.rosterVersion, List.copyOf(own.roster.values()));
      }
    }

    @Override
    public long put(final long account, final RosterItem item) {
      synchronized (rows) {
        final Rows own = of(account);
        own.roster.put(item.contact(), item);
        return accounts.exists(account) ? ++own.rosterVersion : 0;
      }
    }

    @Override
    public long remove(final long account, final Jid contact) {
      synchronized (rows) {
        final Rows own = of(account);
        return own.roster.remove(contact) == null ? own.rosterVersion : ++own.rosterVersion;
      }
    }
  }

  private final class VCards implements VCardStore {
    @Override
    public Optional<byte[]> load(final long account) {
      synchronized (rows) {
        return Optional.ofNullable(of(account).vCard).map(byte[]::clone);
      }
    }

    @Override
    public void store(final long account, final byte[] vCard) {
      synchronized (rows) {
        of(account).vCard = vCard.clone();
      }
    }
  }

  private final class Privates implements PrivateStore {
    @Override
    public Optional<byte[]> load(final long account, final String name, final String namespace) {
      synchronized (rows) {
        return Optional.ofNullable(of(account).privates.get(new PrivateKey(name, namespace)));
      }
    }

    @Override
    public void store(
        final long account, final String name, final String namespace, final byte[] element) {
      synchronized (rows) {
        of(account).privates.put(new PrivateKey(name, namespace), element.clone());
      }
    }
  }

  private final class Blocklists implements BlocklistStore {
    @Override
    public List<Jid> load(final long account) {
      synchronized (rows) {
        return new ArrayList<>(of(account).blocked);
      }
    }

    @Override
    public void add(final long account, final Collection<Jid> blocked) {
      synchronized (rows) {
        of(account).blocked.addAll(blocked);
      }
    }

    @Override
    public void remove(final long account, final Collection<Jid> unblocked) {
      synchronized (rows) {
        of(account).blocked.removeAll(unblocked);
      }
    }

    @Override
    public void clear(final long account) {
      synchronized (rows) {
        of(account).blocked.clear();
      }
    }
  }

  private final class LastActivities implements LastActivityStore {
    @Override
    public Optional<LastActivity> load(final long account) {
      synchronized (rows) {
        return Optional.ofNullable(of(account).last);
      }
    }

    @Override
    public void store(final long account, final LastActivity activity) {
      synchronized (rows) {
        of(account).last = activity;
      }
    }
  }

  private final class ArchivePrefs implements ArchivePrefsStore {
    @Override
    public Optional<StoredPrefs> load(final long account) {
      synchronized (rows) {
        return Optional.ofNullable(of(account).archivePrefs);
      }
    }

    @Override
    public void store(final long account, final StoredPrefs prefs) {
      synchronized (rows) {
        of(account).archivePrefs = prefs;
      }
    }
  }
}
