// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Spec;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * FAST: tokens that let a device log in again without its password and without hashing it. The
 * stream runs the mechanisms and reads these options.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
public final class FastAuth implements Feature {
  public static final String NAMESPACE = "urn:xmpp:fast:0";

  public static final Option<Long> ACCESS_HOURS =
      new Option<>(
          "validity_period.access_hours",
          new Option.Whole(1, 24 * 365),
          72L,
          "hours",
          "how long a token is valid; longer lets a device stay away longer without its password");
  public static final Option<Long> ROTATE_BEFORE_EXPIRE_HOURS =
      new Option<>(
          "validity_period.rotate_before_expire_hours",
          new Option.Whole(0, 24 * 365),
          6L,
          "hours",
          "how long before its end a token is replaced by a new one at login");

  @Override
  public String module() {
    return "mod_fast_auth_token";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0484", "0.2.0", "Fast Authentication Streamlining Tokens"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(ACCESS_HOURS, ROTATE_BEFORE_EXPIRE_HOURS);
  }

  @Override
  public List<String> requires() {
    return List.of(Sasl2.MODULE);
  }

  @Override
  public void install(final FeatureSetup setup) {
    setup.provide(
        FastPolicy.class,
        new FastPolicy(
            TimeUnit.HOURS.toMillis(setup.options().get(ACCESS_HOURS)),
            TimeUnit.HOURS.toMillis(setup.options().get(ROTATE_BEFORE_EXPIRE_HOURS))));
  }
}
