// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.PreAuthenticationHandler;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;
import java.util.Optional;

/**
 * Creates accounts for clients that are not logged in (XEP-0077 §3.1).
 *
 * <p>Owner: any virtual thread, several at once. Allocates: per request.
 */
final class Registration implements PreAuthenticationHandler {
  private static final Network LOOPBACK_V4 = Network.parse("127.0.0.0/8");
  private static final Network LOOPBACK_V6 = Network.parse("::1");

  private final AccountStore store;
  private final Passwords passwords;
  private final AccessList access;
  private final RegistrationRate rate;
  private final long minimumBits;
  private final Welcome welcome;

  Registration(
      final AccountStore store,
      final Passwords passwords,
      final AccessList access,
      final RegistrationRate rate,
      final long minimumBits,
      final Welcome welcome) {
    this.store = store;
    this.passwords = passwords;
    this.access = access;
    this.rate = rate;
    this.minimumBits = minimumBits;
    this.welcome = welcome;
  }

  @Override
  public Reply on(final Request request) {
    if (!request.secured() && !isLoopback(request.address())) {
      return refuse(Condition.NOT_ALLOWED, "registration needs an encrypted stream");
    }
    if (!access.allows(request.address())) {
      return refuse(Condition.FORBIDDEN, "registration is not allowed from your address");
    }
    return request.type() == StanzaType.GET ? new Reply(form(), null) : register(request);
  }

  private static boolean isLoopback(final byte[] address) {
    return LOOPBACK_V4.contains(address) || LOOPBACK_V6.contains(address);
  }

  private static Element form() {
    final Element query = new Element("query", Register.NAMESPACE);
    query.child("instructions").text("Choose a username and a password.");
    query.child("username");
    query.child("password");
    return query;
  }

  private Reply register(final Request request) {
    final String username = request.payload().textOf("username");
    final String password = request.payload().textOf("password");
    if (request.payload().textOf("remove") != null) {
      return refuse(Condition.UNEXPECTED_REQUEST, "log in first"); // XEP-0077 §3.2
    }
    if (isMissing(username) || isMissing(password)) {
      return refuse(Condition.NOT_ACCEPTABLE, "username and password are needed");
    }
    final Jid jid = Jid.of(username, request.host().jid().domain(), "");
    if (jid == null) {
      return refuse(Condition.JID_MALFORMED, "the username is not allowed");
    }
    if (PasswordStrength.bits(password) < minimumBits) {
      return refuse(Condition.NOT_ACCEPTABLE, "the password is too weak");
    }
    if (!rate.tryAcquire(request.address(), request.nowMs())) {
      return refuse(Condition.RESOURCE_CONSTRAINT, "too many registrations; try again later");
    }
    final Reply reply = create(jid, password);
    if (reply.error() != null) {
      rate.release(request.address());
    }
    return reply;
  }

  private Reply create(final Jid jid, final String password) {
    final Optional<StoredPassword> stored = passwords.store(password);
    if (stored.isEmpty()) {
      return refuse(Condition.NOT_ACCEPTABLE, "the password has characters that are not allowed");
    }
    try {
      if (store.create(jid, stored.get()).isEmpty()) {
        return refuse(Condition.CONFLICT, null);
      }
    } catch (final StoreException failure) {
      return new Reply(
          null,
          StanzaError.of(Condition.INTERNAL_SERVER_ERROR, "storage is not available; try again")
              .withType(StanzaError.Type.WAIT));
    }
    welcome.created(jid);
    return new Reply(null, null, jid);
  }

  private static boolean isMissing(final String value) {
    return value == null || value.isEmpty();
  }

  private static Reply refuse(final Condition condition, final String text) {
    return new Reply(null, StanzaError.of(condition, text));
  }
}
