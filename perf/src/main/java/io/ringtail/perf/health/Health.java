// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The node's checks and what they found last: what is red, since when, and what to do.
 *
 * <p>Owner: the sampler looks once a second; anyone adds checks and reads. Allocates: per look.
 */
public final class Health {
  /** A check; quick, and never waiting for anybody. */
  @FunctionalInterface
  public interface Check {
    Finding look();
  }

  /**
   * A finding with its name and the time it began.
   *
   * @param sinceMs epoch milliseconds since when the level is what it is
   */
  public record Fact(String name, Finding finding, long sinceMs) {}

  private record Named(String name, Check check) {}

  private final List<Named> checks = new CopyOnWriteArrayList<>();
  private volatile List<Fact> facts = List.of();

  public void add(final String name, final Check check) {
    checks.add(new Named(name, check));
  }

  /** Runs every check. A check that fails is a finding of its own. */
  public void look(final long nowMs) {
    final List<Fact> before = facts;
    final List<Fact> found = new ArrayList<>();
    for (final Named each : checks) {
      final Finding finding = find(each.check());
      found.add(new Fact(each.name(), finding, since(each.name(), finding, before, nowMs)));
    }
    facts = List.copyOf(found);
  }

  private static Finding find(final Check check) {
    try {
      return check.look();
    } catch (final RuntimeException fault) {
      return Finding.warn("this check failed: " + fault, "Report it: it is a fault of Ringtail.");
    }
  }

  private static long since(
      final String name, final Finding finding, final List<Fact> before, final long nowMs) {
    return before.stream()
        .filter(fact -> fact.name().equals(name) && fact.finding().level() == finding.level())
        .map(Fact::sinceMs)
        .findFirst()
        .orElse(nowMs);
  }

  /** As found last, in the order the checks were added. */
  public List<Fact> facts() {
    return facts;
  }

  /** Whether new clients should be sent here; not before the first look. */
  public boolean isReady() {
    return !facts.isEmpty() && facts.stream().noneMatch(fact -> fact.finding().stopsReady());
  }

  /** Why not, one sentence each; empty when ready. */
  public List<String> reasons() {
    return facts.stream()
        .filter(fact -> fact.finding().stopsReady())
        .map(fact -> fact.name() + ": " + fact.finding().text())
        .toList();
  }

  /** The worst level found. */
  public Level worst() {
    return facts.stream()
        .map(fact -> fact.finding().level())
        .max(Level::compareTo)
        .orElse(Level.OK);
  }

  /** A number that must stay below a bound. */
  public static Check below(
      final Supplier<Double> value,
      final double warnAt,
      final double badAt,
      final String what,
      final String advice) {
    return () -> {
      final double now = value.get();
      final String text = String.format(Locale.ROOT, what, now);
      if (now < warnAt) {
        return Finding.ok(text);
      }
      return now < badAt ? Finding.warn(text, advice) : Finding.bad(text, advice);
    };
  }
}
