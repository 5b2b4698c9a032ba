// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.port.Blocking;
import io.ringtail.parser.Element;

/**
 * Tells in the answer to a Bind 2 request (XEP-0386 §4.2) what stands in the store: that is read
 * first, and then the session is bound.
 *
 * <p>Owner: Router. Allocates: per login.
 */
public interface BoundReport {
  /** Reads it; the store has by then all that the account's archive has now. */
  Blocking.Call<Found> read(AccountView account, long nowMs);

  /** What was read. */
  interface Found {
    /** What {@code <bound/>} says, in the slot that binds the session; null for nothing. */
    Element tell(AccountView account);
  }
}
