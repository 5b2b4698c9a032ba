// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * A listener's TLS.
 *
 * @param mode when
 * @param certFile PEM chain, own certificate first; null for the self-signed certificate
 * @param keyFile PEM key; null when the certificate file holds it too
 * @param keyPassword password of the key file; null when it has none
 * @param versions protocol versions, {@code TLSv1.2} and {@code TLSv1.3}
 * @param engine implementation
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record TlsSettings(
    TlsMode mode,
    Path certFile,
    Path keyFile,
    String keyPassword,
    List<String> versions,
    TlsEngine engine) {
  public static final List<String> DEFAULT_VERSIONS = List.of("TLSv1.2", "TLSv1.3");

  public TlsSettings {
    versions = List.copyOf(versions);
  }

  /** This mode with the self-signed certificate and everything else by default. */
  public static TlsSettings of(final TlsMode mode) {
    return new TlsSettings(mode, null, null, null, DEFAULT_VERSIONS, TlsEngine.AUTO);
  }

  @Override
  public String toString() {
    return "TlsSettings[" + mode + ", " + certFile + ", " + versions + ", " + engine + "]";
  }
}
