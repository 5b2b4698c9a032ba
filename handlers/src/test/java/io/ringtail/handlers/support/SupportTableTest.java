// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.transcript.Transcript;
import io.ringtail.handlers.transcript.Transcripts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SupportTableTest {
  @Test
  void shouldShowEverySpecificationInATranscript() {
    final List<Transcript> transcripts = Transcripts.all();
    for (final Feature feature : HostTypes.discover()) {
      for (final Spec spec : feature.specs()) {
        assertTrue(SupportTable.isShown(spec, transcripts), () -> "no transcript of " + spec);
      }
    }
  }

  @Test
  void shouldDeclareEachFeatureCompletely() {
    for (final Feature feature : HostTypes.discover()) {
      assertTrue(feature.module().startsWith("mod_"), feature.module());
      assertFalse(feature.specs().isEmpty(), feature.module());
      final Set<String> names = new HashSet<>();
      for (final Option<?> option : feature.options()) {
        assertTrue(names.add(option.name()), option.name());
        assertFalse(option.help().isEmpty(), option.name());
      }
    }
  }

  @Test
  void shouldReplaceWhatStandsBetweenTheMarkers() {
    final String readme = "a\n" + SupportTable.BEGIN + "\nold\n" + SupportTable.END + "\nb\n";

    final String current = SupportTable.replaceIn(readme);

    assertTrue(current.contains("| XEP-0199 | 2.0.1 | XMPP Ping | `mod_ping` | on | "), current);
    assertTrue(current.contains("| `mod_register` | off | "), current);
    assertFalse(current.contains("old"));
    assertTrue(current.startsWith("a\n") && current.endsWith("\nb\n"));
    assertEquals(current, SupportTable.replaceIn(current));
  }

  @Test
  void shouldRefuseAReadmeWithoutMarkers() {
    assertThrows(IllegalArgumentException.class, () -> SupportTable.replaceIn("# Ringtail"));
  }
}
