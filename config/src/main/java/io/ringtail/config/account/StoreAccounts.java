// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import io.ringtail.config.schema.Nearest;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.parser.Jid;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Account administration over the store, with each domain's own way to keep passwords.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
public final class StoreAccounts implements AccountAdmin {
  private final AccountStore store;
  private final AccountEvents events;
  private final int hashingThreads;
  private final Map<String, Passwords> passwords = new HashMap<>();

  /**
   * @param hashingThreads threads an import hashes passwords with: all cores where nothing else
   *     runs, fewer on a node that serves
   */
  public StoreAccounts(
      final NodeSettings settings,
      final AccountStore store,
      final AccountEvents events,
      final int hashingThreads) {
    this.store = store;
    this.events = events;
    this.hashingThreads = hashingThreads;
    final SecureRandom random = new SecureRandom();
    for (final String domain : settings.domains()) {
      final AuthSettings auth = settings.hostTypeOf(domain).plan().auth();
      passwords.put(domain, new Passwords(auth, random));
    }
  }

  @Override
  public Outcome register(final String username, final String domain, final String password) {
    final Jid account = username.isEmpty() ? null : Jid.of(username, domain, "");
    if (account == null || account.isDomain()) {
      return Outcome.refused("\"" + username + "\" cannot be a user name (RFC 7622)");
    }
    final Passwords kept = passwords.get(account.domain());
    if (kept == null) {
      return notServed(account.domain());
    }
    final Optional<StoredPassword> stored = kept.store(password);
    if (stored.isEmpty()) {
      return Outcome.refused("this password cannot be used (RFC 4013): " + emptyOr(password));
    }
    if (store.create(account, stored.get()).isEmpty()) {
      return Outcome.refused(account + " exists already; changeUserPassword gives a new password");
    }
    events.created();
    return Outcome.done("registered " + account);
  }

  @Override
  public Outcome remove(final String user) {
    final Jid account = address(user);
    if (account == null) {
      return notAnAddress(user);
    }
    return events.remove(account)
        ? Outcome.done("removed " + account + " and everything that was its own")
        : absent(account);
  }

  @Override
  public Outcome check(final String user) {
    final Jid account = address(user);
    if (account == null) {
      return notAnAddress(user);
    }
    return store.find(account).isPresent() ? Outcome.done(account + " exists") : absent(account);
  }

  @Override
  public Outcome changePassword(final String user, final String newPassword) {
    final Jid account = address(user);
    if (account == null) {
      return notAnAddress(user);
    }
    final Passwords kept = passwords.get(account.domain());
    if (kept == null) {
      return notServed(account.domain());
    }
    final Optional<StoredPassword> stored = kept.store(newPassword);
    if (stored.isEmpty()) {
      return Outcome.refused("this password cannot be used (RFC 4013): " + emptyOr(newPassword));
    }
    if (!store.changePassword(account, stored.get())) {
      return absent(account);
    }
    events.passwordChanged(account);
    return Outcome.done("changed the password of " + account);
  }

  @Override
  public List<String> list(final String domain, final String after, final int limit) {
    final Jid jid = domain.isEmpty() ? null : Jid.of("", domain, "");
    return jid == null
        ? List.of()
        : store.list(jid.domain(), after, limit).stream().map(Jid::toString).toList();
  }

  @Override
  public Outcome count(final String domain) {
    final Jid jid = domain.isEmpty() ? null : Jid.of("", domain, "");
    return jid == null || !passwords.containsKey(jid.domain())
        ? notServed(domain)
        : Outcome.done(String.valueOf(store.count(jid.domain())));
  }

  @Override
  public ImportReport importUsers(final Iterator<String> lines, final LongConsumer progress) {
    try (UserImport users = new UserImport(lines, passwords, hashingThreads, progress)) {
      final long created = store.importAll(users, done -> {});
      if (created > 0) {
        events.created();
      }
      return users.report(created);
    }
  }

  private static Jid address(final String user) {
    final Jid account = Jid.parse(user);
    return account == null || account.isDomain() || !account.isBare() ? null : account;
  }

  private static String emptyOr(final String password) {
    return password.isEmpty() ? "it is empty" : "it has a character that may not be in one";
  }

  private static Outcome notAnAddress(final String user) {
    return Outcome.refused("\"" + user + "\" is no account's address, such as alice@localhost");
  }

  private static Outcome absent(final Jid account) {
    return Outcome.refused("there is no account " + account);
  }

  private Outcome notServed(final String domain) {
    return Outcome.refused(
        "the domain \""
            + domain
            + "\" is not served by this node"
            + Nearest.hint(domain, passwords.keySet()));
  }
}
