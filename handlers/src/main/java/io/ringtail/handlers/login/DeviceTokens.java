// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

/**
 * The two places one client's tokens have (XEP-0484 §6.1): the one it uses, and the one it was
 * given and has not used yet.
 *
 * @param account number of the account
 * @param current may be null
 * @param fresh may be null
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record DeviceTokens(long account, FastToken current, FastToken fresh) {
  /** True when the client has no token left. */
  public boolean isEmpty() {
    return current == null && fresh == null;
  }
}
