// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.auth.AuthSettings;
import java.util.List;

/**
 * A host type as compiled at start: which features its domains have.
 *
 * <p>Owner: anyone once the node has started, immutable then. Allocates: never.
 */
public interface HostType {
  String name();

  AuthSettings auth();

  /** Installed modules in installation order. */
  List<String> modules();

  /** Specifications of the installed features. */
  List<Spec> specs();

  /** disco#info features of the target, sorted. */
  List<String> discoFeatures(FeatureSetup.Target target);

  /** disco#info identities of the target. */
  List<Identity> identities(FeatureSetup.Target target);

  List<io.ringtail.parser.Element> discoForms();

  /** Markup for the stream features of the phase; empty when none. */
  String streamFeatures(FeatureSetup.Phase phase);

  /** Features a client may switch on within Bind 2, by name. */
  List<String> inlineFeatures();

  /** Handler of IQs before authentication, or null. */
  PreAuthenticationHandler preAuthentication(String name, String namespace);

  /** What a feature provides under this contract ({@link FeatureSetup#provide}), or null. */
  <T> T service(Class<T> contract);

  /** A disco identity. */
  record Identity(String category, String type, String name) {}
}
