// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.parser.Jid;
import io.ringtail.transport.sasl.Credentials;
import org.junit.jupiter.api.Test;

/** Who is shut out by a listener's access rule. */
class AdmittedCredentialsTest {
  private final Credentials credentials =
      new AdmittedCredentials(
          new EveryPasswordIsRight(), account -> !"spammer".equals(account.local()));

  /** Finds every account but the empty one, and takes every password. */
  private static final class EveryPasswordIsRight implements Credentials {
    @Override
    public Candidate scram(final String userName, final ScramHash hash) {
      return new Candidate(account(userName), 7, null);
    }

    @Override
    public Candidate plain(final String userName, final String password) {
      return new Candidate(account(userName), password.isEmpty() ? NOBODY : 7, null);
    }

    @Override
    public Jid account(final String userName) {
      return Jid.of(userName, "localhost", "");
    }
  }

  @Test
  void shouldLetInWhomTheRuleAllows() {
    assertEquals(7, credentials.plain("alice", "x").accountNumber());
    assertEquals(7, credentials.scram("alice", ScramHash.SHA_256).accountNumber());
  }

  @Test
  void shouldTreatWhomTheRuleDeniesAsUnknown() {
    assertEquals(Credentials.NOBODY, credentials.plain("spammer", "x").accountNumber());
    assertEquals(
        Credentials.NOBODY, credentials.scram("spammer", ScramHash.SHA_256).accountNumber());
  }

  @Test
  void shouldLeaveAWrongPasswordWrong() {
    assertEquals(Credentials.NOBODY, credentials.plain("alice", "").accountNumber());
  }
}
