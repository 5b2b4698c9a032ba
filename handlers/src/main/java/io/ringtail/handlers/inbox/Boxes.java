// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names of the boxes a conversation may be in.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class Boxes {
  static final String INBOX = "inbox";
  static final String ARCHIVE = "archive";
  static final String BIN = "bin";

  /** Not a box but every one. */
  static final String ALL = "all";

  /** Those that are always there. */
  static final List<String> BUILT_IN = List.of(INBOX, ARCHIVE, BIN);

  private Boxes() {}

  /** The name, as the constant where it is one. */
  static String named(final String name) {
    return switch (name) {
      case INBOX -> INBOX;
      case ARCHIVE -> ARCHIVE;
      case BIN -> BIN;
      default -> name;
    };
  }

  static String named(final byte[] utf8, final int start, final int end) {
    return named(new String(utf8, start, end - start, StandardCharsets.UTF_8));
  }
}
