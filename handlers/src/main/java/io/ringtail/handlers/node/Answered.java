// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.handlers.spi.Outbound;

/**
 * A finished blocking call on its way back to the Router.
 *
 * <p>Owner: Router when it arrives. Allocates: per call.
 */
public interface Answered {
  void deliver(Outbound out);
}
