// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.parser.Jid;

/**
 * Checks the identity a client wants to act as: only its own, RFC 6120 §6.3.8.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class Authzid {
  private Authzid() {}

  static boolean isAccount(final String authzid, final Jid account) {
    final Jid wanted = Jid.parse(authzid);
    return wanted != null && wanted.equals(account);
  }
}
