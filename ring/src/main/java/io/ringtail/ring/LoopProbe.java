// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * What an I/O loop tells a stop watch: it decides which elements are sampled, and measures what
 * happens before the ring and behind the last stage.
 *
 * <pre>
 *   parsing ─► published ─► … stages … ─► delivered ─► flushing ─► flushed ─► turnEnded
 * </pre>
 *
 * <p>Owner: the loop. Allocates: never, except for a trace.
 *
 * @param <S> the slot
 */
public interface LoopProbe<S> {
  /** An element whose bytes were read at {@code readNs} is about to be parsed. */
  void parsing(long readNs);

  /** The element parsed last is in this slot, which is about to be published. */
  void published(S slot);

  /** An entry of a sampled slot is in its recipients' outputs; as {@link SampleKey} has it. */
  void delivered(long readKey, long decidedNs);

  /** The outputs gathered in this turn are about to be handed to their sockets. */
  void flushing();

  void flushed();

  /** The loop's turn is over. */
  void turnEnded(long startedNs);

  /** Measures nothing. */
  static <S> LoopProbe<S> none() {
    return new LoopProbe<>() {
      @Override
      public void parsing(final long readNs) {}

      @Override
      public void published(final S slot) {}

      @Override
      public void delivered(final long readKey, final long decidedNs) {}

      @Override
      public void flushing() {}

      @Override
      public void flushed() {}

      @Override
      public void turnEnded(final long startedNs) {}
    };
  }

  /**
   * Gives each loop its probe, once, at start.
   *
   * @param <S> the slot
   */
  @FunctionalInterface
  interface Maker<S> {
    LoopProbe<S> probe(int loop);
  }
}
