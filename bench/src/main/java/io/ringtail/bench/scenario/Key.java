// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every key a scenario file may have, with what it means: declared here and nowhere else.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum Key {
  KIND("kind", "", "what is done; the name of a scenario that is shipped"),
  ABOUT("about", "", "one sentence for the reader of the report"),

  USERS("population.users", 1000, 1, 2_000_000, "sessions that are online"),
  PRESENCE("population.presence", true, "whether they send available presence"),
  PARALLEL(
      "population.parallel", 64, 1, 10_000, "logins under way at a time while they come online"),

  MODEL(
      "load.model", "open", "open: by schedule; closed: a fixed number under way, for the maximum"),
  ARRIVALS("load.arrivals", "poisson", "poisson or even; of an open loop"),
  RATE("load.rate", 1000.0, 0.001, 1e8, "operations per second, all sessions together"),
  UNDER_WAY("load.under_way", 1, 1, 100_000, "of a closed loop, per pair of sessions"),
  BODY_BYTES("load.body_bytes", 120, 46, 60_000, "length of a message's body"),
  ADDRESS("load.address", "full", "full or bare: the address messages are sent to"),

  WARM_UP_S("phases.warm_up_s", 5.0, 0.0, 3600, "seconds before the measured window, at least"),
  WARM_UP_MAX_S("phases.warm_up_max_s", 30.0, 0.0, 3600, "seconds by which it must be steady"),
  MEASURE_S("phases.measure_s", 20.0, 0.2, 86_400, "seconds of the measured window"),
  DRAIN_S("phases.drain_s", 10.0, 0.1, 3600, "seconds to wait for what is still under way"),
  REPEATS("phases.repeats", 3, 1, 1000, "windows per target; targets take turns"),
  LATE_AFTER_MS("phases.late_after_ms", 1000.0, 0.001, 1e7, "messages later than this are counted"),

  ROOM_SIZE("rooms.size", 5, 2, 100_000, "occupants of a room"),
  PAGE("lookup.page", 5, 1, 250, "entries asked for per page"),
  PREFILL("lookup.prefill", 20, 0, 10_000, "messages in each archive before it begins"),
  CONTACTS("roster.contacts", 20, 1, 10_000, "subscribed contacts of each user"),
  RESUME("storm.resume", false, "whether streams are resumed (XEP-0198)"),
  SLOW_SHARE("slow.share", 0.05, 0.0, 0.9, "share of the sessions that do not read"),
  DOMAINS("domains.count", 1, 1, 100_000, "domains; {d} in the target's domain is the number"),
  MIX_MESSAGE("mix.message", 80, 0, 1_000_000, "weight of messages"),
  MIX_MAM("mix.mam", 5, 0, 1_000_000, "weight of archive pages"),
  MIX_INBOX("mix.inbox", 10, 0, 1_000_000, "weight of inbox pages"),
  MIX_PRESENCE("mix.presence", 5, 0, 1_000_000, "weight of presence changes");

  private final String path;
  private final Object byDefault;
  private final double lowest;
  private final double highest;
  private final String help;

  Key(final String path, final Object byDefault, final String help) {
    this(path, byDefault, 0, 0, help);
  }

  Key(
      final String path,
      final Object byDefault,
      final double lowest,
      final double highest,
      final String help) {
    this.path = path;
    this.byDefault = byDefault;
    this.lowest = lowest;
    this.highest = highest;
    this.help = help;
  }

  /** As it stands in a file: {@code table.key}. */
  public String path() {
    return path;
  }

  public Object byDefault() {
    return byDefault;
  }

  public String help() {
    return help;
  }

  static Optional<Key> of(final String path) {
    return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
  }

  /** The value as this key keeps it; throws with what it must be. */
  Object check(final Object value) {
    return switch (byDefault) {
      case String _ -> word(value);
      case Boolean _ -> {
        if (value instanceof Boolean) {
          yield value;
        }
        throw new IllegalArgumentException("must be true or false");
      }
      case Integer _ -> {
        if (!(value instanceof Long given) || given < lowest || given > highest) {
          throw new IllegalArgumentException(
              "must be a whole number from " + (long) lowest + " to " + (long) highest);
        }
        yield given.intValue();
      }
      default -> {
        if (!(value instanceof Number given)
            || !(given.doubleValue() >= lowest && given.doubleValue() <= highest)) {
          throw new IllegalArgumentException("must be a number from " + lowest + " to " + highest);
        }
        yield given.doubleValue();
      }
    };
  }

  private Object word(final Object value) {
    final String[] allowed =
        switch (this) {
          case MODEL -> new String[] {"open", "closed"};
          case ARRIVALS -> new String[] {"poisson", "even"};
          case ADDRESS -> new String[] {"full", "bare"};
          case KIND -> Arrays.stream(Kind.values()).map(Kind::word).toArray(String[]::new);
          default -> new String[0];
        };
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException("must be a text in quotes");
    }
    if (allowed.length > 0 && !Arrays.asList(allowed).contains(text)) {
      throw new IllegalArgumentException("must be one of " + String.join(", ", allowed));
    }
    return text;
  }
}
