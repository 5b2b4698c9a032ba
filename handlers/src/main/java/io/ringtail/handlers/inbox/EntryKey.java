// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import java.util.Arrays;
import java.util.Base64;

/**
 * What a page ends and the next begins with (XEP-0059): the moment of the last activity, and whose.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class EntryKey {
  static final String WRONG = "bad-request";

  private static final int MAX_DIGITS = 17;

  private EntryKey() {}

  static String of(final ListedConversation entry) {
    final byte[] peer = Arrays.copyOf(entry.peer().bytes(), entry.peer().bareLength());
    return entry.timestampMicros() + "/" + Base64.getEncoder().encodeToString(peer);
  }

  /** The moment in µs; −1 when it is no such key. */
  static long moment(final String key) {
    final int slash = key.indexOf('/');
    if (slash <= 0 || slash > MAX_DIGITS) {
      return -1;
    }
    for (int i = 0; i < slash; i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(key.substring(0, slash));
  }
}
