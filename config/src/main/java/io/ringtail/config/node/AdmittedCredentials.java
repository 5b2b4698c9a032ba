// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.parser.Jid;
import io.ringtail.transport.sasl.Credentials;
import java.util.function.Predicate;

/**
 * Credentials of a listener that does not let everybody in: {@code access = "c2s"}. Whoever is shut
 * out fails to log in as with a wrong password, and learns nothing else.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
record AdmittedCredentials(Credentials inner, Predicate<Jid> admitted) implements Credentials {
  @Override
  public Candidate scram(final String userName, final ScramHash hash) {
    return checked(inner.scram(userName, hash));
  }

  @Override
  public Candidate plain(final String userName, final String password) {
    return checked(inner.plain(userName, password));
  }

  @Override
  public Jid account(final String userName) {
    return inner.account(userName);
  }

  private Candidate checked(final Candidate found) {
    return found.accountNumber() == NOBODY || admitted.test(found.account())
        ? found
        : new Candidate(found.account(), NOBODY, found.keys());
  }
}
