// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * The bounded queue in which virtual threads and timers leave answers for one loop.
 *
 * <p>A place is reserved when the request is made, so that an answer always fits; a full queue
 * rejects the request, where something can still be done about it.
 *
 * <p>Owner: any thread to reserve, offer and release; the loop to drain. Allocates: at start.
 *
 * @param <T> the answer
 */
public final class AnswerQueue<T> {
  private static final class Places extends PaddedLong {}

  private final ManyToOneConcurrentArrayQueue<T> answers;
  private final Places taken = new Places();
  private final int capacity;
  private final Runnable wake;

  /**
   * @param capacity requests that may be under way at once
   * @param wake run after each offer, on the offering thread: {@link LaneWaker#wake}
   */
  public AnswerQueue(final int capacity, final Runnable wake) {
    this.answers = new ManyToOneConcurrentArrayQueue<>(Math.max(2, capacity));
    this.capacity = capacity;
    this.wake = wake;
  }

  /** Reserves the place of one answer; false when as many requests are under way as may be. */
  public boolean reserve() {
    long places;
    do {
      places = taken.getVolatile();
      if (places == capacity) {
        return false;
      }
    } while (!taken.replace(places, places + 1));
    return true;
  }

  /** Puts the answer in its reserved place and wakes the loop. */
  public void offer(final T answer) {
    if (!answers.offer(answer)) {
      throw new IllegalStateException("answer without a reservation");
    }
    wake.run();
  }

  /** Gives a reservation back: there will be no answer. */
  public void release() {
    taken.addAndFetch(-1);
  }

  /** Takes up to {@code limit} answers, oldest first; the number taken. */
  public int drain(final Consumer<? super T> consumer, final int limit) {
    int drained = 0;
    while (drained < limit) {
      final T answer = answers.poll();
      if (answer == null) {
        break;
      }
      drained++;
      // Before the consumer: it may make the next request, and the place is free already.
      release();
      consumer.accept(answer);
    }
    return drained;
  }

  /**
   * Takes answers, oldest first, until {@code taker} says false: that one and those behind it stay
   * for the next drain. For a loop that turns answers into slots, and may find the ring full.
   */
  public int drainWhile(final Predicate<? super T> taker, final int limit) {
    int drained = 0;
    while (drained < limit) {
      final T answer = answers.peek();
      if (answer == null || !taker.test(answer)) {
        break;
      }
      answers.poll();
      release();
      drained++;
    }
    return drained;
  }

  /** Reservations outstanding, answered or not. */
  public int reserved() {
    return (int) taken.getAcquire();
  }
}
