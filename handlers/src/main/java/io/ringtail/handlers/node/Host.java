// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.handlers.spi.HostType;
import io.ringtail.parser.Jid;

/**
 * A domain this node serves.
 *
 * @param jid the domain
 * @param type the host type whose features it has
 * @param traffic what its sessions have sent
 *     <p>Owner: anyone, immutable but for the traffic. Allocates: at start and when a domain is
 *     added.
 */
public record Host(Jid jid, HostType type, Traffic traffic) {
  public Host(final Jid jid, final HostType type) {
    this(jid, type, new Traffic());
  }
}
