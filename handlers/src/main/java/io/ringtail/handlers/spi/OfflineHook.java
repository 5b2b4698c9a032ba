// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Takes messages that no session of an existing account can take.
 *
 * <p>Owner: Router. Allocates: per call.
 */
public interface OfflineHook {
  /** True when the message was taken over; false lets the next hook, then the error, have it. */
  boolean on(Packet packet, AccountView recipient, Outbound out);
}
