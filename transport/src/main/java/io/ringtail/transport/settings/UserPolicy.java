// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

import io.ringtail.parser.Jid;

/**
 * What a listener's access and shaper rules say of an account: {@code access} and {@code shaper} of
 * {@code [[listen.c2s]]}.
 *
 * <p>Owner: anyone, immutable. Allocates: per call.
 */
public interface UserPolicy {
  /** {@link #bytesPerSecond} that leaves the listener's own rate as it is. */
  long AS_THE_LISTENER = -1;

  /** Everybody may connect, at the listener's rate. */
  UserPolicy OPEN =
      new UserPolicy() {
        @Override
        public boolean mayConnect(final Jid account) {
          return true;
        }

        @Override
        public long bytesPerSecond(final Jid account) {
          return AS_THE_LISTENER;
        }
      };

  /** False refuses the login as if the password were wrong. */
  boolean mayConnect(Jid account);

  /**
   * Reading pauses above this rate once the account is known; 0 for no bound.
   *
   * @return the rate, or {@link #AS_THE_LISTENER}
   */
  long bytesPerSecond(Jid account);
}
