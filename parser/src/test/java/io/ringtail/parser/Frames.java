// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import io.ringtail.parser.Framer.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Drives a framer the way a connection does: bytes in chunks, leftovers moved to a fresh array.
 *
 * <p>Owner: tests. Allocates: per call.
 */
final class Frames {
  private Frames() {}

  static List<String> of(final String bytes) {
    return of(Bytes.utf8(bytes), Limits.defaults(), () -> Integer.MAX_VALUE);
  }

  /** Each frame as its event and its bytes, a fault as its name. */
  static List<String> of(final byte[] bytes, final Limits limits, final IntSupplier chunks) {
    return drive(new Framer(limits), bytes, chunks);
  }

  static List<String> drive(final Framer framer, final byte[] bytes, final IntSupplier chunks) {
    final List<String> frames = new ArrayList<>();
    byte[] kept = {};
    int read = 0;
    while (read < bytes.length) {
      final int length = Math.min(chunks.getAsInt(), bytes.length - read);
      final byte[] buffer = Arrays.copyOf(kept, kept.length + length);
      System.arraycopy(bytes, read, buffer, kept.length, length);
      read += length;
      Event event = framer.scan(buffer, kept.length, buffer.length);
      while (event != Event.NEED_MORE && event != Event.FAULT) {
        final int start = framer.frameStart();
        frames.add(
            event
                + " "
                + new String(
                    buffer, start, framer.frameEnd() - start, StandardCharsets.ISO_8859_1));
        event = framer.scan(buffer, framer.frameEnd(), buffer.length);
      }
      if (event == Event.FAULT) {
        frames.add("FAULT " + framer.fault());
        return frames;
      }
      kept = Arrays.copyOfRange(buffer, buffer.length - framer.pendingBytes(), buffer.length);
    }
    return frames;
  }
}
