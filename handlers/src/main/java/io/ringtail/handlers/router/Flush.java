// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.streams.ByteArrays;
import io.ringtail.handlers.streams.UnackedQueue;

/**
 * A session is being handed its offline messages: other messages for it wait behind them.
 *
 * <p>Owner: Router. Allocates: at the beginning.
 */
final class Flush {
  final UnackedQueue later;
  long lastId;
  boolean paused;

  Flush(final ByteArrays arrays) {
    later = new UnackedQueue(arrays);
  }
}
