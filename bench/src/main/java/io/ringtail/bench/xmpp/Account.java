// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Whom a session logs in as.
 *
 * @param number the lab's number of the account, from 0
 * @param user local part
 * @param domain the account's domain
 * @param password its password
 * @param keys what SCRAM derives from the password, kept because the derivation costs milliseconds
 *     <p>Owner: anyone; the keys, one loop at a time. Allocates: per call.
 */
public record Account(int number, String user, String domain, String password, ScramKeys keys) {

  public static Account of(
      final int number, final String user, final String domain, final String password) {
    return new Account(number, user, domain, password, new ScramKeys());
  }

  /** {@code user@domain}. */
  public String bare() {
    return user + '@' + domain;
  }

  /** The message of SASL PLAIN, RFC 4616 §2. */
  String plain() {
    final byte[] message = ("\0" + user + '\0' + password).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(message);
  }
}
