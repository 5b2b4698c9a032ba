// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.parser.Jid;

/**
 * SASL PLAIN, RFC 4616: authzid NUL authcid NUL password in one message.
 *
 * <p>Owner: the loop of the stream, then the thread of its work. Allocates: per call.
 */
public final class PlainExchange implements SaslExchange {
  private static final int MAX_PART = 1023;

  private final Credentials credentials;

  public PlainExchange(final Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public SaslStep respond(final byte[] message) {
    final String text = Utf8Strict.decode(message, 0, message.length);
    if (text == null) {
      return new SaslStep.Failed(SaslFailure.MALFORMED_REQUEST);
    }
    final String[] parts = text.split("\0", -1);
    if (parts.length != 3 || !fits(parts[1]) || !fits(parts[2])) {
      return new SaslStep.Failed(SaslFailure.MALFORMED_REQUEST);
    }
    if (!parts[0].isEmpty() && !Authzid.isAccount(parts[0], credentials.account(parts[1]))) {
      return new SaslStep.Failed(SaslFailure.INVALID_AUTHZID);
    }
    return new SaslStep.Work(() -> check(parts[1], parts[2]));
  }

  private SaslStep check(final String userName, final String password) {
    final Credentials.Candidate found = credentials.plain(userName, password);
    final Jid account = found.account();
    return found.accountNumber() == Credentials.NOBODY
        ? new SaslStep.Failed(SaslFailure.NOT_AUTHORIZED)
        : new SaslStep.Done(account, found.accountNumber(), null);
  }

  private static boolean fits(final String part) {
    return !part.isEmpty() && part.length() <= MAX_PART;
  }
}
