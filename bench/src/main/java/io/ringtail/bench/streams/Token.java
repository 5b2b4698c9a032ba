// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one device logs in with by SASL2 (XEP-0388): its password once, and from then on the token
 * it was given for that (XEP-0484).
 *
 * <p>Owner: the account's reading thread. Allocates: per login.
 */
final class Token {
  private static final String MECHANISM = "HT-SHA-256-NONE";
  private static final String HMAC = "HmacSHA256";
  private static final Pattern GIVEN = Pattern.compile("<token [^>]*token='([^']+)'");

  private final String device = UUID.randomUUID().toString();
  private String token;

  /**
   * Logs in on an open stream.
   *
   * @param inline what is asked for beside
   * @return the answer to all of it
   */
  String prove(final Wire wire, final String user, final String inline) throws IOException {
    final boolean first = token == null;
    wire.say(
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
            + (first ? "PLAIN" : MECHANISM)
            + "'><initial-response>"
            + Base64.getEncoder().encodeToString(first ? plain(user) : proof(user))
            + "</initial-response><user-agent id='"
            + device
            + "'/>"
            + (first
                ? "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + MECHANISM + "'/>"
                : "<fast xmlns='urn:xmpp:fast:0'/>")
            + inline
            + "</authenticate>");
    final String answer = wire.next();
    if (!answer.startsWith("<success")) {
      throw new IOException("no login: " + answer);
    }
    final Matcher given = GIVEN.matcher(answer);
    if (given.find()) {
      token = given.group(1);
    }
    return answer;
  }

  private static byte[] plain(final String user) {
    return ("\0" + user + "\0" + user).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] proof(final String user) throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((user + '\0').getBytes(StandardCharsets.UTF_8));
    try {
      final Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), HMAC));
      out.write(mac.doFinal("Initiator".getBytes(StandardCharsets.UTF_8)));
    } catch (final GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
    return out.toByteArray();
  }
}
