// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

/**
 * The hash functions SCRAM is offered with (RFC 5802, RFC 7677), weakest first.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum ScramHash {
  SHA_1("SHA-1", "HmacSHA1", 20, 64),
  SHA_256("SHA-256", "HmacSHA256", 32, 64),
  SHA_512("SHA-512", "HmacSHA512", 64, 128);

  private final String digest;
  private final String mac;
  private final int lengthBytes;
  private final int blockBytes;

  ScramHash(final String digest, final String mac, final int lengthBytes, final int blockBytes) {
    this.digest = digest;
    this.mac = mac;
    this.lengthBytes = lengthBytes;
    this.blockBytes = blockBytes;
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

  /** What the digest takes in at a time, which HMAC fills a key up to (RFC 2104 §2). */
  public int blockBytes() {
    return blockBytes;
  }
}
