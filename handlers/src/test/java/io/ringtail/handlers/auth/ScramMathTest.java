// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The exchanges printed in RFC 5802 §5 and RFC 7677 §3, and the PBKDF2 vectors of RFC 6070.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class ScramMathTest {
  private static final String SHA_1_MESSAGE =
      "n=user,r=fyko+d2lbbFgONRv9qkxdawL,"
          + "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,"
          + "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";
  private static final String SHA_256_MESSAGE =
      "n=user,r=rOprNGfwEbeRWgbNEkqO,"
          + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,"
          + "i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

  private static byte[] base64(final String text) {
    return Base64.getDecoder().decode(text);
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final ScramKeys SHA_1 =
      ScramMath.derive(ScramHash.SHA_1, "pencil", base64("QSXCR+Q6sek8bf92"), 4096);
  private static final ScramKeys SHA_256 =
      ScramMath.derive(ScramHash.SHA_256, "pencil", base64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

  @Test
  void shouldAcceptTheProofOfRfc5802() {
    assertTrue(
        ScramMath.isProofOf(SHA_1, base64("v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="), ascii(SHA_1_MESSAGE)));
  }

  @Test
  void shouldSignAsTheServerOfRfc5802() {
    assertArrayEquals(
        base64("rmF9pqV8S7suAoZWja4dJRkFsKQ="),
        ScramMath.hmac(ScramHash.SHA_1, SHA_1.serverKey(), ascii(SHA_1_MESSAGE)));
  }

  @Test
  void shouldAcceptTheProofOfRfc7677() {
    assertTrue(
        ScramMath.isProofOf(
            SHA_256,
            base64("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="),
            ascii(SHA_256_MESSAGE)));
  }

  @Test
  void shouldSignAsTheServerOfRfc7677() {
    assertArrayEquals(
        base64("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="),
        ScramMath.hmac(ScramHash.SHA_256, SHA_256.serverKey(), ascii(SHA_256_MESSAGE)));
  }

  @Test
  void shouldRefuseAnAlteredProof() {
    final byte[] proof = base64("v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    proof[19] ^= 1;

    assertFalse(ScramMath.isProofOf(SHA_1, proof, ascii(SHA_1_MESSAGE)));
  }

  @Test
  void shouldRefuseAProofForAnotherMessage() {
    assertFalse(
        ScramMath.isProofOf(
            SHA_1, base64("v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="), ascii(SHA_1_MESSAGE + 'x')));
  }

  @Test
  void shouldRefuseAProofOfTheWrongLength() {
    assertFalse(ScramMath.isProofOf(SHA_1, new byte[0], ascii(SHA_1_MESSAGE)));
    assertFalse(ScramMath.isProofOf(SHA_1, new byte[32], ascii(SHA_1_MESSAGE)));
  }

  @Test
  void shouldStretchPasswordsAsRfc6070Does() {
    assertArrayEquals(
        HexFormat.of().parseHex("4b007901b765489abead49d926f721d065a429c1"),
        ScramMath.saltedPassword(ScramHash.SHA_1, "password", ascii("salt"), 4096));
  }

  @ParameterizedTest
  @EnumSource(ScramHash.class)
  void shouldStretchPasswordsAsTheJdkDoes(final ScramHash hash) throws Exception {
    final byte[] salt = ascii("of its own");
    for (final String password : List.of("", "pencil", "x".repeat(200))) {
      final PBEKeySpec spec =
          new PBEKeySpec(password.toCharArray(), salt, 600, hash.lengthBytes() * Byte.SIZE);
      assertArrayEquals(
          SecretKeyFactory.getInstance("PBKDF2With" + hash.mac()).generateSecret(spec).getEncoded(),
          ScramMath.saltedPassword(hash, password, salt, 600));
    }
  }

  @Test
  void shouldMakeKeysOfTheHashesLength() {
    for (final ScramHash hash : ScramHash.values()) {
      final ScramKeys keys = ScramMath.derive(hash, "pencil", ascii("salt"), 1);
      assertTrue(keys.storedKey().length == hash.lengthBytes());
      assertTrue(keys.serverKey().length == hash.lengthBytes());
    }
  }

  @Test
  void shouldReadPasswordsAsUtf8() {
    assertArrayEquals(
        ScramMath.hmac(ScramHash.SHA_1, utf8("пароль"), new byte[] {1, 0, 0, 0, 1}),
        ScramMath.saltedPassword(ScramHash.SHA_1, "пароль", new byte[] {1}, 1));
  }

  private static byte[] utf8(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
