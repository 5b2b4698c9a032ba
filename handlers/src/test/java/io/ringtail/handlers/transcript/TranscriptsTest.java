// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every transcript holds on a node in process. */
final class TranscriptsTest {
  @TestFactory
  Stream<DynamicTest> shouldFollowTheTranscript() {
    return Transcripts.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> TranscriptRunner.run(Transcripts.load(name), InProcessDriver::new)));
  }

  @Test
  void shouldListEveryTranscriptFile() throws IOException, URISyntaxException {
    final URI index = TranscriptsTest.class.getResource("/transcripts/index").toURI();
    try (Stream<Path> files = Files.list(Path.of(index).getParent())) {
      final List<String> present =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt"))
              .map(name -> name.substring(0, name.length() - ".txt".length()))
              .sorted()
              .toList();

      assertEquals(present, Transcripts.names().stream().sorted().toList());
    }
  }
}
