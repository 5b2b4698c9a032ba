// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.parser.Jid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What strangers learn about names: nothing.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class FakeSaltsTest {
  private static final byte[] SECRET = "a secret of the node".getBytes();
  private static final Jid NOBODY = Jid.parse("nobody@localhost");
  private final FakeSalts salts = new FakeSalts(SECRET, 4096);

  @Test
  void shouldShowTheSameSaltEveryTime() {
    assertArrayEquals(
        salts.salt(ScramHash.SHA_1, NOBODY),
        new FakeSalts(SECRET, 10_000).salt(ScramHash.SHA_1, NOBODY));
  }

  @Test
  void shouldShowAnotherSaltForAnotherNameHashOrSecret() {
    final byte[] salt = salts.salt(ScramHash.SHA_1, NOBODY);

    assertFalse(Arrays.equals(salt, salts.salt(ScramHash.SHA_256, NOBODY)));
    assertFalse(Arrays.equals(salt, salts.salt(ScramHash.SHA_1, Jid.parse("nobodx@localhost"))));
    assertFalse(
        Arrays.equals(
            salt,
            new FakeSalts("another secret of it".getBytes(), 4096).salt(ScramHash.SHA_1, NOBODY)));
  }

  @Test
  void shouldIgnoreTheResource() {
    assertArrayEquals(
        salts.salt(ScramHash.SHA_1, NOBODY),
        salts.salt(ScramHash.SHA_1, Jid.parse("nobody@localhost/x")));
  }

  @Test
  void shouldLookLikeKeysOfAnAccount() {
    final ScramKeys keys = salts.keys(ScramHash.SHA_256, NOBODY, null);

    assertEquals(FakeSalts.SALT_BYTES, keys.salt().length);
    assertEquals(4096, keys.iterations());
    assertFalse(Passwords.verifyKeys(keys, "pencil"));
  }

  @Test
  void shouldDeriveKeysOfPlainPasswordsWithAStableSalt() {
    final StoredPassword plain = new StoredPassword.Plain("pencil");

    final ScramKeys keys = salts.keys(ScramHash.SHA_512, NOBODY, plain);

    assertTrue(Passwords.verifyKeys(keys, "pencil"));
    assertArrayEquals(salts.salt(ScramHash.SHA_512, NOBODY), keys.salt());
  }

  @Test
  void shouldGiveOutStoredKeysAsTheyAre() {
    final ScramKeys stored = ScramMath.derive(ScramHash.SHA_1, "pencil", new byte[] {1}, 1);

    assertSame(
        stored, salts.keys(ScramHash.SHA_1, NOBODY, new StoredPassword.Scram(List.of(stored))));
  }

  @Test
  void shouldHideThatAHashIsNotStored() {
    final StoredPassword none = new StoredPassword.Scram(List.of());

    assertArrayEquals(
        salts.salt(ScramHash.SHA_1, NOBODY), salts.keys(ScramHash.SHA_1, NOBODY, none).salt());
  }

  @Test
  void shouldRefuseAShortSecret() {
    assertThrows(IllegalArgumentException.class, () -> new FakeSalts(new byte[15], 4096));
  }
}
