// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate a node makes for itself on its first start, and keeps until its hosts change.
 *
 * <pre>
 *   data folder:  tls-selfsigned.pem   certificate and key, readable by the owner only
 * </pre>
 *
 * <p>Owner: the thread that starts the node, stateless. Allocates: per call.
 */
public final class SelfSigned {
  static final String FILE_NAME = "tls-selfsigned.pem";

  private static final Duration VALIDITY = Duration.ofDays(3650);
  private static final Duration SKEW = Duration.ofDays(1);
  private static final Duration REMAKE_BEFORE = Duration.ofDays(30);
  // RFC 6120 §13.7.1.2 and RFC 4985
  private static final ASN1ObjectIdentifier XMPP_ADDRESS =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");
  private static final ASN1ObjectIdentifier SRV_NAME =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7");
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int MAX_COMMON_NAME = 64;

  private SelfSigned() {}

  /**
   * The folder's certificate for these hosts, made when it is missing, near its end or for others.
   */
  public static ServerCertificate of(
      final Path dataFolder, final Collection<String> hosts, final Instant now) {
    final Path file = dataFolder.resolve(FILE_NAME);
    if (Files.exists(file)) {
      final ServerCertificate kept = PemFiles.read(file, null, null);
      if (names(kept.own()).equals(ascii(hosts))
          && kept.own().getNotAfter().toInstant().isAfter(now.plus(REMAKE_BEFORE))) {
        return kept;
      }
    }
    final ServerCertificate made = make(hosts, now);
    save(file, PemFiles.write(made));
    return made;
  }

  private static ServerCertificate make(final Collection<String> hosts, final Instant now) {
    try {
      final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      final KeyPair pair = generator.generateKeyPair();
      final X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder(hosts, pair, now)
                      .build(
                          new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
      return new ServerCertificate(List.of(certificate), pair.getPrivate());
    } catch (final GeneralSecurityException | OperatorCreationException | IOException failure) {
      throw new TlsException("cannot make a self-signed certificate", failure);
    }
  }

  private static X509v3CertificateBuilder builder(
      final Collection<String> hosts, final KeyPair pair, final Instant now)
      throws CertIOException {
    final String first = hosts.iterator().next();
    final X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.CN, first.length() > MAX_COMMON_NAME ? "ringtail" : first)
            .build();
    return new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(SKEW)),
            Date.from(now.plus(VALIDITY)),
            name,
            pair.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .addExtension(Extension.subjectAlternativeName, false, alternativeNames(hosts));
  }

  private static GeneralNames alternativeNames(final Collection<String> hosts) {
    final List<GeneralName> names = new ArrayList<>();
    for (final String host : hosts) {
      final String ascii = ascii(host);
      if (isIp(host)) { // RFC 5280 §4.2.1.6: what clients look for when they connect to an address
        names.add(new GeneralName(GeneralName.iPAddress, ascii));
      } else {
        names.add(new GeneralName(GeneralName.dNSName, ascii));
        names.add(other(SRV_NAME, new DERIA5String("_xmpp-client." + ascii)));
      }
      names.add(other(XMPP_ADDRESS, new DERUTF8String(host)));
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static GeneralName other(
      final ASN1ObjectIdentifier type, final org.bouncycastle.asn1.ASN1Encodable value) {
    final ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(type);
    parts.add(new DERTaggedObject(true, 0, value));
    return new GeneralName(GeneralName.otherName, new DERSequence(parts));
  }

  private static Set<String> names(final X509Certificate certificate) {
    final Set<String> names = new TreeSet<>();
    try {
      final Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (final List<?> name : all) {
          if (name.getFirst().equals(DNS_NAME)) {
            names.add((String) name.get(1));
          } else if (name.getFirst().equals(IP_ADDRESS)) {
            names.add(ascii((String) name.get(1)));
          }
        }
      }
    } catch (final GeneralSecurityException unreadable) {
      return Set.of();
    }
    return names;
  }

  private static Set<String> ascii(final Collection<String> hosts) {
    final Set<String> names = new TreeSet<>();
    hosts.forEach(host -> names.add(ascii(host)));
    return names;
  }

  private static String ascii(final String host) {
    return isIp(host)
        ? NetUtil.toAddressString(NetUtil.createInetAddressFromIpAddressString(bare(host)))
        : java.net.IDN.toASCII(host, java.net.IDN.ALLOW_UNASSIGNED);
  }

  private static boolean isIp(final String host) {
    return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(bare(host));
  }

  /** A domain writes an IPv6 address in brackets (RFC 7622 §3.2). */
  private static String bare(final String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Written beside and moved: nobody ever sees half a key, nor a key others may read. */
  private static void save(final Path file, final String pem) {
    final Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(beside);
      Files.createFile(
          beside,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(beside, pem.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (final IOException failure) {
      throw new TlsException(
          "cannot write " + file + ": " + failure.getMessage() + "; make the data folder writable",
          failure);
    }
  }
}
