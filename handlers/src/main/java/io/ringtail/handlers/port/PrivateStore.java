// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import java.util.Optional;

/**
 * Private XML (XEP-0049) by account number, element name and namespace, as the element's canonical
 * bytes.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored.
 */
public interface PrivateStore {
  Optional<byte[]> load(long account, String name, String namespace);

  void store(long account, String name, String namespace, byte[] element);
}
