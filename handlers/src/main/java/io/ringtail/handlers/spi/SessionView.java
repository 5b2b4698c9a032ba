// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.parser.Jid;
import java.util.Set;

/**
 * One bound resource.
 *
 * <p>Owner: Router. Allocates: never.
 */
public interface SessionView {
  long handle();

  /** Full JID. */
  Jid jid();

  /** The full JID escaped for an attribute in single quotes. */
  byte[] escapedJid();

  AccountView account();

  /** True between an available and an unavailable presence; always true where presence is off. */
  boolean isAvailable();

  /** Priority of the last available presence, −128 to 127. */
  int priority();

  /**
   * Canonical bytes of the last available presence, {@code from} stamped; null when unavailable.
   */
  byte[] presence();

  /** Addresses that got directed presence and have to hear of its end (RFC 6121 §4.6). */
  Set<Jid> directed();

  /** One more of them, or one less; kept as long as the session, over a restart too. */
  void directed(Jid to, boolean available);

  /** All of them have heard of it. Returns those it was told to. */
  Set<Jid> takeDirected();

  /** Epoch milliseconds of the bind. */
  long openedAtMs();

  /** Epoch milliseconds at which its connection was lost; 0 while it has one. */
  long goneAtMs();

  /** Stream's {@code xml:lang}; empty when none. */
  String language();

  /** False once it is closed or replaced. */
  boolean isOpen();

  /** The feature's state, or null when it set none. */
  <T> T state(SessionKey<T> key);

  <T> void state(SessionKey<T> key, T value);
}
