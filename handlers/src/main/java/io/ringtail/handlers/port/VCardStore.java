// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import java.util.Optional;

/**
 * vCards (XEP-0054) by account number, as the canonical bytes of the {@code vCard} element.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored.
 */
public interface VCardStore {
  Optional<byte[]> load(long account);

  void store(long account, byte[] vCard);
}
