// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the inside of SASL messages, which no XML parser has checked.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class Utf8Strict {
  private Utf8Strict() {}

  /** The text; null when the bytes are not UTF-8. */
  static String decode(final byte[] bytes, final int start, final int end) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, end - start))
          .toString();
    } catch (final CharacterCodingException malformed) {
      return null;
    }
  }
}
