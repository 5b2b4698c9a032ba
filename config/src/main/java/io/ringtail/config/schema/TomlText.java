// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import org.tomlj.Toml;

/**
 * Writes texts and keys as TOML.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class TomlText {
  private TomlText() {}

  public static String quote(final String text) {
    return "\"" + Toml.tomlEscape(text) + "\"";
  }

  /** A key as it stands in a file: quoted only when it must be. */
  public static String key(final String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : quote(name);
  }
}
