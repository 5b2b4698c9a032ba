// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every transcript holds on a node in process. */
final class TranscriptsTest {
  @TestFactory
  Stream<DynamicTest> shouldFollowTheTranscript() {
    return Transcripts.all().stream()
        .map(
            transcript ->
                DynamicTest.dynamicTest(
                    transcript.name(),
                    () -> TranscriptRunner.run(transcript, InProcessDriver::new)));
  }

  @Test
  void shouldSayInEachTranscriptWhatItShows() {
    for (final Transcript transcript : Transcripts.all()) {
      assertFalse(transcript.specs().isEmpty(), transcript.name());
    }
  }
}
