// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * What a stage agent tells a stop watch about each slot: one look at the slot where nothing is
 * measured.
 *
 * <p>Owner: the stage's agent thread. Allocates: never.
 *
 * @param <S> the slot
 */
public interface SlotProbe<S> {
  /** The stage begins with the slot. */
  void before(S slot);

  /** The stage is done with the slot, also when it threw. */
  void after(S slot);

  /** Measures nothing. */
  static <S> SlotProbe<S> none() {
    return new SlotProbe<>() {
      @Override
      public void before(final S slot) {}

      @Override
      public void after(final S slot) {}
    };
  }

  /**
   * Gives each stage of a pipeline its probe, once, at start.
   *
   * @param <S> the slot
   */
  @FunctionalInterface
  interface Maker<S> {
    /**
     * @param stage the stage's place in the pipeline, from 0
     * @param last the place of the last one
     */
    SlotProbe<S> probe(int stage, int last, String roleName);
  }
}
