// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

/**
 * Estimates how hard a password is to guess: its length times the bits of the alphabet it draws
 * from, as MongooseIM documents it for {@code password_strength}.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class PasswordStrength {
  private PasswordStrength() {}

  static double bits(final String password) {
    int lower = 0;
    int upper = 0;
    int digit = 0;
    int printable = 0;
    int other = 0;
    for (int i = 0; i < password.length(); i++) {
      final char c = password.charAt(i);
      if (c >= 'a' && c <= 'z') {
        lower = 26;
      } else if (c >= 'A' && c <= 'Z') {
        upper = 26;
      } else if (c >= '0' && c <= '9') {
        digit = 9;
      } else if (c >= 0x21 && c <= 0x7E) {
        printable = 33;
      } else {
        other = 128;
      }
    }
    final int alphabet = lower + upper + digit + printable + other;
    return alphabet == 0 ? 0 : password.length() * Math.log(alphabet) / Math.log(2);
  }
}
