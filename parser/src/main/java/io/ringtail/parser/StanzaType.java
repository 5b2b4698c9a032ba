// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * The value of a stanza's {@code type} attribute, with the defaults of RFC 6121 applied.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum StanzaType {
  // message, RFC 6121 §5.2.2
  NORMAL("normal"),
  CHAT("chat"),
  GROUPCHAT("groupchat"),
  HEADLINE("headline"),
  // all kinds
  ERROR("error"),
  // iq, RFC 6120 §8.2.3
  GET("get"),
  SET("set"),
  RESULT("result"),
  // presence, RFC 6121 §4.7.1
  AVAILABLE(""),
  UNAVAILABLE("unavailable"),
  SUBSCRIBE("subscribe"),
  SUBSCRIBED("subscribed"),
  UNSUBSCRIBE("unsubscribe"),
  UNSUBSCRIBED("unsubscribed"),
  PROBE("probe"),
  /**
   * A value the kind does not know: RFC 6120 §8.1.4 asks for {@code bad-request} on IQ and
   * presence.
   */
  INVALID("");

  private final String attribute;

  StanzaType(final String attribute) {
    this.attribute = attribute;
  }

  /** The attribute's value on the wire; empty where the attribute is left out. */
  public String attribute() {
    return attribute;
  }

  /** True for the four subscription types of RFC 6121 §3. */
  public boolean isSubscription() {
    return this == SUBSCRIBE || this == SUBSCRIBED || this == UNSUBSCRIBE || this == UNSUBSCRIBED;
  }
}
