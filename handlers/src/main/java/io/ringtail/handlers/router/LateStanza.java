// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.delay.Delay;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Marks a stanza that arrives later than it was sent (XEP-0203).
 *
 * <p>Owner: Router, stateless. Allocates: per call; cold path only.
 */
final class LateStanza {
  private static final byte[] DELAY = Ns.DELAY.getBytes(StandardCharsets.US_ASCII);

  private LateStanza() {}

  /**
   * Adds the mark as the last child of the stanza that was written from {@code start} on, unless it
   * has one (§2 allows one only).
   */
  static void stamp(final ByteWriter out, final int start, final Jid holder, final long sentAtMs) {
    final byte[] bytes = out.array();
    final int end = out.length();
    if (bytes[end - 2] == '/' || contains(bytes, start, end)) {
      return;
    }
    int endTag = end - 1;
    while (bytes[endTag] != '<') {
      endTag--;
    }
    final byte[] closing = Arrays.copyOfRange(bytes, endTag, end);
    out.truncate(endTag);
    Delay.write(out, holder, sentAtMs);
    out.put(closing);
  }

  private static boolean contains(final byte[] bytes, final int start, final int end) {
    for (int i = start; i + DELAY.length <= end; i++) {
      if (bytes[i] == DELAY[0]
          && Arrays.equals(bytes, i, i + DELAY.length, DELAY, 0, DELAY.length)) {
        return true;
      }
    }
    return false;
  }
}
