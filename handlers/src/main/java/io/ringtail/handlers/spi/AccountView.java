// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.node.Host;
import io.ringtail.parser.Jid;

/**
 * A loaded account.
 *
 * <p>Owner: Router. Allocates: never.
 */
public interface AccountView {
  /** Bare JID. */
  Jid jid();

  /** Its number in the stores; never given to another account. */
  long number();

  Host host();

  int sessionCount();

  SessionView session(int position);

  /** The session bound to this resource, or null. */
  SessionView session(String resource);

  <T> T state(AccountKey<T> key);
}
