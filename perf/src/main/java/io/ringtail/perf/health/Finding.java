// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.health;

/**
 * What one check found.
 *
 * @param level how bad it is
 * @param text what is so, in one sentence
 * @param advice what to do; empty when nothing
 * @param stopsReady whether a balancer should send new clients elsewhere
 *     <p>Owner: anyone, immutable. Allocates: per look.
 */
public record Finding(Level level, String text, String advice, boolean stopsReady) {
  public static Finding ok(final String text) {
    return new Finding(Level.OK, text, "", false);
  }

  public static Finding warn(final String text, final String advice) {
    return new Finding(Level.WARN, text, advice, false);
  }

  public static Finding bad(final String text, final String advice) {
    return new Finding(Level.BAD, text, advice, false);
  }

  /** The same, and the node is not ready while it is so. */
  public Finding notReady() {
    return new Finding(level, text, advice, true);
  }
}
