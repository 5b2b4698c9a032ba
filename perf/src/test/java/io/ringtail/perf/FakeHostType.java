// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.PreAuthenticationHandler;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.Element;
import java.util.List;

/** A host type that has a name and nothing else. */
public record FakeHostType(String name) implements HostType {
  @Override
  public AuthSettings auth() {
    return null;
  }

  @Override
  public List<String> modules() {
    return List.of();
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
    return List.of();
  }

  @Override
  public PreAuthenticationHandler preAuthentication(final String element, final String namespace) {
    return null;
  }

  @Override
  public <T> T service(final Class<T> contract) {
    return null;
  }
}
