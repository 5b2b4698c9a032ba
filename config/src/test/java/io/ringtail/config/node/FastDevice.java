// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Romeo's phone, which logs in by a token (XEP-0484).
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
record FastDevice(InetSocketAddress address) {
  private static final String ID = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final String MECHANISM = "HT-SHA-256-NONE";

  RawXmpp opened() throws IOException {
    final RawXmpp client = new RawXmpp(address, "localhost");
    client.open();
    client.await("</stream:features>");
    return client;
  }

  /** A first token, for the password. */
  String token() throws Exception {
    try (RawXmpp phone = opened()) {
      phone.say(
          authenticate(
              "PLAIN",
              "\0romeo\0secret".getBytes(UTF_8),
              "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + MECHANISM + "'/>"));
      return phone.await("</success>").replaceAll("(?s).* token='([^']+)'.*", "$1");
    }
  }

  /**
   * What the phone says to log in.
   *
   * @param attributes more of them for {@code <fast/>}
   */
  static String login(final String token, final String attributes) throws GeneralSecurityException {
    final String fast = "<fast xmlns='urn:xmpp:fast:0'" + attributes + "/>";
    return authenticate(MECHANISM, proof(token), fast);
  }

  private static String authenticate(
      final String mechanism, final byte[] proof, final String more) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
        + mechanism
        + "'><initial-response>"
        + Base64.getEncoder().encodeToString(proof)
        + "</initial-response><user-agent id='"
        + ID
        + "'/>"
        + more
        + "</authenticate>";
  }

  private static byte[] proof(final String token) throws GeneralSecurityException {
    final Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("romeo\0".getBytes(UTF_8));
    out.writeBytes(mac.doFinal("Initiator".getBytes(UTF_8)));
    return out.toByteArray();
  }
}
