// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns clear passwords into what is stored of them, and checks clear passwords against it. Both
 * prepare the password first ({@link Saslprep}).
 *
 * <p>Owner: any thread that may be busy for milliseconds, never a loop or a stage. Allocates: per
 * call.
 */
public final class Passwords {
  private final AuthSettings settings;
  private final SecureRandom random;

  public Passwords(final AuthSettings settings, final SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /** What to store; empty when the password is empty or has a prohibited character (RFC 4013). */
  public Optional<StoredPassword> store(final String clear) {
    return Saslprep.prepare(clear)
        .map(
            prepared ->
                switch (settings.format()) {
                  case PLAIN -> new StoredPassword.Plain(prepared);
                  case SCRAM -> scram(prepared);
                });
  }

  private StoredPassword scram(final String prepared) {
    final List<ScramKeys> keys = new ArrayList<>(settings.hashes().size());
    for (final ScramHash hash : settings.hashes()) {
      final byte[] salt = new byte[FakeSalts.SALT_BYTES];
      random.nextBytes(salt);
      keys.add(ScramMath.derive(hash, prepared, salt, settings.iterations()));
    }
    return new StoredPassword.Scram(keys);
  }

  /** Whether {@code clear} is the password, without telling by the time taken where it differs. */
  public static boolean verify(final StoredPassword stored, final String clear) {
    final Optional<String> prepared = Saslprep.prepare(clear);
    return prepared.isPresent() && verifyPrepared(stored, prepared.get());
  }

  private static boolean verifyPrepared(final StoredPassword stored, final String prepared) {
    return switch (stored) {
      // Prepared again: imported passwords may never have been.
      case StoredPassword.Plain plain ->
          MessageDigest.isEqual(
              utf8(Saslprep.prepare(plain.password()).orElse("")), utf8(prepared));
      case StoredPassword.Scram scram ->
          !scram.keys().isEmpty() && verifyKeys(scram.keys().getLast(), prepared);
    };
  }

  /** Whether the keys were derived from {@code prepared}. */
  public static boolean verifyKeys(final ScramKeys keys, final String prepared) {
    final ScramKeys candidate =
        ScramMath.derive(keys.hash(), prepared, keys.salt(), keys.iterations());
    return MessageDigest.isEqual(candidate.storedKey(), keys.storedKey());
  }

  private static byte[] utf8(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
