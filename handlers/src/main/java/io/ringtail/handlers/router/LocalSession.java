// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.OfflineStore;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Escaping;
import io.ringtail.parser.Jid;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One bound resource of this node.
 *
 * <p>Owner: Router. Allocates: at bind, and when a feature stores its first state.
 */
final class LocalSession implements SessionView {
  private static final Object[] NO_STATES = {};

  private long handle;
  private final Jid jid;
  private final byte[] escapedJid;
  private final int escapedBareLength;
  private final LocalAccount account;
  private final long openedAtMs;
  private long goneAtMs;
  private final String language;
  private Object[] states = NO_STATES;
  private byte[] presence;
  private byte priority;
  private boolean available;
  private boolean open = true;
  private ManagedStream stream;
  private Inactive inactive;
  private Flush flush;
  private long readsInArchive;
  private Set<Jid> directed = Set.of();
  private StreamManager recorder;
  private ManagedStream record;

  LocalSession(
      final long handle,
      final Jid jid,
      final LocalAccount account,
      final long openedAtMs,
      final String language) {
    this.handle = handle;
    this.jid = jid;
    this.account = account;
    this.openedAtMs = openedAtMs;
    this.language = language;
    this.escapedJid = escape(jid);
    this.escapedBareLength = escapedJid.length - escapedResourceLength(jid) - 1;
    this.available = !account.host().type().modules().contains(HostTypes.PRESENCE_MODULE);
  }

  static byte[] escape(final Jid jid) {
    return Escaping.escape(jid.bytes()); // nearly always the same array
  }

  private static int escapedResourceLength(final Jid jid) {
    return new ByteWriter(32).escaped(jid.resource()).length();
  }

  void setPresence(final boolean nowAvailable, final int newPriority, final byte[] stanza) {
    final boolean changes = (stanza == null) != (presence == null);
    available = nowAvailable;
    priority = (byte) newPriority;
    presence = stanza;
    if (isResumable()) {
      stream.stateChanged();
    } else if (changes && record() != null) {
      record.stateChanged();
    }
  }

  /** From here on the journal knows who has seen it, so that they can hear of its end. */
  void recordedBy(final StreamManager newRecorder) {
    recorder = newRecorder;
  }

  /** It is what is left of a session from before a restart. */
  void recorded(final ManagedStream oldRecord) {
    record = oldRecord;
  }

  private ManagedStream record() {
    if (record == null && recorder != null) {
      record = recorder.record(this);
    }
    return record;
  }

  /** It has ended, or its stream says the same and more. */
  void endRecord() {
    if (record != null) {
      record.recordEnds();
      record = null;
    }
  }

  /** Its connection is gone. */
  void detach() {
    handle = SessionHandle.NONE;
  }

  /** Since then nobody has been there. */
  void goneAt(final long atMs) {
    goneAtMs = atMs;
  }

  /** Goes on with another connection. */
  void attach(final long newHandle) {
    handle = newHandle;
    goneAtMs = 0;
  }

  /** Whether anything can be sent to it now. */
  boolean isAttached() {
    return handle != SessionHandle.NONE;
  }

  void manage(final ManagedStream newStream) {
    stream = newStream;
    if (stream.isResumable()) {
      endRecord();
    }
  }

  /** What XEP-0198 keeps for it; null where the client did not ask for that. */
  ManagedStream stream() {
    return stream;
  }

  /** Whether it stays when its connection is lost. */
  boolean isResumable() {
    return stream != null && stream.isResumable();
  }

  /** Whether it takes messages to its account (RFC 6121 §8.5.2.1.1). */
  boolean isReachable() {
    return available && priority >= 0;
  }

  /** Up to this id its client reads in the archive what is there (XEP-0386 §4.2); 0 for none. */
  long readsInArchive() {
    return readsInArchive;
  }

  void readsInArchive(final long upTo) {
    readsInArchive = upTo;
  }

  /** Whether its client reads this message in the archive. */
  boolean hasInArchive(final OfflineStore.Kept kept) {
    return kept.archived() && kept.id() <= readsInArchive;
  }

  /** Not null while it is being handed its offline messages. */
  Flush flush() {
    return flush;
  }

  void flush(final Flush newFlush) {
    flush = newFlush;
  }

  /** What waits until its client is active again; null while it is. */
  Inactive inactive() {
    return inactive;
  }

  void inactive(final Inactive newInactive) {
    inactive = newInactive;
  }

  /** Names of the flags that are set, with spaces between. */
  String flags() {
    final StringBuilder names = new StringBuilder();
    for (final SessionKey<Boolean> key : Core.type(account.host()).sessionFlags) {
      if (state(key) != null) {
        names.append(names.isEmpty() ? "" : " ").append(key.flag());
      }
    }
    return names.toString();
  }

  /** Sets those of these names that a feature still knows. */
  void flags(final String names) {
    for (final SessionKey<Boolean> key : Core.type(account.host()).sessionFlags) {
      if (List.of(names.split(" ")).contains(key.flag())) {
        state(key, true);
      }
    }
  }

  void close() {
    open = false;
    available = false;
  }

  /** How many of {@link #escapedJid()} make up the bare JID. */
  int escapedBareLength() {
    return escapedBareLength;
  }

  @Override
  public long handle() {
    return handle;
  }

  @Override
  public Jid jid() {
    return jid;
  }

  @Override
  public byte[] escapedJid() {
    return escapedJid;
  }

  @Override
  public LocalAccount account() {
    return account;
  }

  @Override
  public boolean isAvailable() {
    return available;
  }

  @Override
  public int priority() {
    return priority;
  }

  @Override
  public byte[] presence() {
    return presence;
  }

  @Override
  public Set<Jid> directed() {
    return directed;
  }

  @Override
  public void directed(final Jid to, final boolean nowAvailable) {
    if (nowAvailable == directed.contains(to)) {
      return;
    }
    if (nowAvailable) {
      directed = directed.isEmpty() ? new LinkedHashSet<>(4) : directed;
      directed.add(to);
    } else {
      directed.remove(to);
    }
    toldDirectly(Set.of(to), nowAvailable);
  }

  @Override
  public Set<Jid> takeDirected() {
    final Set<Jid> taken = directed;
    directed = Set.of();
    if (!taken.isEmpty()) {
      toldDirectly(taken, false);
    }
    return taken;
  }

  private void toldDirectly(final Set<Jid> addresses, final boolean nowAvailable) {
    if (isResumable()) {
      stream.directed(addresses, nowAvailable);
    } else if (record() != null) {
      record.directed(addresses, nowAvailable);
    }
  }

  @Override
  public long openedAtMs() {
    return openedAtMs;
  }

  @Override
  public long goneAtMs() {
    return goneAtMs;
  }

  @Override
  public String language() {
    return language;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  @SuppressWarnings("unchecked") // a key is only made together with its type
  public <T> T state(final SessionKey<T> key) {
    return key.index() < states.length ? (T) states[key.index()] : null;
  }

  @Override
  public <T> void state(final SessionKey<T> key, final T value) {
    if (key.index() >= states.length) {
      states = Arrays.copyOf(states, key.index() + 1);
    }
    states[key.index()] = value;
    if (key.flag() != null && stream != null) {
      stream.stateChanged();
    }
  }
}
