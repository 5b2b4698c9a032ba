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
 * @param clientAuthorities PEM file of the authorities that vouch for clients, or null
 * @param verify how client certificates are checked
 * @param protocols {@code TLSv1.2}, {@code TLSv1.3}
 * @param ciphers OpenSSL cipher names; empty for the provider's own choice
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record TlsSettings(
    Mode mode,
    Path certificate,
    Path key,
    String keyPassword,
    Path clientAuthorities,
    Verify verify,
    List<String> protocols,
    List<String> ciphers) {

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

  /** How client certificates are checked. */
  public enum Verify {
    NONE,
    PEER
  }

  public TlsSettings {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
  }

  /** No encryption at all. */
  public static TlsSettings none() {
    return new TlsSettings(Mode.NONE, null, null, null, null, Verify.NONE, List.of(), List.of());
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
