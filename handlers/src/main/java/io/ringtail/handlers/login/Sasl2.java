// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.Spec;
import java.util.List;

/**
 * The Extensible SASL Profile: authentication without a stream restart, with requests inline. The
 * dialogue itself is the stream's work: it looks whether a host type has this module.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Sasl2 implements Feature {
  public static final String MODULE = "mod_sasl2";
  public static final String NAMESPACE = "urn:xmpp:sasl:2";

  @Override
  public String module() {
    return MODULE;
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0388", "1.0.4", "Extensible SASL Profile"));
  }

  @Override
  public void install(final FeatureSetup setup) {
    // being installed is all there is to it
  }
}
