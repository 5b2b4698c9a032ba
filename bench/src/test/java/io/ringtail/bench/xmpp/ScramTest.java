// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The exchanges of RFC 5802 §5 and RFC 7677 §3. */
class ScramTest {
  private static final Account USER = Account.of(0, "user", "localhost", "pencil");

  @Test
  void shouldSpeakTheExampleOfRfc5802() throws GeneralSecurityException {
    final Scram scram = new Scram(USER, "SCRAM-SHA-1", "fyko+d2lbbFgONRv9qkxdawL");

    assertEquals("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", plain(scram.first()));
    assertEquals(
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        plain(
            scram.answer(
                base64("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))));
    assertTrue(scram.proves(base64("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")));
    assertFalse(scram.proves(base64("v=AAAApqV8S7suAoZWja4dJRkFsKQ=")));
  }

  @Test
  void shouldSpeakTheExampleOfRfc7677() throws GeneralSecurityException {
    final Scram scram = new Scram(USER, "SCRAM-SHA-256", "rOprNGfwEbeRWgbNEkqO");

    scram.answer(
        base64(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));

    assertTrue(scram.proves(base64("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")));
  }

  @Test
  void shouldRefuseANonceThatIsNotItsOwn() {
    final Scram scram = new Scram(USER, "SCRAM-SHA-1", "mine");

    assertThrows(
        GeneralSecurityException.class,
        () -> scram.answer(base64("r=yours,s=QSXCR+Q6sek8bf92,i=4096")));
  }

  private static String base64(final String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String plain(final String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
