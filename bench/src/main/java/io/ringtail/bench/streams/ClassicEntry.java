// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

import java.io.IOException;

/**
 * SASL as RFC 6120 has it, with a stream restart; then the request to resume.
 *
 * <p>Owner: the client's reading thread. Allocates: per connection.
 */
record ClassicEntry(String domain, String user) implements Entry {
  @Override
  public String enter(final Wire wire, final Earlier earlier) throws IOException {
    wire.say(Wire.header(domain));
    wire.features();
    wire.say(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            + Wire.plain(user)
            + "</auth>");
    final String answer = wire.next();
    if (!answer.startsWith("<success")) {
      throw new IOException("no login: " + answer);
    }
    wire.say(Wire.header(domain));
    wire.features();
    if (earlier == null) {
      return null;
    }
    wire.say(earlier.request());
    return wire.next();
  }
}
