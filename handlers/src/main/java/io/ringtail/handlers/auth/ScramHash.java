// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

/**
 * The hash functions SCRAM is offered with (RFC 5802, RFC 7677), weakest first.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum ScramHash {
  SHA_1("SHA-1", "HmacSHA1", 20),
  SHA_256("SHA-256", "HmacSHA256", 32),
  SHA_512("SHA-512", "HmacSHA512", 64);

  private final String digest;
  private final String mac;
  private final int lengthBytes;

  ScramHash(final String digest, final String mac, final int lengthBytes) {
    this.digest = digest;
    this.mac = mac;
    this.lengthBytes = lengthBytes;
  }

  /** JCA name of the digest; also the name in the mechanism, {@code SCRAM-SHA-256}. */
  public String digest() {
    return digest;
  }

  public String mac() {
    return mac;
  }

  public int lengthBytes() {
    return lengthBytes;
  }
}
