// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

/**
 * How much of what a stream's client sent is as safe in the journal as its acknowledgements
 * promise, and what the client waits to be told of it: where counts wait for the journal's sync.
 *
 * <p>Owner: Router, {@link ToldCounts} alone. Allocates: when the stream is enabled.
 */
final class Coverage {
  /** The count that may be told; of a stream from before a restart it is not known at first. */
  int covered;

  boolean isKnown = true;

  /** It waits until this count may be told, which is when this entry is synced. */
  boolean isCovering;

  int covering;
  long coveringId;
  long coveringSinceMs;

  /** Its count moved since, and that one is asked for too. */
  boolean isToBeCovered;

  /** It is asked for in this slot. */
  boolean isAsked;

  /** Its client is to be told the count it waits for, and the one after that. */
  boolean owesAnswer;

  boolean owesAgain;
  long owesSinceMs;

  /** The client is to be told the count: the one waited for, or the one after that. */
  void owe(final long nowMs) {
    if (isCovering) {
      owesAgain = true;
    } else if (!owesAnswer) {
      owesAnswer = true;
      owesSinceMs = nowMs;
    }
  }

  /** Its client is back and has been told. */
  void oweNothing() {
    owesAnswer = false;
    owesAgain = false;
  }

  /** It waits for this count from now on, until this entry is synced. */
  void await(final int count, final long id, final long nowMs) {
    isCovering = true;
    covering = count;
    coveringId = id;
    coveringSinceMs = nowMs;
  }

  /** What it waited for is synced. */
  void passed() {
    isCovering = false;
    covered = covering;
    isKnown = true;
  }

  /** Its client has been told what is covered now: the next count is another matter. */
  void told(final long nowMs) {
    owesAnswer = owesAgain;
    owesSinceMs = nowMs;
    owesAgain = false;
  }
}
