// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.security.SecureRandom;

/**
 * Hash of address bytes, seeded per process so that nobody can choose colliding names.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class JidHash {
  private static final int SEED = new SecureRandom().nextInt();

  private JidHash() {}

  static int of(final byte[] bytes, final int start, final int end) {
    int hash = SEED;
    for (int i = start; i < end; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
      hash ^= hash >>> 15;
    }
    hash *= 0x85ebca6b;
    return hash ^ hash >>> 13;
  }
}
