// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path folder;

  @Test
  void shouldKeepTheCertificateOverRestarts() {
    final String first =
        SelfSigned.of(folder, List.of("a.example", "b.example"), NOW).fingerprint();
    assertEquals(
        first, SelfSigned.of(folder, List.of("b.example", "a.example"), NOW).fingerprint());
  }

  @Test
  void shouldMakeAnotherWhenTheHostsChange() {
    final String first = SelfSigned.of(folder, List.of("a.example"), NOW).fingerprint();
    assertNotEquals(
        first, SelfSigned.of(folder, List.of("a.example", "c.example"), NOW).fingerprint());
  }

  @Test
  void shouldMakeAnotherBeforeItExpires() {
    final String first = SelfSigned.of(folder, List.of("a.example"), NOW).fingerprint();
    final Instant later = NOW.plus(Duration.ofDays(3640));
    assertNotEquals(first, SelfSigned.of(folder, List.of("a.example"), later).fingerprint());
  }

  @Test
  void shouldKeepTheKeyFromOthers() throws Exception {
    SelfSigned.of(folder, List.of("a.example"), NOW);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve(SelfSigned.FILE_NAME))));
  }

  @Test
  void shouldNameEveryHost() throws Exception {
    final ServerCertificate made = SelfSigned.of(folder, List.of("a.example", "b.example"), NOW);
    final String names = made.own().getSubjectAlternativeNames().toString();
    assertTrue(names.contains("a.example") && names.contains("b.example"), names);
  }

  @Test
  void shouldNameAnAddressAsAnAddress() throws Exception {
    final List<String> hosts = List.of("192.0.2.7", "[2001:db8::7]");
    final ServerCertificate made = SelfSigned.of(folder, hosts, NOW);
    final String names = made.own().getSubjectAlternativeNames().toString();
    assertTrue(names.contains("[7, 192.0.2.7]"), names);
    assertTrue(names.contains("[7, 2001:db8:0:0:0:0:0:7]"), names);
    assertEquals(made.fingerprint(), SelfSigned.of(folder, hosts, NOW).fingerprint());
  }

  @Test
  void shouldSayWhichFileIsMissing() {
    final TlsException refusal =
        assertThrows(
            TlsException.class, () -> PemFiles.read(folder.resolve("none.pem"), null, null));
    assertTrue(refusal.getMessage().contains("none.pem"), refusal.getMessage());
  }
}
