// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void shouldAcceptEveryCodePointAtEveryAlignment() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        final byte[] bytes = Bytes.utf8("a".repeat(c % 9) + Character.toString(c) + "b");
        final int codePoint = c;
        assertTrue(Utf8.isValid(bytes, 0, bytes.length), () -> "U+" + codePoint);
      }
    }
  }

  @Test
  void shouldRefuseSequencesThatAreCutOff() {
    final byte[] bytes = Bytes.utf8("a\ud83d\ude00");
    for (int end = 2; end < bytes.length; end++) {
      assertFalse(Utf8.isValid(bytes, 0, end));
    }
    assertFalse(Utf8.isValid(bytes, 2, bytes.length));
  }

  @Test
  void shouldAgreeWithTheJdkOnRandomBytes() {
    final SplittableRandom random = new SplittableRandom(1);
    final byte[] leads = {'a', (byte) 0xC3, (byte) 0xE0, (byte) 0xED, (byte) 0xF0, (byte) 0xF4};
    for (int i = 0; i < 200_000; i++) {
      final byte[] bytes = new byte[1 + random.nextInt(12)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = random.nextInt(3) == 0 ? leads[random.nextInt(6)] : bytes[at];
        bytes[at] = random.nextBoolean() ? (byte) (0x80 | bytes[at] & 0x3F) : bytes[at];
      }
      assertEquals(acceptedByTheJdk(bytes), Utf8.isValid(bytes, 0, bytes.length));
    }
  }

  private static boolean acceptedByTheJdk(final byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (final CharacterCodingException refusal) {
      return false;
    }
  }
}
