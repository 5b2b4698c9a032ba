// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.login.FastPolicy;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.PreAuthenticationHandler;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.Element;
import java.util.List;

/**
 * A host type with nothing but authentication and a greeting before it.
 *
 * <p>Owner: the test, immutable. Allocates: at start.
 */
public record TestHostType(AuthSettings auth) implements HostType {
  public static final long VALIDITY_MS = 3_600_000;
  public static final long ROTATE_BEFORE_MS = 60_000;
  public static final String GREETING = "urn:test:greeting";

  @Override
  public String name() {
    return "test";
  }

  @Override
  public List<String> modules() {
    return List.of(Sasl2.MODULE, Bind2.MODULE);
  }

  @Override
  public List<Spec> specs() {
    return List.of();
  }

  @Override
  public List<String> discoFeatures(final FeatureSetup.Target target) {
    return List.of();
  }

  @Override
  public List<Identity> identities(final FeatureSetup.Target target) {
    return List.of();
  }

  @Override
  public List<Element> discoForms() {
    return List.of();
  }

  @Override
  public String streamFeatures(final FeatureSetup.Phase phase) {
    return "";
  }

  @Override
  public List<String> inlineFeatures() {
    return List.of("urn:test:inline");
  }

  @Override
  public PreAuthenticationHandler preAuthentication(final String name, final String namespace) {
    return namespace.equals(GREETING)
        ? request -> new PreAuthenticationHandler.Reply(new Element("hello", GREETING), null)
        : null;
  }

  @Override
  public <T> T service(final Class<T> contract) {
    return contract == FastPolicy.class
        ? contract.cast(new FastPolicy(VALIDITY_MS, ROTATE_BEFORE_MS))
        : null;
  }
}
