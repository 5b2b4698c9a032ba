// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

/**
 * What the control plane may ask of a running node.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
public interface NodeControl {
  NodeStatus status();

  /** Begins to drain and stop; returns at once. */
  void stop();
}
