// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.rsm;

import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;

/**
 * What part of a result set a request asks for (XEP-0059).
 *
 * @param max items at most; −1 when not said
 * @param after item the page begins behind, or null
 * @param before item the page ends before; empty for the last page, null when not said
 *     <p>Owner: anyone, immutable. Allocates: per request.
 */
public record ResultSetRequest(int max, String after, String before) {
  public static final String NAMESPACE = "http://jabber.org/protocol/rsm";
  public static final Spec SPEC = new Spec("XEP-0059", "1.0.1", "Result Set Management");

  private static final ResultSetRequest EVERYTHING = new ResultSetRequest(-1, null, null);

  /** A request that can not be answered. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient StanzaError error;

    public Refused(final StanzaError error) {
      super(error.text(), null, false, false);
      this.error = error;
    }

    public StanzaError error() {
      return error;
    }
  }

  /** Reads the {@code <set/>} of a request; all there is when it has none. */
  public static ResultSetRequest of(final Element request) throws Refused {
    final Element set = request.first("set", NAMESPACE);
    if (set == null) {
      return EVERYTHING;
    }
    if (set.first("index", NAMESPACE) != null) {
      throw new Refused( // XEP-0059 §2.5: pages are found by item, at the same cost wherever they
          // lie
          StanzaError.of(Condition.FEATURE_NOT_IMPLEMENTED, "pages are not found by index"));
    }
    final String max = set.textOf("max");
    return new ResultSetRequest(
        max(max == null ? set.textOf("limit") : max), set.textOf("after"), set.textOf("before"));
  }

  /** A number beyond what an int holds is as good as no bound: servers have their own. */
  private static int max(final String text) throws Refused {
    if (text == null) {
      return -1;
    }
    final String digits = text.strip();
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Refused(StanzaError.of(Condition.BAD_REQUEST, "max is no whole number"));
    }
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  /** True when the page is counted from the end of the set. */
  public boolean fromEnd() {
    return before != null;
  }

  /** True when a page before a certain item is asked for. */
  public boolean isBeforeItem() {
    return before != null && !before.isEmpty();
  }

  /** True when a page behind a certain item is asked for. */
  public boolean isAfterItem() {
    return after != null && !after.isEmpty();
  }
}
