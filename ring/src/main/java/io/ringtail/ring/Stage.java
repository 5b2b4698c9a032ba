// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * One step that every slot takes: a plain function over a slot, on whatever thread the mode gives
 * it.
 *
 * <p>All methods of one stage are called by one thread. A stage never publishes to its own ring;
 * follow-up work goes into a queue of its own, which {@link #onCycle} drains before the next slots.
 *
 * <p>Owner: the stage's agent thread. Allocates: as the implementation says; never after start.
 *
 * @param <S> the slot
 */
public interface Stage<S> {
  String roleName();

  default void onStart() {}

  /**
   * Does this stage's work on a slot. The stages behind get the slots of a batch when it has ended;
   * nothing of a slot may be kept longer than that.
   *
   * @param endOfBatch true when no further slot comes in this duty cycle: the moment to flush. A
   *     stage that throws on that slot, or is not ready after a slot, has not been told: it flushes
   *     what it gathered in {@link #onFault} or {@link #onCycle}, which is called again before
   *     anything waits
   */
  void onSlot(S slot, long sequence, boolean endOfBatch);

  /** Housekeeping and follow-up work, once per duty cycle before its slots; the work done. */
  default int onCycle() {
    return 0;
  }

  /**
   * Pressure as a value: false holds back the next slot (nothing is lost, slots wait in the ring)
   * while {@link #onCycle} goes on being called until the stage is ready again.
   */
  default boolean isReady() {
    return true;
  }

  /** The slot whose {@link #onSlot} threw: a chance to mark it for the later stages. */
  void onFault(S slot, Throwable fault);

  default void onClose() {}
}
