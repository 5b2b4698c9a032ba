// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.HostTypePlan;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Compiles configured host types: installs each one's features, with what they require, into tables
 * and arrays.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public final class HostTypes {
  /** While this module is off every bound session counts as available with priority 0. */
  public static final String PRESENCE_MODULE = "mod_presence";

  private final Map<String, Feature> known;
  private final Stores stores;

  public HostTypes(final List<Feature> features, final Stores stores) {
    this.known = new TreeMap<>();
    features.forEach(feature -> known.put(feature.module(), feature));
    this.stores = stores;
  }

  /** Every feature on the class path, by module name. */
  public static List<Feature> discover() {
    final Map<String, Feature> found = new TreeMap<>();
    ServiceLoader.load(Feature.class).forEach(feature -> found.put(feature.module(), feature));
    return List.copyOf(found.values());
  }

  /** Modules of a host type whose configuration names none: all that are on by default. */
  public static Map<String, Options> defaults(final List<Feature> features) {
    final Map<String, Options> modules = new LinkedHashMap<>();
    for (final Feature feature : features) {
      if (feature.enabledByDefault()) {
        modules.put(feature.module(), Options.defaults());
      }
    }
    return modules;
  }

  public HostType compile(final HostTypePlan plan) {
    final Map<String, Options> wanted = new LinkedHashMap<>();
    plan.modules().forEach((module, options) -> require(module, options, wanted));
    final CompiledHostType.Builder builder = new CompiledHostType.Builder(plan, stores);
    wanted.forEach((module, options) -> builder.install(known.get(module), options));
    return builder.build();
  }

  /** Adds the module behind everything it requires; configured options win over defaults. */
  private void require(
      final String module, final Options options, final Map<String, Options> wanted) {
    final Feature feature = known.get(module);
    if (feature == null) {
      throw new IllegalArgumentException("there is no module " + module);
    }
    if (wanted.containsKey(module)) {
      wanted.replace(module, options);
      return;
    }
    for (final String required : feature.requires()) {
      if (!wanted.containsKey(required)) {
        require(required, Options.defaults(), wanted);
      }
    }
    wanted.put(module, options);
  }
}
