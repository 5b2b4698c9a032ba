// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Escaping;
import io.ringtail.parser.Jid;
import java.util.Arrays;

/**
 * One bound resource of this node.
 *
 * <p>Owner: Router. Allocates: at bind, and when a feature stores its first state.
 */
final class LocalSession implements SessionView {
  private static final Object[] NO_STATES = {};

  private final long handle;
  private final Jid jid;
  private final byte[] escapedJid;
  private final int escapedBareLength;
  private final LocalAccount account;
  private final long openedAtMs;
  private final String language;
  private Object[] states = NO_STATES;
  private byte[] presence;
  private byte priority;
  private boolean available;
  private boolean open = true;

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
    available = nowAvailable;
    priority = (byte) newPriority;
    presence = stanza;
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
  public long openedAtMs() {
    return openedAtMs;
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
  }
}
