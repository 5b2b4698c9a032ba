// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;

/**
 * What the benchmarks of this module work on.
 *
 * <p>Owner: the benchmark's set-up. Allocates: per call.
 */
final class Samples {
  private static final String TEXT =
      "the quick brown fox jumps over the lazy dog ".repeat(3).trim();

  private Samples() {}

  /** The message of the paired load: about 230 bytes. */
  static byte[] chat(final int recipient) {
    return message("to='" + account(recipient) + "/bench' type='chat' id='f00df00df00df00d'", TEXT);
  }

  /** The same with the namespace on its own tag, as a few clients write it. */
  static byte[] declaring() {
    return message("xmlns='jabber:client' to='a@b.example/r' type='chat' id='1'", TEXT);
  }

  /** The same in a script of two and three bytes a character. */
  static byte[] international() {
    return message("to='a@b.example/r' type='chat' id='1'", "Съешь же ещё 這些軟的法式麵包 ".repeat(4));
  }

  static String account(final int number) {
    return "user" + number + "@localhost";
  }

  private static byte[] message(final String attributes, final String body) {
    final String text = "<message " + attributes + "><body>" + body + "</body></message>";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
