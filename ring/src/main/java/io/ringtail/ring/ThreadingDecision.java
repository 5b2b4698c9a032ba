// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * What became of the operator's wish for threads: a choice, or a refusal with its reason.
 *
 * <p>Owner: any thread. Allocates: at start.
 */
public sealed interface ThreadingDecision permits ThreadingChoice, ThreadingDecision.Refusal {
  /** The wish would harm the node on this machine; the reason says how, and what to set instead. */
  record Refusal(String reason) implements ThreadingDecision {}

  /** The line for the start banner or the error message. */
  String reason();
}
