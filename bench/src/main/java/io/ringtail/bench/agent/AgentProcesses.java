// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.agent;

import io.ringtail.bench.scenario.TargetException;
import io.ringtail.bench.usage.GcLook;
import io.ringtail.bench.usage.Processes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The processes that a listening agent accounts for under one label.
 *
 * <p>Owner: main thread. Allocates: per look. Throws {@link TargetException} when the agent is
 * gone.
 */
public final class AgentProcesses implements Processes {
  private final InetSocketAddress agent;
  private final String label;

  private AgentProcesses(final InetSocketAddress agent, final String label) {
    this.agent = agent;
    this.label = label;
  }

  /** All labels that the agent knows, in its order. */
  public static SequencedMap<String, Processes> of(final InetSocketAddress agent) {
    final SequencedMap<String, Processes> found = new LinkedHashMap<>();
    ask(agent, false).keySet().forEach(label -> found.put(label, new AgentProcesses(agent, label)));
    return found;
  }

  private static SequencedMap<String, AgentLook> ask(
      final InetSocketAddress agent, final boolean collectors) {
    try {
      return AgentLook.ask(agent, collectors);
    } catch (final IOException e) {
      throw new TargetException(e.getMessage());
    }
  }

  private AgentLook ask(final boolean collectors) {
    final AgentLook look = ask(agent, collectors).get(label);
    if (look == null) {
      throw new TargetException("agent " + agent + " does not know '" + label + "' any more");
    }
    return look;
  }

  @Override
  public Look look() {
    final AgentLook look = ask(false);
    return new Look(
        look.cpuSeconds(),
        look.residentBytes(),
        look.writtenBytes(),
        look.writes(),
        look.diskBytes(),
        look.slabBytes(),
        look.processes());
  }

  @Override
  public Optional<GcLook> collectors() {
    final AgentLook look = ask(true);
    return look.gcCount() == 0 && look.gcSeconds() == 0
        ? Optional.empty()
        : Optional.of(new GcLook(look.gcCount(), look.gcSeconds()));
  }

  @Override
  public boolean isAlive() {
    return ask(false).alive();
  }

  @Override
  public boolean isHere() {
    return false;
  }
}
