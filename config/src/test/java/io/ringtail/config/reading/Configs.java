// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Problems;
import io.ringtail.config.settings.NodeSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads configurations for tests.
 *
 * <p>Owner: the test. Allocates: per call.
 */
final class Configs {
  private Configs() {}

  static ConfigLoader loader() {
    return new ConfigLoader(FakeFeature.all());
  }

  static ConfigRequest resource(final String name) {
    try {
      return ConfigRequest.of(Path.of(Configs.class.getResource("/mongooseim/" + name).toURI()));
    } catch (final URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Settings of a configuration that must be right. */
  static NodeSettings settings(final ConfigRequest request) {
    final ConfigLoader.Loaded loaded = loader().load(request);
    if (loaded.problems().hasErrors()) {
      throw new AssertionError(loaded.problems().errors().toString());
    }
    return loaded.settings();
  }

  static ConfigRequest file(final Path folder, final String text) throws IOException {
    return ConfigRequest.of(Files.writeString(folder.resolve("node.toml"), text));
  }

  /** What is wrong, without the name of the file's folder. */
  static List<String> errors(final Path folder, final String text) throws IOException {
    return plain(loader().load(file(folder, text)).problems().errors(), folder);
  }

  static List<String> warnings(final Path folder, final String text) throws IOException {
    return plain(loader().load(file(folder, text)).problems().warnings(), folder);
  }

  static List<String> plain(final List<Problems.Problem> problems, final Path folder) {
    return problems.stream()
        .map(problem -> problem.toString().replace(folder.toString() + "/", ""))
        .toList();
  }
}
