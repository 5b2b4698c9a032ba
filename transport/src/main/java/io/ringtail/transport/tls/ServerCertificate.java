// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a listener proves itself with.
 *
 * @param chain own certificate first
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final String SHA_256 = "SHA-256";

  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  public X509Certificate own() {
    return chain.getFirst();
  }

  /** SHA-256 of the own certificate, upper-case hex in pairs, as clients show it. */
  public String fingerprint() {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest(SHA_256));
  }

  /**
   * The data of {@code tls-server-end-point}, RFC 5929 §4.1: the hash of the certificate's own
   * signature algorithm, SHA-256 where that is MD5 or SHA-1 or names none.
   */
  public byte[] endPointBinding() {
    final String algorithm = own().getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.startsWith("SHA384")) {
      return digest("SHA-384");
    }
    return digest(algorithm.startsWith("SHA512") ? "SHA-512" : SHA_256);
  }

  private byte[] digest(final String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm).digest(own().getEncoded());
    } catch (final GeneralSecurityException impossible) {
      throw new IllegalStateException("cannot hash the certificate", impossible);
    }
  }

  @Override
  public String toString() {
    return "ServerCertificate[" + fingerprint() + "]";
  }
}
