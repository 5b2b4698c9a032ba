// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.disco;

import io.ringtail.handlers.spi.IqHandler;

/**
 * A node of every account that another feature answers disco requests about, and refuses them
 * itself: {@code account} of the request is null where there is no such account.
 *
 * @param node its name
 * @param info answers disco#info
 * @param items answers disco#items
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record AccountNode(String node, IqHandler info, IqHandler items) {
  boolean isAskedFor(final String requested) {
    return node.equals(requested);
  }
}
