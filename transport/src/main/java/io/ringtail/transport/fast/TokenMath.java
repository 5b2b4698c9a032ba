// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.fast;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens out of the node's secret, and the hashes HT mechanisms exchange.
 *
 * <p>Owner: any thread, immutable. Allocates: per call.
 */
final class TokenMath {
  private static final String HMAC = "HmacSHA256";

  private final byte[] secret;

  /**
   * @param secret the node's, at least 32 bytes
   */
  TokenMath(final byte[] secret) {
    this.secret = secret.clone();
  }

  /** The token of this salt: 256 bits in URL-safe base 64. */
  String token(final long account, final String userAgentId, final byte[] salt) {
    final byte[] owner = (account + "\0" + userAgentId + '\0').getBytes(StandardCharsets.UTF_8);
    final byte[] seed = java.util.Arrays.copyOf(owner, owner.length + salt.length);
    System.arraycopy(salt, 0, seed, owner.length, salt.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(secret, seed));
  }

  static byte[] hash(final String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (final GeneralSecurityException absent) {
      throw new IllegalStateException(absent); // every Java platform has it
    }
  }

  /** HMAC(token, role ‖ channel binding data). */
  static byte[] proof(final String token, final String role, final byte[] binding) {
    final byte[] name = role.getBytes(StandardCharsets.US_ASCII);
    final byte[] message = java.util.Arrays.copyOf(name, name.length + binding.length);
    System.arraycopy(binding, 0, message, name.length, binding.length);
    return hmac(token.getBytes(StandardCharsets.UTF_8), message);
  }

  private static byte[] hmac(final byte[] key, final byte[] message) {
    try {
      final Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (final GeneralSecurityException absent) {
      throw new IllegalStateException(absent); // every Java platform has it
    }
  }
}
