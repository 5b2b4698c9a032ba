// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts the one certificate of which somebody read out the fingerprint.
 *
 * <p>Owner: anyone, immutable. Allocates: per handshake.
 */
final class PinnedCertificate implements X509TrustManager {
  private final String sha256;

  PinnedCertificate(final String fingerprint) {
    this.sha256 = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
  }

  @Override
  public void checkServerTrusted(final X509Certificate[] chain, final String type)
      throws CertificateException {
    try {
      final byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
      if (!HexFormat.of().formatHex(digest).equals(sha256)) {
        throw new CertificateException("another certificate than the banner shows");
      }
    } catch (final NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Override
  public void checkClientTrusted(final X509Certificate[] chain, final String type)
      throws CertificateException {
    throw new CertificateException("clients show none");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
