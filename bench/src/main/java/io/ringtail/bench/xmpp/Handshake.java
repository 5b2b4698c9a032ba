// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * What a session goes through before its stanzas are the scenario's.
 *
 * <p>Owner: the session's loop. Allocates: per login.
 */
interface Handshake {
  /** The connection is there, and encrypted if it is from its first byte. */
  void begin();

  void onStanza(Stanza stanza);
}
