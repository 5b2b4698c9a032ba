// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One look at everything that is accounted in a window: the target's processes by label, the
 * machine, this JVM.
 *
 * @param trees by label
 * @param gc of the labels that are JVMs and tell
 * @param self this JVM's own CPU, its compiler threads too
 *     <p>Owner: main thread. Allocates: per look.
 */
public record Accounts(
    SequencedMap<String, Processes.Look> trees,
    Map<String, GcLook> gc,
    MachineUsage machine,
    double selfSeconds,
    long atNs) {

  /** Garbage collectors are asked before or after the window: asking costs the server CPU. */
  public static Accounts look(
      final SequencedMap<String, Processes> processes, final Map<String, GcLook> gc) {
    final SequencedMap<String, Processes.Look> trees = new LinkedHashMap<>();
    processes.forEach((label, tree) -> trees.put(label, tree.look()));
    return new Accounts(
        trees,
        gc,
        MachineUsage.look(),
        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9,
        System.nanoTime());
  }

  /** The collectors of those processes that are a JVM. */
  public static Map<String, GcLook> collectors(final Map<String, Processes> processes) {
    final Map<String, GcLook> looks = new LinkedHashMap<>();
    processes.forEach((label, tree) -> tree.collectors().ifPresent(gc -> looks.put(label, gc)));
    return looks;
  }
}
