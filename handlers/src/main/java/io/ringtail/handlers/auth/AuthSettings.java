// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import java.util.List;

/**
 * How accounts of a host type prove themselves: {@code [auth]} of the configuration.
 *
 * @param format how new passwords are stored
 * @param hashes hashes computed for new passwords in {@code SCRAM} format, strongest last
 * @param iterations PBKDF2 rounds for new passwords; at least 4096
 * @param mechanisms SASL mechanisms allowed, in the order advertised, without the -PLUS forms
 *     (which follow from the binding types the TLS provider computes)
 * @param bindsChannels whether those forms are offered
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record AuthSettings(
    Format format,
    List<ScramHash> hashes,
    int iterations,
    List<String> mechanisms,
    boolean bindsChannels) {
  /** {@code [auth.password] format}. */
  public enum Format {
    SCRAM,
    PLAIN
  }

  /** Channels are bound wherever TLS can. */
  public AuthSettings(
      final Format format,
      final List<ScramHash> hashes,
      final int iterations,
      final List<String> mechanisms) {
    this(format, hashes, iterations, mechanisms, true);
  }

  public AuthSettings {
    hashes = List.copyOf(hashes);
    mechanisms = List.copyOf(mechanisms);
  }
}
