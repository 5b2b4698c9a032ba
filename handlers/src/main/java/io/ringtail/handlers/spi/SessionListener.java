// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Hears of sessions coming and going.
 *
 * <p>Owner: Router. Allocates: per call.
 */
public interface SessionListener {
  /** The session was bound; nothing was delivered to it yet. */
  default void onOpened(final SessionView session, final Outbound out) {}

  /** The session's first presence without a {@code to}, or its first after an unavailable one. */
  default void onAvailable(final SessionView session, final Outbound out) {}

  /**
   * The session has said that it is unavailable, to everybody.
   *
   * @param presence canonical bytes of that stanza, {@code from} stamped
   */
  default void onUnavailable(
      final SessionView session, final byte[] presence, final Outbound out) {}

  /**
   * The session is gone (closed, lost or replaced) and no longer among its account's; called after
   * {@link PresenceHandler#closed}.
   */
  default void onClosed(final SessionView session, final Outbound out) {}

  /**
   * The session ended with the former process, seen by others and not resumable; told once its
   * account is loaded, before anything else that waits for that.
   */
  default void onDeparted(final SessionView session, final Outbound out) {}

  /** The account is being removed; its sessions are still there. */
  default void onAccountRemoved(final AccountView account, final Outbound out) {}
}
