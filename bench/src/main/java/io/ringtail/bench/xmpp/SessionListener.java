// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * Told what happens to sessions.
 *
 * <p>Owner: the session's loop. Allocates: as the implementation says.
 */
public interface SessionListener {
  /** Logged in and bound; the server has handled the initial presence. */
  void onReady(Session session, long nowNs);

  void onStanza(Session session, Stanza stanza, long nowNs);

  /** Gone, or never came to be; called once. */
  void onClosed(Session session, String reason);
}
