// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.spi.Options;
import java.util.Map;

/**
 * A host type as configured: what {@code config} hands over to be compiled.
 *
 * @param name the host type's name; a static domain without one is its own
 * @param auth how its accounts prove themselves
 * @param modules module name to checked options, in the order to install
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record HostTypePlan(String name, AuthSettings auth, Map<String, Options> modules) {
  public HostTypePlan {
    modules = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(modules));
  }
}
