// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import io.ringtail.parser.Jid;
import java.util.Arrays;

/**
 * What unknown users are shown, so that a stranger cannot find out which names exist: salts that
 * depend on the name and a secret of the node, the configured iteration count, and keys no password
 * matches. Accounts stored as plain text use the same salts for keys derived on the fly.
 *
 * <p>Owner: anyone, immutable. Allocates: per call.
 */
public final class FakeSalts {
  /** Bytes of every salt, real or fake. */
  public static final int SALT_BYTES = 16;

  private static final byte SALT = 0;
  private static final byte STORED_KEY = 1;
  private static final byte SERVER_KEY = 2;

  private final byte[] secret;
  private final int iterations;

  /**
   * @param secret random bytes that stay the same over restarts, and on all nodes of a cluster
   * @param iterations as shown for accounts that exist
   */
  public FakeSalts(final byte[] secret, final int iterations) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("the secret for fake salts needs at least 16 bytes");
    }
    this.secret = secret.clone();
    this.iterations = iterations;
  }

  /** The salt of a name, the same at every call. */
  public byte[] salt(final ScramHash hash, final Jid bareJid) {
    return Arrays.copyOf(mix(SALT, hash, bareJid), SALT_BYTES);
  }

  /** Keys for a name without an account: every proof and every password fails against them. */
  public ScramKeys keys(final ScramHash hash, final Jid bareJid) {
    return new ScramKeys(
        hash,
        salt(hash, bareJid),
        iterations,
        Arrays.copyOf(mix(STORED_KEY, hash, bareJid), hash.lengthBytes()),
        Arrays.copyOf(mix(SERVER_KEY, hash, bareJid), hash.lengthBytes()));
  }

  /** Keys to authenticate against: those stored, those derived, or those nobody can match. */
  public ScramKeys keys(
      final ScramHash hash, final Jid bareJid, final StoredPassword passwordOrNull) {
    return switch (passwordOrNull) {
      case null -> keys(hash, bareJid);
      case StoredPassword.Plain plain ->
          Saslprep.prepare(plain.password())
              .map(clear -> ScramMath.derive(hash, clear, salt(hash, bareJid), iterations))
              .orElseGet(() -> keys(hash, bareJid));
      case StoredPassword.Scram scram -> scram.find(hash).orElseGet(() -> keys(hash, bareJid));
    };
  }

  private byte[] mix(final byte purpose, final ScramHash hash, final Jid bareJid) {
    final byte[] name = bareJid.bytes();
    final byte[] text = Arrays.copyOf(name, bareJid.bareLength() + 2);
    text[text.length - 2] = purpose;
    text[text.length - 1] = (byte) hash.ordinal();
    return ScramMath.hmac(ScramHash.SHA_512, secret, text);
  }
}
