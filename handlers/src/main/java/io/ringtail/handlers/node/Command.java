// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.Outbound;

/**
 * A control-plane request, executed by the Router between two stanzas.
 *
 * <p>Owner: made anywhere, executed by the Router. Allocates: per call.
 */
public interface Command {
  void execute(NodeView node, Outbound out);
}
