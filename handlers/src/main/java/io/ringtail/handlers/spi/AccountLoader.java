// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Reads one feature's state of an account from its store.
 *
 * <p>Owner: a virtual thread, which may block; the result belongs to the Router. Allocates: per
 * call.
 */
public interface AccountLoader<T> {
  /** May throw {@link io.ringtail.handlers.port.StoreException}; never returns null. */
  T load(long accountNumber);
}
