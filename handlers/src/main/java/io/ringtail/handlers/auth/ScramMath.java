// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The functions of RFC 5802 §2.2 and §3 over any of the hashes.
 *
 * <p>Owner: anyone, stateless; {@link #saltedPassword} is meant to be slow: never on a loop or a
 * stage. Allocates: per call.
 */
public final class ScramMath {
  private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

  private ScramMath() {}

  /**
   * {@code Hi(password, salt, i)}; the password has been through {@link Saslprep}. It takes
   * milliseconds, and lets others go first where it runs on a platform thread.
   */
  public static byte[] saltedPassword(
      final ScramHash hash, final String prepared, final byte[] salt, final int iterations) {
    try {
      return new Stretching(hash, prepared.getBytes(StandardCharsets.UTF_8))
          .stretch(salt, iterations);
    } catch (final GeneralSecurityException e) {
      throw missing(hash.digest(), e);
    }
  }

  public static byte[] clientKey(final ScramHash hash, final byte[] saltedPassword) {
    return hmac(hash, saltedPassword, CLIENT_KEY);
  }

  public static byte[] storedKey(final ScramHash hash, final byte[] clientKey) {
    try {
      return MessageDigest.getInstance(hash.digest()).digest(clientKey);
    } catch (final GeneralSecurityException e) {
      throw missing(hash.digest(), e);
    }
  }

  public static byte[] serverKey(final ScramHash hash, final byte[] saltedPassword) {
    return hmac(hash, saltedPassword, SERVER_KEY);
  }

  public static byte[] hmac(final ScramHash hash, final byte[] key, final byte[] text) {
    try {
      final Mac mac = Mac.getInstance(hash.mac());
      mac.init(new SecretKeySpec(key, hash.mac()));
      return mac.doFinal(text);
    } catch (final GeneralSecurityException e) {
      throw missing(hash.mac(), e);
    }
  }

  /** Exclusive or of two arrays of one length. */
  public static byte[] xor(final byte[] one, final byte[] other) {
    final byte[] result = one.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= other[i];
    }
    return result;
  }

  /**
   * Whether {@code proof} was made by someone who knows the password: the recovered client key
   * hashes to the stored key (RFC 5802 §3). Takes the same time for every wrong proof.
   */
  public static boolean isProofOf(
      final ScramKeys keys, final byte[] proof, final byte[] authMessage) {
    if (proof.length != keys.hash().lengthBytes()) {
      return false;
    }
    final byte[] signature = hmac(keys.hash(), keys.storedKey(), authMessage);
    final byte[] candidate = storedKey(keys.hash(), xor(proof, signature));
    return MessageDigest.isEqual(candidate, keys.storedKey());
  }

  /** All keys of one prepared password. */
  public static ScramKeys derive(
      final ScramHash hash, final String prepared, final byte[] salt, final int iterations) {
    final byte[] salted = saltedPassword(hash, prepared, salt, iterations);
    final byte[] stored = storedKey(hash, clientKey(hash, salted));
    return new ScramKeys(hash, salt, iterations, stored, serverKey(hash, salted));
  }

  private static IllegalStateException missing(
      final String algorithm, final GeneralSecurityException cause) {
    return new IllegalStateException("this Java cannot compute " + algorithm, cause);
  }
}
