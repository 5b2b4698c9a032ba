// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import java.util.List;

/**
 * One capability of the node, usually one XEP: what it implements, its options, and how it joins a
 * host type. Found by {@link java.util.ServiceLoader}; a feature that no host type names executes
 * no code.
 *
 * <p>Owner: made and installed at start; its handlers are called by the Router only. Allocates: at
 * start.
 */
public interface Feature {
  /** Name of its configuration section, {@code mod_ping}. */
  String module();

  List<Spec> specs();

  /** Every option of the section; a key that is not here is a configuration error. */
  default List<Option<?>> options() {
    return List.of();
  }

  /** Modules that must be installed too; they are added with their defaults when not configured. */
  default List<String> requires() {
    return List.of();
  }

  /** Whether a node without a configuration file runs it. */
  default boolean enabledByDefault() {
    return true;
  }

  /** Called once per host type that has the feature. */
  void install(FeatureSetup setup);
}
