// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client of SASL2 (XEP-0388) says, with a password or with a token (XEP-0484).
 *
 * <p>Owner: the test, stateless. Allocates: per call.
 */
public final class Sasl2Text {
  private static final byte[] NO_BINDING = {};

  private Sasl2Text() {}

  /** What is asked for inline, the device's name included, follows the initial response. */
  public static String authenticate(
      final String mechanism, final String initial, final String inline) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
        + mechanism
        + "'><initial-response>"
        + initial
        + "</initial-response>"
        + inline
        + "</authenticate>";
  }

  public static String agent(final String id) {
    return "<user-agent id='" + id + "'/>";
  }

  /** The initial response of PLAIN. */
  public static String plain(final String user, final String password) {
    return base64(("\0" + user + '\0' + password).getBytes(UTF_8));
  }

  /** The initial response of HT-SHA-256-NONE. */
  public static String token(final String user, final String token) {
    return token(user, token, NO_BINDING);
  }

  /** The initial response of a mechanism that binds the token to the channel. */
  public static String token(final String user, final String token, final byte[] binding) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((user + '\0').getBytes(UTF_8));
    out.writeBytes(proof(token, "Initiator", binding));
    return base64(out.toByteArray());
  }

  /** How either side shows that it knows the token. */
  public static byte[] proof(final String token, final String role, final byte[] binding) {
    try {
      final Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
      mac.update(role.getBytes(UTF_8));
      return mac.doFinal(binding);
    } catch (final GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(final byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
