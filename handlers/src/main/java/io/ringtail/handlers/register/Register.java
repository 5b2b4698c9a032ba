// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.StanzaType;
import java.security.SecureRandom;
import java.util.List;

/**
 * Lets clients create an account, change its password and remove it. Off by default.
 *
 * <p>Owner: Router; registration itself runs on virtual threads. Allocates: per request.
 */
public final class Register implements Feature {
  static final String NAMESPACE = "jabber:iq:register";

  private static final int REMEMBERED_ADDRESSES = 10_000;

  private static final Option<Long> REGISTRATION_TIMEOUT =
      new Option<>(
          "registration_timeout",
          new Option.Whole(0, 31_536_000),
          600L,
          "seconds",
          "one address may register one account in this time; 0 for no limit");
  private static final Option<Long> PASSWORD_STRENGTH =
      new Option<>(
          "password_strength",
          new Option.Whole(0, 1024),
          0L,
          "bits",
          "least estimated entropy of a password; 32 is a sensible minimum");

  @Override
  public String module() {
    return "mod_register";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0077", "2.4", "In-Band Registration"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        AccessList.OPTION, REGISTRATION_TIMEOUT, PASSWORD_STRENGTH, Welcome.SUBJECT, Welcome.BODY);
  }

  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public void install(final FeatureSetup setup) {
    final Options options = setup.options();
    final AccountStore accounts = setup.stores().accounts();
    final Passwords passwords = new Passwords(setup.hostType().auth(), new SecureRandom());
    final long minimumBits = options.get(PASSWORD_STRENGTH);
    final Welcome welcome = new Welcome(options.get(Welcome.SUBJECT), options.get(Welcome.BODY));
    final Registration registration =
        new Registration(
            accounts,
            passwords,
            AccessList.of(options.get(AccessList.OPTION)),
            new RegistrationRate(options.get(REGISTRATION_TIMEOUT) * 1000, REMEMBERED_ADDRESSES),
            minimumBits,
            welcome);
    final Membership membership = new Membership(accounts, passwords, minimumBits);
    setup.preAuthentication("query", NAMESPACE, registration);
    for (final Target target : List.of(Target.HOST, Target.ACCOUNT)) {
      setup.iq(target, StanzaType.GET, "query", NAMESPACE, membership::tell);
      setup.iq(target, StanzaType.SET, "query", NAMESPACE, membership::change);
    }
    setup.onSession(welcome);
    setup.streamFeature(
        Phase.BEFORE_AUTHENTICATION, "<register xmlns='http://jabber.org/features/iq-register'/>");
    setup.disco(Target.HOST, NAMESPACE);
  }
}
