// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.node.Host;
import io.ringtail.parser.Jid;
import java.util.function.Consumer;

/**
 * The node's routing state, to look at.
 *
 * <p>Owner: Router. Allocates: never.
 */
public interface NodeView {
  /** The host that serves this domain, or null. */
  Host host(String domain);

  /** The account if it is loaded, or null. */
  AccountView account(Jid bareJid);

  /**
   * True for an account that is not loaded yet though it has sessions, from before a restart: what
   * is routed to it waits for that.
   */
  boolean isRestoring(Jid bareJid);

  int sessionCount();

  /** Every session; the action may close it. */
  void forEachSession(Consumer<SessionView> action);

  int loadedAccountCount();

  /** Epoch milliseconds when the Router started. */
  long startedAtMs();
}
