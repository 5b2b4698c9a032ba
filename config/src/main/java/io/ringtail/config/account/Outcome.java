// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

/**
 * What became of a request about one account.
 *
 * @param ok whether it was done
 * @param text one sentence for the operator: what was done, or why not and what to do
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record Outcome(boolean ok, String text) {
  public static Outcome done(final String text) {
    return new Outcome(true, text);
  }

  public static Outcome refused(final String text) {
    return new Outcome(false, text);
  }
}
