// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

/**
 * The hashed-token mechanisms a FAST token may be made for, by how they are bound to the channel
 * (draft-schmaus-kitten-sasl-ht-09 §2).
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum FastMechanism {
  /** Bound to the exporter of TLS 1.3 (RFC 9266). */
  EXPORTER("HT-SHA-256-EXPR", "tls-exporter"),
  /** Bound to the server's certificate (RFC 5929). */
  END_POINT("HT-SHA-256-ENDP", "tls-server-end-point"),
  /** Not bound: for clients that can not see their channel. */
  NONE("HT-SHA-256-NONE", "");

  private final String mechanism;
  private final String bindingType;

  FastMechanism(final String mechanism, final String bindingType) {
    this.mechanism = mechanism;
    this.bindingType = bindingType;
  }

  /** Registered name of the SASL mechanism. */
  public String mechanism() {
    return mechanism;
  }

  /** Channel binding type; empty for none. */
  public String bindingType() {
    return bindingType;
  }

  /** The mechanism of this name, or null. */
  public static FastMechanism of(final String name) {
    for (final FastMechanism each : values()) {
      if (each.mechanism.equals(name)) {
        return each;
      }
    }
    return null;
  }
}
