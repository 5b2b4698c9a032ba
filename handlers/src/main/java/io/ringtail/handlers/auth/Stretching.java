// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import io.ringtail.ring.Courtesy;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * {@code Hi} of RFC 5802 §2.2: PBKDF2 (RFC 8018 §5.2) of one block. The JDK's own makes half a
 * megabyte of garbage for a password, and a storm of logins made from that as many pauses as it had
 * logins; this one makes none for each iteration, at the same speed.
 *
 * <pre>
 *   HMAC(key, text) = H(key ⊕ opad ‖ H(key ⊕ ipad ‖ text))                     RFC 2104 §2
 *   Hi = U1 ⊕ U2 ⊕ …     U1 = HMAC(password, salt ‖ 1)     Un+1 = HMAC(password, Un)
 * </pre>
 *
 * <p>Owner: one thread, a platform thread if it is to let others go first: it offers its processor
 * every now and then. Allocates: at start.
 */
final class Stretching {
  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};
  private static final int ITERATIONS_PER_TURN = 256; // some 60 µs
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest digest;
  private final byte[] inner;
  private final byte[] outer;
  private final byte[] last;

  Stretching(final ScramHash hash, final byte[] password) throws NoSuchAlgorithmException {
    this.digest = MessageDigest.getInstance(hash.digest());
    final byte[] key =
        password.length > hash.blockBytes() ? digest.digest(password) : password.clone();
    this.inner = padded(key, hash.blockBytes(), INNER);
    this.outer = padded(key, hash.blockBytes(), OUTER);
    this.last = new byte[hash.lengthBytes()];
    Arrays.fill(key, (byte) 0);
  }

  private static byte[] padded(final byte[] key, final int blockBytes, final byte pad) {
    final byte[] block = Arrays.copyOf(key, blockBytes);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= pad;
    }
    return block;
  }

  /** The salted password. */
  byte[] stretch(final byte[] salt, final int iterations) throws DigestException {
    digest.update(inner);
    digest.update(salt);
    finish(FIRST_BLOCK);
    final byte[] sum = last.clone();
    for (int i = 1; i < iterations; i++) {
      digest.update(inner);
      finish(last);
      for (int at = 0; at < sum.length; at++) {
        sum[at] ^= last[at];
      }
      if (i % ITERATIONS_PER_TURN == 0) {
        Courtesy.letOthersGoFirst();
      }
    }
    forget();
    return sum;
  }

  private void finish(final byte[] text) throws DigestException {
    digest.update(text);
    digest.digest(last, 0, last.length);
    digest.update(outer);
    digest.update(last);
    digest.digest(last, 0, last.length);
  }

  private void forget() {
    Arrays.fill(inner, (byte) 0);
    Arrays.fill(outer, (byte) 0);
    Arrays.fill(last, (byte) 0);
  }
}
