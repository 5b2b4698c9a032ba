// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

/**
 * What a server keeps of a password for one hash (RFC 5802 §3): enough to verify, not to log in.
 *
 * <p>Owner: anyone; the arrays are not to be modified. Allocates: per construction.
 */
public record ScramKeys(
    ScramHash hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

  @Override
  public String toString() {
    return "ScramKeys[" + hash.digest() + ", " + iterations + " iterations]";
  }
}
