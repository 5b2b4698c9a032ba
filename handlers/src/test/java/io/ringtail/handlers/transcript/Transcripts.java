// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The transcripts of this module, found by the list that lies beside them (resources of a jar can
 * not be listed).
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Transcripts {
  private static final String FOLDER = "/transcripts/";

  private Transcripts() {}

  /** Every transcript, in the order of the list. */
  public static List<Transcript> all() {
    return names().stream().map(Transcripts::load).toList();
  }

  static List<String> names() {
    return read("index").lines().filter(line -> !line.isBlank()).toList();
  }

  public static Transcript load(final String name) {
    return TranscriptParser.parse(name, read(name + ".txt"));
  }

  private static String read(final String file) {
    try (InputStream in = Transcripts.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no transcript " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
