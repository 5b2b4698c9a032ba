// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The text form of SCRAM keys.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class ScramTextTest {
  private static final byte[] SALT = {1, 2, 3};

  private static StoredPassword.Scram keysOf(final String clear, final int iterations) {
    return new StoredPassword.Scram(
        Stream.of(ScramHash.values())
            .map(hash -> ScramMath.derive(hash, clear, SALT, iterations))
            .toList());
  }

  @Test
  void shouldReadWhatItWrote() {
    final String line = ScramText.write(keysOf("pencil", 7));

    final StoredPassword.Scram read = ScramText.read(line).orElseThrow();

    assertEquals(line, ScramText.write(read));
    assertEquals(3, read.keys().size());
    assertTrue(read.keys().stream().allMatch(keys -> Passwords.verifyKeys(keys, "pencil")));
  }

  @Test
  void shouldWriteTheFirstHashWithThreeSigns() {
    final String line = ScramText.write(keysOf("pencil", 7));

    assertTrue(line.startsWith("==MULTI_SCRAM==,7,===SHA1===AQID|"), line);
    assertTrue(line.contains(",==SHA256==AQID|") && line.contains(",==SHA512==AQID|"), line);
  }

  @Test
  void shouldKeepDifferentIterationCounts() {
    final StoredPassword.Scram mixed =
        new StoredPassword.Scram(
            List.of(
                ScramMath.derive(ScramHash.SHA_1, "pencil", SALT, 5),
                ScramMath.derive(ScramHash.SHA_512, "pencil", SALT, 9)));

    final StoredPassword.Scram read = ScramText.read(ScramText.write(mixed)).orElseThrow();

    assertEquals(5, read.find(ScramHash.SHA_1).orElseThrow().iterations());
    assertEquals(9, read.find(ScramHash.SHA_512).orElseThrow().iterations());
  }

  @Test
  void shouldLeaveOutHashesItDoesNotKnow() {
    final String line = ScramText.write(keysOf("pencil", 7));
    final String longer = line.replace(",==SHA256==", ",==SHA224==AQID|AQID|AQID,==SHA256==");

    assertEquals(line, ScramText.write(ScramText.read(longer).orElseThrow()));
  }

  @Test
  void shouldReadTheOlderForm() {
    final ScramKeys keys = ScramMath.derive(ScramHash.SHA_1, "pencil", SALT, 4096);
    final String[] fields = ScramText.write(new StoredPassword.Scram(List.of(keys))).split("\\|");

    final String line = "==SCRAM==," + fields[1] + ',' + fields[2] + ",AQID,4096";

    final ScramKeys read = ScramText.read(line).orElseThrow().keys().getFirst();
    assertTrue(Passwords.verifyKeys(read, "pencil"));
    assertEquals(4096, read.iterations());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "==MULTI_SCRAM==,",
        "==MULTI_SCRAM==,x,===SHA1===AQID|AQID|AQID",
        "==MULTI_SCRAM==,7,===SHA1===AQID|AQID|AQID",
        "==MULTI_SCRAM==,7,===SHA1===AQID|AQID",
        "==MULTI_SCRAM==,7,===SHA1===!|!|!",
        "==SCRAM==,AQID,AQID,AQID",
        "==SCRAM==,AQID,AQID,AQID,0"
      })
  void shouldReadNothingFromDamagedText(final String line) {
    assertEquals(Optional.empty(), ScramText.read(line));
  }
}
