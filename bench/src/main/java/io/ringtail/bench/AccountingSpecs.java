// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.agent.AgentProcesses;
import io.ringtail.bench.scenario.TargetException;
import io.ringtail.bench.usage.ProcessTree;
import io.ringtail.bench.usage.Processes;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Option;

/**
 * The options that say whose CPU and memory is counted, here and on other machines.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
public final class AccountingSpecs {
  @Option(
      names = "--pid",
      split = ",",
      paramLabel = "[[TARGET/]LABEL=]PID",
      description = {
        "Processes of a server on this machine, with their children: server=123,db=456.",
        "Without TARGET/ they are the first target's; without a label, its server."
      })
  private List<String> pids = new ArrayList<>();

  @Option(
      names = "--agent",
      paramLabel = "[TARGET=]HOST:PORT",
      description = {
        "A listening agent beside a server on another machine, which accounts for it there:",
        "'java Agent.java --pid server=123 --listen 7070', reached through a tunnel."
      })
  private List<String> agents = new ArrayList<>();

  /**
   * The processes by target name and label; a label may name several.
   *
   * @param targets names of all
   */
  Map<String, SequencedMap<String, Processes>> processes(final List<String> targets) {
    final Map<String, SequencedMap<String, Processes>> all = new LinkedHashMap<>();
    local(targets)
        .forEach(
            (target, labels) ->
                labels.forEach((label, roots) -> add(all, target, label, tree(label, roots))));
    for (final String spec : agents) {
      final int equals = spec.indexOf('=');
      final String target =
          known(targets, "--agent " + spec, equals < 0 ? null : spec.substring(0, equals));
      AgentProcesses.of(address(spec, spec.substring(equals + 1)))
          .forEach((label, processes) -> add(all, target, label, processes));
    }
    return all;
  }

  private static void add(
      final Map<String, SequencedMap<String, Processes>> all,
      final String target,
      final String label,
      final Processes processes) {
    if (all.computeIfAbsent(target, name -> new LinkedHashMap<>()).put(label, processes) != null) {
      throw new TargetException(
          "both --pid and --agent, or two agents, account for '" + label + "' of " + target);
    }
  }

  private Map<String, SequencedMap<String, List<Long>>> local(final List<String> targets) {
    final Map<String, SequencedMap<String, List<Long>>> roots = new LinkedHashMap<>();
    for (final String spec : pids) {
      final int slash = spec.indexOf('/');
      final String target =
          known(targets, "--pid " + spec, slash < 0 ? null : spec.substring(0, slash));
      final String rest = spec.substring(slash + 1);
      final int equals = rest.indexOf('=');
      final String label = equals < 0 ? "server" : rest.substring(0, equals);
      roots
          .computeIfAbsent(target, name -> new LinkedHashMap<>())
          .computeIfAbsent(label, name -> new ArrayList<>())
          .add(pid(spec, rest.substring(equals + 1)));
    }
    return roots;
  }

  /** The target named, or the first where none is. */
  private static String known(final List<String> targets, final String spec, final String name) {
    final String target = name == null ? targets.get(0) : name;
    if (!targets.contains(target)) {
      throw new TargetException(spec + ": there is no target '" + target + "'");
    }
    return target;
  }

  private static InetSocketAddress address(final String spec, final String text) {
    final int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new TargetException("--agent " + spec + ": must be [TARGET=]HOST:PORT");
    }
    return new InetSocketAddress(
        text.substring(0, colon), Math.min(Integer.parseInt(text.substring(colon + 1)), 65_535));
  }

  private static ProcessTree tree(final String label, final List<Long> roots) {
    try {
      return new ProcessTree(roots);
    } catch (final IllegalArgumentException e) {
      throw new TargetException("--pid " + label + ": " + e.getMessage());
    }
  }

  private static long pid(final String spec, final String text) {
    try {
      return Long.parseLong(text);
    } catch (final NumberFormatException e) {
      throw new TargetException("--pid " + spec + ": must be [[TARGET/]LABEL=]PID");
    }
  }
}
