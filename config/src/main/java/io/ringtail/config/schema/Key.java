// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

/**
 * One key of a section: the only place that says what it is called, what it may be, what it is when
 * nobody says, and when to change it.
 *
 * @param name name in its section
 * @param kind what it may be
 * @param fallback value when the key is absent; null when it has none
 * @param unit unit of a number, empty when none
 * @param help one line: what it does; change if…
 * @param use what becomes of the value
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Key<T>(String name, Kind<T> kind, T fallback, String unit, String help, Use use) {

  /** What becomes of a value somebody wrote. */
  public sealed interface Use {
    /** It is read. */
    record Normal() implements Use {}

    /** It is read, and its absence is an error. */
    record Required() implements Use {}

    /** It is accepted, and a warning says why it changes nothing here. */
    record Ignored(String why) implements Use {}

    /** An older name: read as the other key, with a warning. */
    record Renamed(String now) implements Use {}

    /** Not in this version: an error that says so. */
    record Refused(String why) implements Use {}
  }

  public static <T> Key<T> of(
      final String name, final Kind<T> kind, final T fallback, final String help) {
    return new Key<>(name, kind, fallback, "", help, new Use.Normal());
  }

  public static <T> Key<T> required(final String name, final Kind<T> kind, final String help) {
    return new Key<>(name, kind, null, "", help, new Use.Required());
  }

  /** A key of MongooseIM that changes nothing here. */
  public static Key<Object> ignored(final String name, final String why) {
    return new Key<>(name, Kinds.anything(), null, "", why, new Use.Ignored(why));
  }

  public static Key<Object> renamed(final String name, final String now) {
    final String help = "Older name of `" + now + "`.";
    return new Key<>(name, Kinds.anything(), null, "", help, new Use.Renamed(now));
  }

  public static Key<Object> refused(final String name, final String why) {
    return new Key<>(name, Kinds.anything(), null, "", why, new Use.Refused(why));
  }

  public Key<T> in(final String newUnit) {
    return new Key<>(name, kind, fallback, newUnit, help, use);
  }

  public boolean isRead() {
    return use instanceof Use.Normal || use instanceof Use.Required;
  }

  /** A value of this key as it would stand in the file. */
  @SuppressWarnings("unchecked") // values under a key were read by its own kind
  public String print(final Object value) {
    return kind.print((T) value);
  }

  /** The default as it would stand in the file; empty when there is none. */
  public String printedFallback() {
    return fallback == null ? "" : kind.print(fallback);
  }
}
