// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.Spec;
import java.util.List;

/**
 * Bind 2: a resource is bound, and session features are switched on, within the authentication. The
 * stream asks, the Router's Binder answers; both look whether a host type has this module.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Bind2 implements Feature {
  public static final String MODULE = "mod_bind2";
  public static final String NAMESPACE = "urn:xmpp:bind:0";

  @Override
  public String module() {
    return MODULE;
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0386", "1.1.0", "Bind 2"));
  }

  @Override
  public List<String> requires() {
    return List.of(Sasl2.MODULE);
  }

  @Override
  public void install(final FeatureSetup setup) {
    // being installed is all there is to it
  }
}
