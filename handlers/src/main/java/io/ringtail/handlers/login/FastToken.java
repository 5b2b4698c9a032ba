// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

/**
 * What is kept of a FAST token: enough to recognise it with the node's secret, and nothing to log
 * in with for who reads the database.
 *
 * @param mechanism the only one it may be used with
 * @param salt from which the node's secret makes the token again
 * @param hash SHA-256 of the token
 * @param expiresAtMs epoch milliseconds
 * @param count the highest its client has said with it, else {@link #UNCOUNTED}
 *     <p>Owner: anyone, immutable; the arrays are not changed. Allocates: per construction.
 */
public record FastToken(
    FastMechanism mechanism, byte[] salt, byte[] hash, long expiresAtMs, int count) {
  /** Below any count. */
  public static final int UNCOUNTED = -1;

  /** One that was not used yet. */
  public FastToken(
      final FastMechanism mechanism, final byte[] salt, final byte[] hash, final long expiresAtMs) {
    this(mechanism, salt, hash, expiresAtMs, UNCOUNTED);
  }

  /** The same once its client has said this count. */
  public FastToken counted(final int newCount) {
    return new FastToken(mechanism, salt, hash, expiresAtMs, newCount);
  }
}
