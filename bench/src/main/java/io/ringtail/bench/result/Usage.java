// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.util.Map;
import java.util.SequencedMap;

/**
 * What a round cost: processes by label, and what the kernel and the wire saw.
 *
 * <p>Owner: anyone. Allocates: once per round.
 *
 * @param processes by label, {@link #SERVER} first
 * @param kernelSlabBytes slab memory at the end of the round, of the whole machine
 * @param bytesPerStanza that the generator read per delivered stanza, framing included
 * @param writesPerStanza write system calls of the server per delivered stanza
 * @param figures what only some scenarios have, such as {@code logins per second}
 */
public record Usage(
    SequencedMap<String, ProcessCost> processes,
    double kernelSlabBytes,
    double bytesPerStanza,
    double writesPerStanza,
    SequencedMap<String, Double> figures) {
  public static final String SERVER = "server";
  public static final String DATABASE = "db";
  public static final String GENERATOR = "generator";

  /**
   * One label's process tree.
   *
   * @param cpuUsPerStanza CPU microseconds per delivered stanza
   * @param coresUsed CPU seconds per second; of a generator, its utilisation
   * @param residentBytes at the end of the round
   * @param residentBytesPerSession slope over the sessions that logged in; {@code NaN} if unknown
   * @param gc pauses in the round; {@code null} where it is no JVM that tells
   */
  public record ProcessCost(
      double cpuUsPerStanza,
      double coresUsed,
      double residentBytes,
      double residentBytesPerSession,
      GcPauses gc) {}

  /** Stop-the-world pauses. */
  public record GcPauses(int count, double totalNs, double maxNs) {}

  public Usage {
    processes = Maps.ordered(processes);
    figures = Maps.ordered(figures);
  }

  /** Where nothing could be accounted, such as a remote target without the agent. */
  public static Usage unknown() {
    return new Usage(
        Maps.ordered(Map.of()), Double.NaN, Double.NaN, Double.NaN, Maps.ordered(Map.of()));
  }

  /** CPU microseconds per delivered stanza, {@code NaN} where that label was not accounted. */
  public double cpuUsPerStanza(final String label) {
    final ProcessCost cost = processes.get(label);
    return cost == null ? Double.NaN : cost.cpuUsPerStanza();
  }

  /** Resident bytes, {@code NaN} where that label was not accounted. */
  public double residentBytes(final String label) {
    final ProcessCost cost = processes.get(label);
    return cost == null ? Double.NaN : cost.residentBytes();
  }
}
