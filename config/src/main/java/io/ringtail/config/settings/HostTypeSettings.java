// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import io.ringtail.handlers.node.HostTypePlan;
import java.util.List;

/**
 * A host type with the domains it serves and who may do what there.
 *
 * @param plan its name, authentication and modules
 * @param domains canonical domains, in the order configured
 * @param access its access rules
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record HostTypeSettings(HostTypePlan plan, List<String> domains, AccessRules access) {
  public HostTypeSettings {
    domains = List.copyOf(domains);
  }

  public String name() {
    return plan.name();
  }
}
