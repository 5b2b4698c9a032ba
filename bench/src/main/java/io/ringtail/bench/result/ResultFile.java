// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * A run as a JSON file: versioned, whole or absent, and read back with a clear word about what is
 * wrong with it.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class ResultFile {
  static final String FORMAT = "ringtail-lab";
  static final int VERSION = 1;

  private static final List<String> FORMAT_KEYS = List.of("format", "version");
  private static final ObjectMapper MAPPER = Json.mapper();

  private ResultFile() {}

  /** Replaces the file at once: a reader sees the old one or the new one. */
  public static void write(final LabRun run, final Path file) {
    final ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION);
    root.setAll((ObjectNode) MAPPER.valueToTree(run));
    try {
      final Path whole = file.toAbsolutePath();
      final Path scratch = whole.resolveSibling("." + whole.getFileName() + ".new");
      Files.createDirectories(whole.getParent());
      Files.writeString(scratch, MAPPER.writeValueAsString(root) + "\n", StandardCharsets.UTF_8);
      move(scratch, whole);
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void move(final Path from, final Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (final AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * @throws ResultException if the file is missing, damaged or of another version
   */
  public static LabRun read(final Path file) {
    final JsonNode root = parse(file);
    if (!root.isObject() || !FORMAT.equals(root.path("format").asText())) {
      throw new ResultException(
          file + ": this is not a result of the lab (no \"format\": \"" + FORMAT + "\")");
    }
    final int version = root.path("version").asInt(0);
    if (version != VERSION) {
      throw new ResultException(
          String.format(
              Locale.ROOT,
              "%s: written in format version %d; this lab reads version %d: %s",
              file,
              version,
              VERSION,
              version > VERSION ? "use a newer lab" : "run the scenario again"));
    }
    try {
      return MAPPER.treeToValue(((ObjectNode) root).without(FORMAT_KEYS), LabRun.class);
    } catch (final JsonMappingException e) {
      throw new ResultException(
          file + ": damaged at " + Json.place(e) + ": " + e.getOriginalMessage(), e);
    } catch (final JsonProcessingException e) {
      throw new ResultException(file + ": damaged: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode parse(final Path file) {
    try {
      return MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (final NoSuchFileException e) {
      throw new ResultException(file + ": there is no such file", e);
    } catch (final CharacterCodingException e) {
      throw new ResultException(file + ": this is not a text file", e);
    } catch (final JsonProcessingException e) {
      throw new ResultException(
          String.format(
              Locale.ROOT,
              "%s: not JSON, or cut off, at line %d column %d: %s",
              file,
              e.getLocation().getLineNr(),
              e.getLocation().getColumnNr(),
              e.getOriginalMessage()),
          e);
    } catch (final IOException e) {
      throw new ResultException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
