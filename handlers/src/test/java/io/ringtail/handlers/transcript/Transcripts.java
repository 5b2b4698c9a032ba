// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The transcripts of this module: every {@code .txt} file in its folder, whether that lies in a
 * directory or in the test jar.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Transcripts {
  private static final String FOLDER = "/transcripts";
  private static final String ENDING = ".txt";

  private Transcripts() {}

  /** Every transcript, by name. */
  public static List<Transcript> all() {
    final URL url = Transcripts.class.getResource(FOLDER);
    if (url == null) {
      throw new IllegalStateException("there are no transcripts on the class path");
    }
    try {
      final URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return in(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return in(jar.getPath(FOLDER));
      }
    } catch (final URISyntaxException malformed) {
      throw new IllegalStateException(malformed);
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Transcript> in(final Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(Transcripts::load)
          .toList();
    }
  }

  private static Transcript load(final Path file) {
    final String name = file.getFileName().toString();
    try {
      return TranscriptParser.parse(
          name.substring(0, name.length() - ENDING.length()), Files.readString(file));
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
