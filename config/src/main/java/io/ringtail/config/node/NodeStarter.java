// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.NodeSettings;
import java.nio.file.Path;

/**
 * Builds a node from its settings and starts it.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public interface NodeStarter {
  /**
   * Starts a node on the data folder, which it locks for itself.
   *
   * @throws CannotStartException when a port, the folder or the database cannot be had
   */
  RunningNode start(NodeSettings settings, Path dataFolder) throws CannotStartException;
}
