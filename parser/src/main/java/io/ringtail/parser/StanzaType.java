// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  private static final StanzaType[] OF_MESSAGE = {CHAT, GROUPCHAT, NORMAL, HEADLINE, ERROR};
  private static final StanzaType[] OF_IQ = {GET, SET, RESULT, ERROR};
  private static final StanzaType[] OF_PRESENCE = {
    UNAVAILABLE, SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, PROBE, ERROR
  };
  private static final StanzaType[] OF_NONZA = {};

  private final String attribute;
  private final byte[] bytes;

  StanzaType(final String attribute) {
    this.attribute = attribute;
    this.bytes = attribute.getBytes(StandardCharsets.US_ASCII);
  }

  /** What a stanza without the attribute is. */
  static StanzaType defaultFor(final StanzaKind kind) {
    return switch (kind) {
      case MESSAGE -> NORMAL; // RFC 6121 §5.2.2
      case PRESENCE -> AVAILABLE; // RFC 6121 §4.7.1
      case IQ, NONZA -> INVALID; // RFC 6120 §8.2.3: required on IQ
    };
  }

  /** The type with exactly this value among those the kind knows, else {@link #INVALID}. */
  static StanzaType parse(
      final StanzaKind kind, final byte[] buffer, final int start, final int end) {
    final StanzaType[] known =
        switch (kind) {
          case MESSAGE -> OF_MESSAGE;
          case PRESENCE -> OF_PRESENCE;
          case IQ -> OF_IQ;
          case NONZA -> OF_NONZA;
        };
    for (final StanzaType type : known) {
      if (Arrays.equals(buffer, start, end, type.bytes, 0, type.bytes.length)) {
        return type;
      }
    }
    return INVALID;
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
