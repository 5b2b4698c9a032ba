// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import io.ringtail.handlers.transcript.TranscriptRunner;
import io.ringtail.handlers.transcript.Transcripts;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every transcript holds on a whole node over TCP, too. */
class TranscriptsOverTcpTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> shouldFollowTheTranscriptOverTcp() {
    return Transcripts.all().stream()
        .map(
            transcript ->
                DynamicTest.dynamicTest(
                    transcript.name(),
                    () ->
                        TranscriptRunner.run(
                            transcript,
                            setup -> new TcpDriver(setup, folder.resolve(transcript.name())))));
  }
}
