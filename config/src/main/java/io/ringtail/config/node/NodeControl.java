// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.Outcome;
import java.util.function.Consumer;

/**
 * What the control plane may ask of a running node.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
public interface NodeControl {
  NodeStatus status();

  /** What the dashboard shows now: checks, the newest moment, curves, domains. */
  ObjectNode live();

  /** Follows stanzas; each step is told as it comes. */
  Outcome trace(TraceRequest request, Consumer<ObjectNode> teller);

  /** Begins to drain and stop; returns at once. */
  void stop();
}
