// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

/**
 * The front of a SCRAM client-first-message, RFC 5802 §7.
 *
 * @param flag {@code n}, {@code y} or {@code p}
 * @param bindingType type named behind {@code p=}; empty otherwise
 * @param authzid identity to act as, decoded; empty when none
 * @param length characters up to and including the second comma
 *     <p>Owner: the loop of the stream, immutable. Allocates: per construction.
 */
record Gs2Header(char flag, String bindingType, String authzid, int length) {

  /** Reads the header; null when it is malformed. */
  static Gs2Header parse(final String message) {
    final int flagEnd = message.indexOf(',');
    final int end = flagEnd < 0 ? -1 : message.indexOf(',', flagEnd + 1);
    if (end < 0) {
      return null;
    }
    final String flag = message.substring(0, flagEnd);
    final String authzid = authzid(message.substring(flagEnd + 1, end));
    if (authzid == null) {
      return null;
    }
    if (flag.equals("n") || flag.equals("y")) {
      return new Gs2Header(flag.charAt(0), "", authzid, end + 1);
    }
    return flag.startsWith("p=") && flag.length() > 2
        ? new Gs2Header('p', flag.substring(2), authzid, end + 1)
        : null;
  }

  private static String authzid(final String attribute) {
    if (attribute.isEmpty()) {
      return "";
    }
    return attribute.startsWith("a=") && attribute.length() > 2
        ? decodeName(attribute.substring(2))
        : null;
  }

  /** Undoes {@code =2C} and {@code =3D} (RFC 5802 §5.1); null when another {@code =} occurs. */
  static String decodeName(final String encoded) {
    final StringBuilder out = new StringBuilder(encoded.length());
    int at = 0;
    while (at < encoded.length()) {
      final char c = encoded.charAt(at);
      if (c != '=') {
        out.append(c);
        at++;
      } else if (encoded.startsWith("=2C", at)) {
        out.append(',');
        at += 3;
      } else if (encoded.startsWith("=3D", at)) {
        out.append('=');
        at += 3;
      } else {
        return null;
      }
    }
    return out.toString();
  }
}
