// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;

/**
 * A stanza error (RFC 6120 §8.3) to be sent.
 *
 * @param condition the defined condition
 * @param type what the sender may do about it
 * @param text English text for people, or null
 * @param application application-specific condition, or null
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record StanzaError(Condition condition, Type type, String text, Element application) {
  /** RFC 6120 §8.3.2. */
  public enum Type {
    AUTH,
    CANCEL,
    CONTINUE,
    MODIFY,
    WAIT;

    public String attribute() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** RFC 6120 §8.3.3, with the type that goes with each. */
  public enum Condition {
    BAD_REQUEST(Type.MODIFY),
    CONFLICT(Type.CANCEL),
    FEATURE_NOT_IMPLEMENTED(Type.CANCEL),
    FORBIDDEN(Type.AUTH),
    GONE(Type.CANCEL),
    INTERNAL_SERVER_ERROR(Type.CANCEL),
    ITEM_NOT_FOUND(Type.CANCEL),
    JID_MALFORMED(Type.MODIFY),
    NOT_ACCEPTABLE(Type.MODIFY),
    NOT_ALLOWED(Type.CANCEL),
    NOT_AUTHORIZED(Type.AUTH),
    POLICY_VIOLATION(Type.MODIFY),
    RECIPIENT_UNAVAILABLE(Type.WAIT),
    REDIRECT(Type.MODIFY),
    REGISTRATION_REQUIRED(Type.AUTH),
    REMOTE_SERVER_NOT_FOUND(Type.CANCEL),
    REMOTE_SERVER_TIMEOUT(Type.WAIT),
    RESOURCE_CONSTRAINT(Type.WAIT),
    SERVICE_UNAVAILABLE(Type.CANCEL),
    SUBSCRIPTION_REQUIRED(Type.AUTH),
    UNDEFINED_CONDITION(Type.CANCEL),
    UNEXPECTED_REQUEST(Type.WAIT);

    private final Type usualType;
    private final String elementName;

    Condition(final Type usualType) {
      this.usualType = usualType;
      this.elementName = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public Type usualType() {
      return usualType;
    }

    public String elementName() {
      return elementName;
    }
  }

  public static StanzaError of(final Condition condition) {
    return new StanzaError(condition, condition.usualType(), null, null);
  }

  public static StanzaError of(final Condition condition, final String text) {
    return new StanzaError(condition, condition.usualType(), text, null);
  }

  public StanzaError withType(final Type otherType) {
    return new StanzaError(condition, otherType, text, application);
  }

  public StanzaError withApplication(final Element condition2) {
    return new StanzaError(condition, type, text, condition2);
  }

  /** The {@code <error/>} child in the stanza's own namespace. */
  public Element toElement() {
    final Element error = new Element("error", Ns.CLIENT).set("type", type.attribute());
    error.child(condition.elementName(), Ns.STANZA_ERRORS);
    if (text != null) {
      error.child("text", Ns.STANZA_ERRORS).set("xml:lang", "en").text(text);
    }
    if (application != null) {
      error.add(application);
    }
    return error;
  }
}
