// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.Answered;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.ring.ErrorLog;

/**
 * Blocking calls of the Router: run on virtual threads, answered on the ring through the asking
 * session's loop, in the place reserved when the call was submitted.
 *
 * <p>Owner: the Router submits; the answers are the loops'. Allocates: per call.
 */
public final class LoopWork implements Blocking {
  private final IoLoop[] loops;
  private final BoundedWork work;
  private final ErrorLog errors;

  public LoopWork(final IoLoop[] loops, final BoundedWork work, final ErrorLog errors) {
    this.loops = loops.clone();
    this.work = work;
    this.errors = errors;
  }

  @Override
  public <T> boolean submit(final long sessionHandle, final Call<T> call, final Answer<T> answer) {
    final boolean isNode = sessionHandle == SessionHandle.NONE;
    final IoLoop loop = loops[isNode ? 0 : SessionHandle.loop(sessionHandle)];
    if (!loop.answers().reserve()) {
      return false;
    }
    final boolean accepted =
        work.tryRun(
            () ->
                loop.answers()
                    .offer(new LoopEvent(SlotKind.ANSWER, sessionHandle, run(call, answer), null)));
    if (!accepted) {
      loop.answers().release();
    }
    return accepted;
  }

  // Whatever the call throws must become an answer: the Router counts on exactly one.
  private <T> Answered run(final Call<T> call, final Answer<T> answer) {
    try {
      final T value = call.run();
      return out -> answer.on(value, null, out);
    } catch (final StoreException failure) {
      return new Failed<>(answer, failure);
    } catch (final Exception | LinkageError | StackOverflowError fault) {
      errors.record("blocking call", fault);
      return new Failed<>(
          answer, new StoreException(StoreException.Reason.REFUSED, "the call failed", fault));
    }
  }

  /** The answer of a call that failed. */
  private record Failed<T>(Answer<T> answer, StoreException failure) implements Answered {
    @Override
    public void deliver(final Outbound out) {
      answer.on(null, failure, out);
    }
  }
}
