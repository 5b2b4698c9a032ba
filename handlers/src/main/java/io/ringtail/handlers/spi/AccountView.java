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

  /** The newest message of its archive; queries wait until the store has it. */
  long lastArchivedId();

  /** Id of the newest message that came into its archive since the account was loaded, or 0. */
  long newestMessageId();

  int sessionCount();

  SessionView session(int position);

  /** The session bound to this resource, or null. */
  SessionView session(String resource);

  /** Null where the feature has nothing to remember: that costs an account nothing. */
  <T> T state(AccountKey<T> key);

  <T> void state(AccountKey<T> key, T value);
}
