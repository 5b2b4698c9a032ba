// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.rehearsal;

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
 * A client that logs in by password once (XEP-0388), from then on by token (XEP-0484), and resumes
 * the stream it lost (XEP-0198 §5).
 *
 * <p>Owner: the thread that rehearses. Allocates: per call.
 */
final class Device {
  private static final String MECHANISM = "HT-SHA-256-NONE";
  private static final String KEYED = "HmacSHA256";
  private static final Pattern TOKEN = Pattern.compile(" token='([^']+)'");
  private static final Pattern STREAM = Pattern.compile("<enabled [^>]*id='([^']+)'");

  private final Account account;
  private final String id = UUID.randomUUID().toString();
  private String token;
  private String stream;
  private int received;
  private Wire wire;

  Device(final Account account) {
    this.account = account;
  }

  Account account() {
    return account;
  }

  /** Connects and logs in; true when it had to begin a new stream. */
  boolean enter(final Doors doors, final boolean encrypted) throws IOException {
    wire = doors.open(encrypted);
    wire.say(Wire.header(account.domain()));
    wire.features();
    wire.say(request());
    final String success = wire.await("</success>");
    wire.takeStanzas();
    final Matcher given = TOKEN.matcher(success);
    if (given.find()) {
      token = given.group(1);
    }
    if (success.contains("<resumed")) {
      return false;
    }
    wire.features();
    final Matcher enabled = STREAM.matcher(success);
    if (!enabled.find()) {
      throw new IOException("no stream that can be resumed: " + success);
    }
    stream = enabled.group(1);
    received = 0;
    return true;
  }

  private String request() {
    final boolean first = token == null;
    final String proof = first ? account.plain() : proof();
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
        + (first ? "PLAIN" : MECHANISM)
        + "'><initial-response>"
        + proof
        + "</initial-response><user-agent id='"
        + id
        + "'/>"
        + (first
            ? "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + MECHANISM + "'/>"
            : "<fast xmlns='urn:xmpp:fast:0'/>")
        + (stream == null
            ? ""
            : "<resume xmlns='urn:xmpp:sm:3' previd='" + stream + "' h='" + received + "'/>")
        + "<bind xmlns='urn:xmpp:bind:0'><enable xmlns='urn:xmpp:sm:3' resume='true'/>"
        + "<enable xmlns='urn:xmpp:carbons:2'/></bind></authenticate>";
  }

  /** The mechanism's text (XEP-0484 §4.4): the name, NUL, HMAC of the token. */
  private String proof() {
    try {
      final Mac mac = Mac.getInstance(KEYED);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), KEYED));
      final byte[] hash = mac.doFinal("Initiator".getBytes(StandardCharsets.UTF_8));
      final byte[] name = (account.user() + '\0').getBytes(StandardCharsets.UTF_8);
      final byte[] both = new byte[name.length + hash.length];
      System.arraycopy(name, 0, both, 0, name.length);
      System.arraycopy(hash, 0, both, name.length, hash.length);
      return Base64.getEncoder().encodeToString(both);
    } catch (final GeneralSecurityException absent) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", absent);
    }
  }

  /** What a client asks once it is online. */
  void settle() throws IOException {
    wire.say(
        "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq><presence/>"
            + "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    wire.await("id='p'");
    wire.await(">");
  }

  void write(final Account to, final int messages) throws IOException {
    for (int i = 0; i < messages; i++) {
      wire.say(
          "<message type='chat' to='"
              + to.jid()
              + "' id='m"
              + i
              + "'><body>Wherefore art thou Romeo?</body><request xmlns='urn:xmpp:receipts'/>"
              + "</message>");
    }
    wire.say("<r xmlns='urn:xmpp:sm:3'/>");
    wire.await("<a ");
    wire.await(">");
  }

  void read(final int messages) throws IOException {
    for (int i = 0; i < messages; i++) {
      wire.await("</message>");
    }
    received += wire.takeStanzas();
    wire.say("<a xmlns='urn:xmpp:sm:3' h='" + received + "'/>");
  }

  /** Loses its connection; what it has not acknowledged comes again. */
  void lose() throws IOException {
    received += wire.takeStanzas();
    wire.close();
  }
}
