// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.util.List;

/**
 * The agents of one thread, run in stage order, so that a slot passes all of them in one cycle.
 *
 * <p>Owner: the thread that runs it. Allocates: never after start.
 *
 * @param <S> the slot
 */
final class AgentGroup<S> {
  private final List<StageAgent<S>> agents;
  private final DutyCycle dutyCycle;

  AgentGroup(final List<StageAgent<S>> agents, final DutyCycle dutyCycle) {
    this.agents = List.copyOf(agents);
    this.dutyCycle = dutyCycle;
  }

  String roleName() {
    return String.join("-", agents.stream().map(StageAgent::roleName).toList());
  }

  void onStart() {
    for (final StageAgent<S> agent : agents) {
      agent.onStart();
    }
  }

  /** One duty cycle of every agent; the work done. */
  int cycle() {
    dutyCycle.start();
    int work = 0;
    for (int i = 0; i < agents.size(); i++) {
      final StageAgent<S> agent = agents.get(i);
      final int done = agent.doWork();
      if (done > 0) {
        dutyCycle.lap(agent.longestCycle());
        work += done;
      }
    }
    return work;
  }

  /** False while any stage holds slots back. */
  boolean isReady() {
    for (int i = 0; i < agents.size(); i++) {
      if (!agents.get(i).isReady()) {
        return false;
      }
    }
    return true;
  }

  void onClose() {
    for (final StageAgent<S> agent : agents) {
      agent.onClose();
    }
  }
}
