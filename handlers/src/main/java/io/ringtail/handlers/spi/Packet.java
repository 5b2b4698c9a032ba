// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaView;

/**
 * A stanza on its way through ROUTE: its bytes, who sent it and whom it is for.
 *
 * <p>Owner: Router; valid inside the call that hands it out. Allocates: never.
 */
public interface Packet {
  StanzaView stanza();

  /** Full JID of the sender as the server stamps it. */
  Jid from();

  /** Local session that sent it; null for generated, parked and remote stanzas. */
  SessionView sender();

  /** True when the stanza carries a {@code to}. */
  boolean hasTo();

  /** The recipient; only when {@link #hasTo()}. */
  JidView to();

  /** Its id in the archive of the sender's account; 0 where it is not kept or not decided yet. */
  long sentId();

  /**
   * Its id in the archive of the recipient's account; 0 where it is not kept or not decided yet.
   */
  long receivedId();
}
