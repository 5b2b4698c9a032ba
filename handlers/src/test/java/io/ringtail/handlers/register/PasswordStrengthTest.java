// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PasswordStrengthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "kotek, 23.5",
    "abc123, 30.8",
    "L33tSp34k, 53.4",
    "CamelCase, 51.3",
    "❤❤, 14.0"
  })
  void shouldCountBitsAsMongooseImDoes(final String password, final double bits) {
    assertEquals(bits, PasswordStrength.bits(password), 0.05);
  }
}
