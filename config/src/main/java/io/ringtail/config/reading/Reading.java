// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Problems;
import io.ringtail.config.schema.Values;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the readers of all sections share: the problems, and the folder file names are relative to.
 *
 * @param folder folder of the configuration file
 *     <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
record Reading(Problems problems, Path folder) {
  /** The file a key names, or null; a file that cannot be read is reported. */
  Path file(final Values values, final Key<String> key) {
    final String name = values.get(key);
    if (name == null) {
      return null;
    }
    final Path file = folder.resolve(name);
    if (!Files.isReadable(file)) {
      final String path = values.path() + "." + key.name();
      problems.error(values.originOf(key), path + ": cannot read the file " + file);
    }
    return file;
  }

  void error(final Values values, final Key<?> key, final String text) {
    problems.error(values.originOf(key), values.path() + "." + key.name() + " " + text);
  }

  void warning(final Values values, final Key<?> key, final String text) {
    final String space = text.startsWith(":") ? "" : " ";
    problems.warning(values.originOf(key), values.path() + "." + key.name() + space + text);
  }
}
