// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.handlers.auth.FakeSalts;
import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.AccountStore.StoredAccount;
import io.ringtail.parser.Jid;
import java.util.Optional;

/**
 * Credentials of one domain out of the account store.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
public final class StoredCredentials implements Credentials {
  private final String domain;
  private final AccountStore accounts;
  private final FakeSalts fakeSalts;
  private final ScramHash strongest;

  /**
   * @param strongest hash that strangers' passwords are worked on, so that they take as long as
   *     others
   */
  public StoredCredentials(
      final String domain,
      final AccountStore accounts,
      final FakeSalts fakeSalts,
      final ScramHash strongest) {
    this.domain = domain;
    this.accounts = accounts;
    this.fakeSalts = fakeSalts;
    this.strongest = strongest;
  }

  @Override
  public Candidate scram(final String userName, final ScramHash hash) {
    final Jid account = account(userName);
    if (account == null) {
      final Jid nobody = Jid.of("", domain, "");
      return new Candidate(nobody, NOBODY, fakeSalts.keys(hash, nobody));
    }
    final Optional<StoredAccount> stored = accounts.find(account);
    final StoredPassword password = stored.map(StoredAccount::password).orElse(null);
    return new Candidate(
        account,
        stored.map(StoredAccount::number).orElse(NOBODY),
        fakeSalts.keys(hash, account, password));
  }

  @Override
  public Candidate plain(final String userName, final String password) {
    final Jid account = account(userName);
    final Optional<StoredAccount> stored =
        account == null ? Optional.empty() : accounts.find(account);
    if (stored.isEmpty()) {
      final Jid name = account == null ? Jid.of("", domain, "") : account;
      Passwords.verifyKeys(fakeSalts.keys(strongest, name), password);
      return new Candidate(name, NOBODY, null);
    }
    final boolean right = Passwords.verify(stored.get().password(), password);
    return new Candidate(account, right ? stored.get().number() : NOBODY, null);
  }

  @Override
  public Jid account(final String userName) {
    return Jid.of(userName, domain, "");
  }
}
