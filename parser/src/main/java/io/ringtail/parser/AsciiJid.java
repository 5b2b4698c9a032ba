// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Recognises addresses whose bytes are already canonical, so that the profiles need not run.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class AsciiJid {
  private AsciiJid() {}

  static boolean isCanonical(final byte[] bytes, final int start, final int end) {
    return false;
  }
}
