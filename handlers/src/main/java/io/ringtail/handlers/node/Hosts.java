// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import java.util.Map;

/**
 * The domains a node serves.
 *
 * @param byDomain canonical domain to host
 * @param defaultDomain {@code general.default_server_domain}: the sender of stream errors for
 *     unknown domains
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Hosts(Map<String, Host> byDomain, String defaultDomain) {
  public Hosts {
    byDomain = Map.copyOf(byDomain);
  }

  /** The host of this canonical domain, or null. */
  public Host find(final String domain) {
    return byDomain.get(domain);
  }
}
