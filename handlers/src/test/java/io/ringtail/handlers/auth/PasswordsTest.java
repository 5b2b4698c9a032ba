// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Storing and checking clear passwords.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class PasswordsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<ScramHash> ALL = List.of(ScramHash.values());

  private static Passwords passwords(final AuthSettings.Format format) {
    return new Passwords(new AuthSettings(format, ALL, 4096, List.of()), RANDOM);
  }

  private static StoredPassword scram(final String clear) {
    return passwords(AuthSettings.Format.SCRAM).store(clear).orElseThrow();
  }

  private static StoredPassword plain(final String clear) {
    return passwords(AuthSettings.Format.PLAIN).store(clear).orElseThrow();
  }

  @Test
  void shouldKeepKeysOfEveryConfiguredHash() {
    final StoredPassword.Scram stored = (StoredPassword.Scram) scram("pencil");

    assertEquals(ALL, stored.keys().stream().map(ScramKeys::hash).toList());
    assertTrue(stored.keys().stream().allMatch(keys -> keys.iterations() == 4096));
  }

  @Test
  void shouldNeverUseASaltTwice() {
    final StoredPassword.Scram one = (StoredPassword.Scram) scram("pencil");
    final StoredPassword.Scram other = (StoredPassword.Scram) scram("pencil");

    assertFalse(Arrays.equals(one.keys().get(0).salt(), other.keys().get(0).salt()));
    assertFalse(Arrays.equals(one.keys().get(0).salt(), one.keys().get(1).salt()));
  }

  @Test
  void shouldAcceptTheRightPasswordAndNoOther() {
    for (final StoredPassword stored : List.of(scram("pencil"), plain("pencil"))) {
      assertTrue(Passwords.verify(stored, "pencil"));
      assertFalse(Passwords.verify(stored, "Pencil"));
      assertFalse(Passwords.verify(stored, "pencil "));
      assertFalse(Passwords.verify(stored, ""));
    }
  }

  @Test
  void shouldTakeDifferentSpellingsOfOnePasswordAsOne() {
    // RFC 4013 §3: soft hyphen mapped to nothing, ª to a, Roman numeral nine to IX.
    for (final StoredPassword stored : List.of(scram("I\u00adX\u00aa"), plain("\u2168\u00aa"))) {
      assertTrue(Passwords.verify(stored, "IXa"));
      assertTrue(Passwords.verify(stored, "\u2168a"));
    }
  }

  @Test
  void shouldCheckPlainPasswordsThatWereStoredUnprepared() {
    assertTrue(Passwords.verify(new StoredPassword.Plain("I\u00adX"), "IX"));
  }

  @Test
  void shouldLetEmojiThrough() {
    assertTrue(Passwords.verify(scram("🦝🔑"), "🦝🔑"));
  }

  @Test
  void shouldRefuseToStoreWhatRfc4013Prohibits() {
    final Passwords passwords = passwords(AuthSettings.Format.PLAIN);

    assertEquals(Optional.empty(), passwords.store("bell\u0007"));
    assertEquals(Optional.empty(), passwords.store("\u0627\u0031"));
    assertEquals(Optional.empty(), passwords.store(""));
    assertEquals(Optional.empty(), passwords.store("\u00ad"));
  }

  @Test
  void shouldPrepareAnyCharactersWithoutFailing() {
    final SplittableRandom random = new SplittableRandom(4013);
    for (int round = 0; round < 20_000; round++) {
      final char[] any = new char[random.nextInt(1, 6)];
      for (int i = 0; i < any.length; i++) {
        any[i] = (char) random.nextInt(random.nextBoolean() ? 0x800 : 0x10000);
      }
      final Optional<String> once = Saslprep.prepare(new String(any));
      assertTrue(once.isEmpty() || !once.get().isEmpty());
    }
  }

  @Test
  void shouldRefuseEveryPasswordWhereNoKeysAreStored() {
    assertFalse(Passwords.verify(new StoredPassword.Scram(List.of()), "pencil"));
  }

  @Test
  void shouldNotPrintSecrets() {
    assertFalse(plain("pencil").toString().contains("pencil"));
    assertFalse(scram("pencil").toString().contains("[B@"));
  }
}
