// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.handlers.auth.ScramHash;

/**
 * A SASL mechanism by its registered name.
 *
 * @param hash SCRAM's hash; null for PLAIN
 * @param plus whether the exchange is bound to the TLS channel
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record SaslMechanism(String name, ScramHash hash, boolean plus) {
  private static final String PLUS = "-PLUS";
  private static final String SCRAM = "SCRAM-";

  /** Recognises {@code PLAIN} and {@code SCRAM-*}; null for anything else. */
  public static SaslMechanism of(final String name) {
    if ("PLAIN".equals(name)) {
      return new SaslMechanism(name, null, false);
    }
    final boolean plus = name.endsWith(PLUS);
    final String base = plus ? name.substring(0, name.length() - PLUS.length()) : name;
    for (final ScramHash hash : ScramHash.values()) {
      if (base.equals(SCRAM + hash.digest())) {
        return new SaslMechanism(name, hash, plus);
      }
    }
    return null;
  }

  public boolean isPlain() {
    return hash == null;
  }
}
