// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.FakeSalts;
import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.ScramKeys;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.AccountStore.StoredAccount;
import io.ringtail.parser.Jid;
import java.util.List;
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
  private final AuthSettings auth;

  /**
   * @param auth how passwords are stored, so that strangers' take as long to check as others
   */
  public StoredCredentials(
      final String domain,
      final AccountStore accounts,
      final FakeSalts fakeSalts,
      final AuthSettings auth) {
    this.domain = domain;
    this.accounts = accounts;
    this.fakeSalts = fakeSalts;
    this.auth = auth;
  }

  @Override
  public Candidate scram(final String userName, final ScramHash hash) {
    final Jid name = nameOrNobody(userName);
    final Optional<StoredAccount> stored = find(name);
    if (stored.isPresent()) {
      final ScramKeys keys = fakeSalts.keys(hash, name, stored.get().password());
      return new Candidate(name, stored.get().number(), keys);
    }
    // where keys are derived at each login, a stranger's take that long too
    fakeSalts.keys(hash, name, decoy(name));
    return new Candidate(name, NOBODY, fakeSalts.keys(hash, name));
  }

  @Override
  public Candidate plain(final String userName, final String password) {
    final Jid name = nameOrNobody(userName);
    final Optional<StoredAccount> stored = find(name);
    final StoredPassword known = stored.map(StoredAccount::password).orElseGet(() -> decoy(name));
    final boolean right = Passwords.verify(known, password);
    return new Candidate(
        name, right ? stored.map(StoredAccount::number).orElse(NOBODY) : NOBODY, null);
  }

  /** What a stranger's password is checked against: the same work as for an account. */
  private StoredPassword decoy(final Jid name) {
    return switch (auth.format()) {
      case PLAIN -> new StoredPassword.Plain("nobody's");
      case SCRAM ->
          new StoredPassword.Scram(List.of(fakeSalts.keys(auth.hashes().getLast(), name)));
    };
  }

  private Jid nameOrNobody(final String userName) {
    final Jid account = account(userName);
    return account == null ? Jid.of("", domain, "") : account;
  }

  private Optional<StoredAccount> find(final Jid name) {
    return name.isDomain() ? Optional.empty() : accounts.find(name);
  }

  @Override
  public Jid account(final String userName) {
    return Jid.of(userName, domain, "");
  }
}
