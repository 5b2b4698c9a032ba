// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Reads and writes certificates and keys in PEM.
 *
 * <p>Owner: the thread that starts the node, stateless. Allocates: per call.
 */
public final class PemFiles {
  private PemFiles() {}

  /**
   * Reads a chain and its key.
   *
   * @param keyFile null when the key is in the certificate file
   * @param password of the key; null when it has none
   */
  public static ServerCertificate read(
      final Path certFile, final Path keyFile, final String password) {
    final Path keyPath = keyFile == null ? certFile : keyFile;
    return new ServerCertificate(chain(certFile), key(keyPath, password));
  }

  /** Own certificate and key (PKCS #8, which keeps the curve's name) in one text. */
  static String write(final ServerCertificate certificate) {
    final StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      out.writeObject(certificate.own());
      out.writeObject(new JcaPKCS8Generator(certificate.key(), null));
    } catch (final IOException impossible) {
      throw new IllegalStateException("a string takes everything", impossible);
    }
    return text.toString();
  }

  private static List<X509Certificate> chain(final Path file) {
    final List<X509Certificate> chain = new ArrayList<>();
    final JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof X509CertificateHolder holder) {
          chain.add(converter.getCertificate(holder));
        }
      }
    } catch (final IOException | GeneralSecurityException failure) {
      throw new TlsException(
          "cannot read the certificate " + file + ": " + failure.getMessage(), failure);
    }
    if (chain.isEmpty()) {
      throw new TlsException("no certificate in " + file + ": set tls.certfile", null);
    }
    return chain;
  }

  private static PrivateKey key(final Path file, final String password) {
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        final PrivateKeyInfo info = keyIn(part, password, file);
        if (info != null) {
          return new JcaPEMKeyConverter().getPrivateKey(info);
        }
      }
      throw new TlsException("no private key in " + file + ": set tls.keyfile", null);
    } catch (final IOException | OperatorCreationException | PKCSException failure) {
      throw new TlsException("cannot read the key " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static PrivateKeyInfo keyIn(final Object part, final String password, final Path file)
      throws IOException, OperatorCreationException, PKCSException {
    return switch (part) {
      case PrivateKeyInfo info -> info;
      case PEMKeyPair pair -> pair.getPrivateKeyInfo();
      case PEMEncryptedKeyPair pair ->
          pair.decryptKeyPair(
                  new JcePEMDecryptorProviderBuilder().build(characters(password, file)))
              .getPrivateKeyInfo();
      case PKCS8EncryptedPrivateKeyInfo info ->
          info.decryptPrivateKeyInfo(
              new JceOpenSSLPKCS8DecryptorProviderBuilder().build(characters(password, file)));
      default -> null;
    };
  }

  private static char[] characters(final String password, final Path file) {
    if (password == null) {
      throw new TlsException("the key " + file + " is encrypted: set tls.password", null);
    }
    return password.toCharArray();
  }
}
