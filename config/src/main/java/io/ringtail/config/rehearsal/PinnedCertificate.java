// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.rehearsal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts the one certificate of which somebody read out the fingerprint, as the banner shows it.
 *
 * <p>Owner: anyone, immutable. Allocates: per handshake.
 */
public record PinnedCertificate(String fingerprint) implements X509TrustManager {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  @Override
  public void checkServerTrusted(final X509Certificate[] chain, final String authType)
      throws CertificateException {
    try {
      final byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
      if (!COLONS.formatHex(hash).equals(fingerprint)) {
        throw new CertificateException("another certificate than the node's");
      }
    } catch (final NoSuchAlgorithmException absent) {
      throw new CertificateException(absent);
    }
  }

  @Override
  public void checkClientTrusted(final X509Certificate[] chain, final String authType)
      throws CertificateException {
    throw new CertificateException("only servers are checked here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
