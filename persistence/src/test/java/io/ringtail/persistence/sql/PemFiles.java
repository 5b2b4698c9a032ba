// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key and its self-signed certificate in the files PostgreSQL reads; made by the JDK's keytool.
 *
 * <p>Owner: the test's thread. Allocates: at start.
 */
record PemFiles(Path key, Path certificate) {
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  static PemFiles selfSigned(final Path folder, final String name, final String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    final Path store = folder.resolve(name + ".p12");
    keytool(store, host);
    final KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD);
    final Path key = folder.resolve(name + ".key");
    final Path certificate = folder.resolve(name + ".crt");
    write(key, "PRIVATE KEY", keys.getKey("key", STORE_PASSWORD).getEncoded());
    write(certificate, "CERTIFICATE", keys.getCertificate("key").getEncoded());
    return new PemFiles(key, certificate);
  }

  private static void keytool(final Path store, final String host)
      throws IOException, InterruptedException {
    final Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-validity",
                "10",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(STORE_PASSWORD),
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
  }

  private static void write(final Path file, final String kind, final byte[] der)
      throws IOException {
    final String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
