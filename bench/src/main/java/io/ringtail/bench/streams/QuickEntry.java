// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

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
 * SASL2 (XEP-0388) with a token (XEP-0484): the first time the password is proven and a token asked
 * for; from then on header, token and the request to resume leave in one write.
 *
 * <p>Owner: the client's reading thread. Allocates: per connection.
 */
final class QuickEntry implements Entry {
  private static final String MECHANISM = "HT-SHA-256-NONE";
  private static final Pattern TOKEN = Pattern.compile(" token='([^']+)'");
  private static final Pattern RESUMPTION =
      Pattern.compile("<(resumed|failed) [^>]*urn:xmpp:sm:3[^>]*>");

  private final String domain;
  private final String user;
  private final String device = UUID.randomUUID().toString();
  private String token;

  QuickEntry(final String domain, final String user) {
    this.domain = domain;
    this.user = user;
  }

  @Override
  public String enter(final Wire wire, final Earlier earlier) throws IOException {
    final String resume = earlier == null ? "" : earlier.request();
    if (token == null) {
      wire.say(Wire.header(domain));
      wire.features();
      wire.say(request("PLAIN", Wire.plain(user), "<request-token", resume));
    } else {
      wire.say(Wire.header(domain) + request(MECHANISM, proof(), "<fast", resume));
      wire.features();
    }
    final String success = wire.next();
    if (!success.startsWith("<success")) {
      if (!success.contains("<temporary-auth-failure")) {
        token = null; // it may have been taken back: the password will do
      }
      throw new IOException("no login: " + success);
    }
    final Matcher given = TOKEN.matcher(success);
    if (given.find()) {
      token = given.group(1);
    }
    final Matcher resumption = RESUMPTION.matcher(success);
    final String answer = resumption.find() ? resumption.group() : null;
    if (answer == null || !answer.startsWith("<resumed")) {
      wire.features(); // a stream that goes on sends none (XEP-0198 §7.2)
    }
    return answer;
  }

  private String request(
      final String mechanism, final String response, final String fast, final String resume) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
        + mechanism
        + "'><initial-response>"
        + response
        + "</initial-response><user-agent id='"
        + device
        + "'/>"
        + fast
        + " xmlns='urn:xmpp:fast:0'"
        + (fast.startsWith("<request") ? " mechanism='" + MECHANISM + "'/>" : "/>")
        + resume
        + "</authenticate>";
  }

  /** XEP-0484 §4.4 and the mechanism's own text: the name, NUL, HMAC of the token. */
  private String proof() {
    try {
      final Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      final byte[] hash = hmac.doFinal("Initiator".getBytes(StandardCharsets.UTF_8));
      final byte[] name = (user + '\0').getBytes(StandardCharsets.UTF_8);
      final byte[] all = new byte[name.length + hash.length];
      System.arraycopy(name, 0, all, 0, name.length);
      System.arraycopy(hash, 0, all, name.length, hash.length);
      return Base64.getEncoder().encodeToString(all);
    } catch (final GeneralSecurityException absent) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", absent);
    }
  }
}
