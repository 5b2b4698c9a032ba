// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Base64 as RFC 6120 §6.4.2 and RFC 4648 §4 demand it: padded, canonical, nothing around it.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Base64Strict {
  private Base64Strict() {}

  /** Decodes; null when the text is not canonical base64. The empty text is zero bytes. */
  public static byte[] decode(final String text) {
    if (text.length() % 4 != 0) {
      return null;
    }
    final byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (final IllegalArgumentException notBase64) {
      return null;
    }
    // the JDK's decoder lets stray bits in the last character pass
    return encode(decoded).equals(text) ? decoded : null;
  }

  public static String encode(final byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
