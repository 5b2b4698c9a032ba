// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code [listen.c2s.tls]}.
 *
 * @param mode when encryption begins
 * @param certificate PEM file of the chain, with the key in it when {@code key} is null; null for
 *     the self-signed certificate of the data folder
 * @param key PEM file of the private key, or null
 * @param keyPassword password of the key, or null
 * @param protocols {@code TLSv1.2}, {@code TLSv1.3}
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record TlsSettings(
    Mode mode, Path certificate, Path key, String keyPassword, List<String> protocols) {

  /** When encryption begins. */
  public enum Mode {
    /** Never. */
    NONE,
    /** When the client asks for it. */
    STARTTLS,
    /** When the client asks for it, which it must do first. */
    STARTTLS_REQUIRED,
    /** With the first byte. */
    DIRECT
  }

  public TlsSettings {
    protocols = List.copyOf(protocols);
  }

  /** No encryption at all. */
  public static TlsSettings none() {
    return new TlsSettings(Mode.NONE, null, null, null, List.of());
  }

  /** Whether the data folder's own certificate is shown. */
  public boolean selfSigned() {
    return mode != Mode.NONE && certificate == null;
  }

  @Override
  public String toString() {
    return "TlsSettings[" + mode + ", certificate " + certificate + "]";
  }
}
