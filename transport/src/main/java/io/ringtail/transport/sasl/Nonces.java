// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random text nobody can guess: SCRAM nonces and stream ids (RFC 6120 §4.7.3).
 *
 * <p>Owner: anyone; JDK's generator does the sharing. Allocates: per call.
 */
public final class Nonces {
  private static final int BYTES = 18; // a multiple of three: no padding
  private static final SecureRandom RANDOM = new SecureRandom();

  private Nonces() {}

  /** 24 characters without comma, quote or markup. */
  public static String next() {
    final byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
