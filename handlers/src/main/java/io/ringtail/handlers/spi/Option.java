// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import java.util.List;

/**
 * One option of a feature: a key of its {@code [modules.mod_…]} section, declared where it is used.
 *
 * @param name key in the section; a dot makes a sub-table
 * @param kind what values are allowed
 * @param defaultValue used when the key is absent; of the kind's Java type
 * @param unit unit of a number, empty when none
 * @param help one line: what it does and when to change it
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Option<T>(String name, Kind<T> kind, T defaultValue, String unit, String help) {

  /** What a value may be; the Java type is what {@link Options#get} returns. */
  public sealed interface Kind<T> {}

  /** true or false. */
  public record Flag() implements Kind<Boolean> {}

  /** A whole number within bounds, both included. */
  public record Whole(long min, long max) implements Kind<Long> {}

  /** Any text. */
  public record Text() implements Kind<String> {}

  /** One of the given words. */
  public record OneOf(List<String> words) implements Kind<String> {}

  /** A list of some of the given words. */
  public record SomeOf(List<String> words) implements Kind<List<String>> {}

  /** A list of texts. */
  public record Texts() implements Kind<List<String>> {}

  /**
   * A list of tables of texts and numbers-as-text, such as {@code ip_access}; keys not named are
   * errors. A value that is a list of texts arrives as its texts joined by line feeds.
   */
  public record Tables(List<String> keys) implements Kind<List<java.util.Map<String, String>>> {}
}
