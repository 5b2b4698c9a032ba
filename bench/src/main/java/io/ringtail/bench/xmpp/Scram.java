// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's side of SCRAM without channel binding (RFC 5802, RFC 7677).
 *
 * <p>Owner: the session's loop. Allocates: per login.
 */
final class Scram {
  private static final String NO_BINDING = "n,,";
  private static final int MAX_ITERATIONS = 1_000_000;

  private final Account account;
  private final String hash;
  private final String firstBare;
  private final String nonce;
  private byte[] serverSignature = {};

  /**
   * @param mechanism such as {@code SCRAM-SHA-256}
   */
  Scram(final Account account, final String mechanism) {
    // The nonce need only be unlike any other: no secrecy depends on a load generator's.
    this(account, mechanism, HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
  }

  Scram(final Account account, final String mechanism, final String nonce) {
    this.account = account;
    this.hash = mechanism.substring("SCRAM-".length()).replace("-", "");
    this.nonce = nonce;
    this.firstBare = "n=" + escape(account.user()) + ",r=" + nonce;
  }

  static boolean knows(final String mechanism) {
    return switch (mechanism) {
      case "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512" -> true;
      default -> false;
    };
  }

  String first() {
    return encode(NO_BINDING + firstBare);
  }

  /** Answers the server's first message; throws when that is not one. */
  String answer(final String challenge) throws GeneralSecurityException {
    final String serverFirst = decode(challenge);
    final String serverNonce = field(serverFirst, 'r');
    final byte[] salt = Base64.getDecoder().decode(field(serverFirst, 's'));
    final int iterations = Integer.parseInt(field(serverFirst, 'i'));
    if (!serverNonce.startsWith(nonce) || iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new GeneralSecurityException("the server's SCRAM challenge is not for this login");
    }
    final String withoutProof = "c=" + encode(NO_BINDING) + ",r=" + serverNonce;
    final String signed = firstBare + ',' + serverFirst + ',' + withoutProof;
    final byte[] salted = account.keys().salted(hash, account.password(), salt, iterations);
    final byte[] proof = hmac(salted, "Client Key");
    final byte[] signature = hmac(digest(proof), signed);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= signature[i];
    }
    serverSignature = hmac(hmac(salted, "Server Key"), signed);
    return encode(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
  }

  /** Whether the server proved that it knows the password, RFC 5802 §5. */
  boolean proves(final String success) {
    final byte[] claimed = Base64.getDecoder().decode(field(decode(success), 'v'));
    return Arrays.equals(claimed, serverSignature);
  }

  private byte[] hmac(final byte[] key, final String text) throws GeneralSecurityException {
    final Mac mac = Mac.getInstance("Hmac" + hash);
    mac.init(new SecretKeySpec(key, "HMAC"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] digest(final byte[] input) throws GeneralSecurityException {
    return MessageDigest.getInstance(hash.replace("SHA", "SHA-")).digest(input);
  }

  private static String field(final String message, final char name) {
    for (final String part : message.split(",")) {
      if (part.length() > 2 && part.charAt(0) == name && part.charAt(1) == '=') {
        return part.substring(2);
      }
    }
    throw new IllegalArgumentException("a SCRAM message without " + name + '=');
  }

  private static String escape(final String user) {
    return user.replace("=", "=3D").replace(",", "=2C");
  }

  private static String encode(final String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(final String base64) {
    return new String(Base64.getDecoder().decode(base64.trim()), StandardCharsets.UTF_8);
  }
}
