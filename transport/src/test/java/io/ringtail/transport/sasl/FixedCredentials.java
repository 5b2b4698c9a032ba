// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.ScramKeys;
import io.ringtail.handlers.auth.ScramMath;
import io.ringtail.parser.Jid;

/**
 * Credentials of one user with a chosen salt, as the examples in the RFCs need them.
 *
 * <p>Owner: the test. Allocates: per call.
 */
public final class FixedCredentials implements Credentials {
  private static final int ITERATIONS = 4096;

  private final String user;
  private final String password;
  private final byte[] salt;

  public FixedCredentials(final String user, final String password, final byte[] salt) {
    this.user = user;
    this.password = password;
    this.salt = salt;
  }

  @Override
  public Candidate scram(final String userName, final ScramHash hash) {
    final ScramKeys keys = ScramMath.derive(hash, password, salt, ITERATIONS);
    return new Candidate(account(userName), userName.equals(user) ? 1 : NOBODY, keys);
  }

  @Override
  public Candidate plain(final String userName, final String given) {
    final boolean right = given.equals(password);
    return new Candidate(account(userName), right ? 1 : NOBODY, null);
  }

  @Override
  public Jid account(final String userName) {
    return Jid.of(userName, "example.org", "");
  }
}
