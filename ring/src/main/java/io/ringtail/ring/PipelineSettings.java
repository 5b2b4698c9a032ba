// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * How a pipeline runs its stages.
 *
 * <p>Owner: any thread. Allocates: at start.
 *
 * @param batchLimit slots one stage takes in one duty cycle before the next stage sees them
 * @param threadPrefix stage threads are named prefix + role name
 */
public record PipelineSettings(ThreadingChoice choice, int batchLimit, String threadPrefix) {
  /** The defaults for a decided choice. */
  public static PipelineSettings of(final ThreadingChoice choice) {
    return new PipelineSettings(choice, 64, "ringtail-");
  }
}
