// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.util.List;

/**
 * Answers in-band registration requests of clients that are logged in (XEP-0077 §3.2, §3.3): to
 * their own account, whether they name it, the domain or nobody.
 *
 * <p>Owner: Router. Allocates: per request.
 */
record Membership(AccountStore accounts, Passwords passwords, long minimumBits) {
  /** What became of a new password. */
  private enum Outcome {
    CHANGED,
    PROHIBITED,
    NO_ACCOUNT
  }

  void tell(final IqRequest iq, final Outbound out) {
    final AccountView account = own(iq, out);
    if (account == null) {
      return;
    }
    final Element query = new Element("query", Register.NAMESPACE);
    query.child("registered");
    query.child("username").text(account.jid().local());
    query.child("password");
    out.result(iq, query);
  }

  void change(final IqRequest iq, final Outbound out) {
    final AccountView account = own(iq, out);
    if (account == null) {
      return;
    }
    if (iq.payload().textOf("remove") != null) {
      remove(iq, account, out);
    } else {
      changePassword(iq, account, out);
    }
  }

  /** The requester's account; null when it is not the one addressed: it has been answered then. */
  private static AccountView own(final IqRequest iq, final Outbound out) {
    if (iq.account() == null && iq.sender() != null) {
      final AccountView account = iq.sender().account();
      if (account.host().jid().equals(iq.host().jid())) {
        return account;
      }
    } else if (iq.isOwnAccount()) {
      return iq.account();
    }
    out.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    return null;
  }

  private static void remove(final IqRequest iq, final AccountView account, final Outbound out) {
    final List<Element> children = iq.payload().children();
    if (children.size() > 1) {
      out.error(iq, StanzaError.of(Condition.BAD_REQUEST)); // XEP-0077 §3.2, table 1
      return;
    }
    out.removeAccount(
        account,
        iq.sender(),
        (removed, later) -> {
          if (removed == null) {
            later.error(
                iq,
                StanzaError.of(Condition.INTERNAL_SERVER_ERROR, "try again")
                    .withType(StanzaError.Type.WAIT));
          } else if (removed) {
            later.result(iq, null);
          } else {
            later.error(iq, StanzaError.of(Condition.REGISTRATION_REQUIRED));
          }
        });
  }

  private void changePassword(final IqRequest iq, final AccountView account, final Outbound out) {
    final String username = iq.payload().textOf("username");
    final String password = iq.payload().textOf("password");
    final Jid jid = account.jid();
    if (username == null || password == null || password.isEmpty()) {
      out.error(iq, StanzaError.of(Condition.BAD_REQUEST, "username and password are needed"));
    } else if (!jid.equals(Jid.of(username, jid.domain(), ""))) {
      out.error(iq, StanzaError.of(Condition.NOT_ALLOWED, "that is not your username"));
    } else if (PasswordStrength.bits(password) < minimumBits) {
      out.error(iq, StanzaError.of(Condition.NOT_ACCEPTABLE, "the password is too weak"));
    } else {
      out.call(
          iq,
          () -> store(jid, password),
          (outcome, later) -> {
            answer(iq, outcome, later);
            if (outcome == Outcome.CHANGED) {
              PasswordChange.endSessions(account, iq.sender(), later);
            }
          });
    }
  }

  private Outcome store(final Jid jid, final String password) {
    return passwords
        .store(password)
        .map(stored -> accounts.changePassword(jid, stored) ? Outcome.CHANGED : Outcome.NO_ACCOUNT)
        .orElse(Outcome.PROHIBITED);
  }

  private static void answer(final IqRequest iq, final Outcome outcome, final Outbound out) {
    switch (outcome) {
      case CHANGED -> out.result(iq, null);
      case PROHIBITED ->
          out.error(
              iq,
              StanzaError.of(
                  Condition.NOT_ACCEPTABLE, "the password has characters that are not allowed"));
      case NO_ACCOUNT -> out.error(iq, StanzaError.of(Condition.REGISTRATION_REQUIRED));
    }
  }
}
