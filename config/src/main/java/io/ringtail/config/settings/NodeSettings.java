// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import io.ringtail.perf.settings.PerfSettings;
import io.ringtail.transport.settings.LoginSettings;
import java.util.List;
import java.util.Map;

/**
 * Everything a node is told when it starts, checked and final.
 *
 * @param general names and log level
 * @param listeners sockets to open, at least one
 * @param database where accounts live
 * @param hostTypes every host type with its domains, in the order configured
 * @param shapers name to bytes per second
 * @param ring the ring and its agents
 * @param logins how many may log in at a time
 * @param journal the log of what must be kept
 * @param perf what operators look at
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record NodeSettings(
    GeneralSettings general,
    List<ListenerSettings> listeners,
    DatabaseSettings database,
    List<HostTypeSettings> hostTypes,
    Map<String, Long> shapers,
    RingSettings ring,
    LoginSettings logins,
    JournalSettings journal,
    PerfSettings perf) {

  public NodeSettings {
    listeners = List.copyOf(listeners);
    hostTypes = List.copyOf(hostTypes);
    shapers = Map.copyOf(shapers);
  }

  /** The host type that serves this canonical domain, or null. */
  public HostTypeSettings hostTypeOf(final String domain) {
    for (final HostTypeSettings hostType : hostTypes) {
      if (hostType.domains().contains(domain)) {
        return hostType;
      }
    }
    return null;
  }

  /** Every domain served, in the order configured. */
  public List<String> domains() {
    return hostTypes.stream().flatMap(hostType -> hostType.domains().stream()).toList();
  }
}
