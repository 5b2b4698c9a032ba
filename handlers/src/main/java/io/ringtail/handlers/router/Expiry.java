// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

/**
 * Something that ends at a moment unless it is taken off the wheel before; linked into its bucket.
 *
 * <p>Owner: Router. Allocates: never.
 */
abstract class Expiry {
  Expiry previous;
  Expiry next;
  long deadlineMs;

  /** Its moment has come; it is off the wheel already. */
  interface Due {
    void expired(Expiry expiry);
  }

  final boolean isOnWheel() {
    return next != null;
  }

  /**
   * Second by second, who is due: a bucket per second, used again every {@link #BUCKETS} seconds.
   *
   * <p>Owner: Router. Allocates: at start.
   */
  static final class Wheel {
    private static final int BUCKETS = 1024;
    private static final int BUCKET_MS = 1_000;

    private static final class Bucket extends Expiry {
      private Bucket() {
        previous = this;
        next = this;
      }
    }

    private final Expiry[] buckets = new Expiry[BUCKETS];
    private long cursor;

    Wheel() {
      for (int i = 0; i < BUCKETS; i++) {
        buckets[i] = new Bucket();
      }
    }

    void add(final Expiry expiry, final long deadlineMs) {
      cancel(expiry);
      // the present second's bucket may have been seen to already
      final long second = Math.max((deadlineMs + BUCKET_MS - 1) / BUCKET_MS, cursor + 1);
      final Expiry bucket = buckets[(int) (second % BUCKETS)];
      expiry.deadlineMs = deadlineMs;
      expiry.previous = bucket.previous;
      expiry.next = bucket;
      bucket.previous.next = expiry;
      bucket.previous = expiry;
    }

    void cancel(final Expiry expiry) {
      if (expiry.isOnWheel()) {
        expiry.previous.next = expiry.next;
        expiry.next.previous = expiry.previous;
        expiry.previous = null;
        expiry.next = null;
      }
    }

    /** Hands on who is due, a bounded number per call: the rest are due at the next one. */
    void advance(final long nowMs, final int atMost, final Due due) {
      final long now = nowMs / BUCKET_MS;
      if (now - cursor > BUCKETS) {
        cursor = now - BUCKETS; // once round sees every bucket
      }
      int left = atMost;
      while (cursor < now) {
        left -= sweep(buckets[(int) ((cursor + 1) % BUCKETS)], nowMs, left, due);
        if (left == 0) {
          return;
        }
        cursor++;
      }
    }

    private int sweep(final Expiry bucket, final long nowMs, final int atMost, final Due due) {
      int expired = 0;
      Expiry at = bucket.next;
      while (at != bucket && expired < atMost) {
        final Expiry next = at.next;
        if (at.deadlineMs <= nowMs) {
          cancel(at);
          due.expired(at);
          expired++;
        }
        at = next;
      }
      return expired;
    }
  }
}
