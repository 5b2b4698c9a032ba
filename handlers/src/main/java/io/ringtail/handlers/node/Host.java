// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.handlers.spi.HostType;
import io.ringtail.parser.Jid;

/**
 * A domain this node serves.
 *
 * @param jid the domain
 * @param type the host type whose features it has
 *     <p>Owner: anyone, immutable. Allocates: at start and when a domain is added.
 */
public record Host(Jid jid, HostType type) {}
