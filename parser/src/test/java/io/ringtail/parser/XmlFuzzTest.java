// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Coverage-guided search for bytes that break the invariants.
 *
 * <p>A normal test run replays the committed inputs beside this class's resources. To search, one
 * target at a time:
 *
 * <pre>
 *   JAZZER_FUZZ=1 mvn -B -pl parser -am test -Dsurefire.failIfNoSpecifiedTests=false \
 *       -Dtest='XmlFuzzTest#shouldKeepTheInvariantsOfStanzas*'
 * </pre>
 *
 * <p>It ends after the ten minutes given below; new inputs are kept in {@code
 * parser/.cifuzz-corpus}, a finding is written beside the committed inputs and thereby becomes a
 * regression test.
 */
class XmlFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void shouldKeepTheInvariantsOfStanzas(final byte[] bytes) {
    new Invariants().checkStanza(bytes);
  }

  @FuzzTest(maxDuration = "10m")
  void shouldKeepTheInvariantsOfFrames(final byte[] bytes) {
    final SplittableRandom random = new SplittableRandom(bytes.length);
    new Invariants().checkFrames(bytes, () -> 1 + random.nextInt(20));
  }

  @FuzzTest(maxDuration = "10m")
  void shouldKeepTheInvariantsOfAddresses(final byte[] bytes) {
    JidInvariants.check(new String(bytes, StandardCharsets.UTF_8));
  }
}
