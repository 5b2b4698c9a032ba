// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

/**
 * What a node of some instance carries, reckoned from one measured on this machine.
 *
 * <p>Capacity goes with the cores and with their speed, and stops at the cores that were measured:
 * a node with more of them is credited only what was seen. Speed is the ratio of the two machines'
 * floors (the relay's cost of {@code bench floor}), 1 where the other was not measured.
 *
 * <p>Owner: anyone. Allocates: per call.
 *
 * @param criticalPerSecond the measured critical rate
 * @param serverCores cores the server could use while it was measured
 * @param databaseCpuShare the database's CPU per message over the server's; 0 without one
 * @param bytesPerSession resident and kernel memory of one session
 * @param speed of one core of the instance, relative to one here
 */
public record Capacity(
    double criticalPerSecond,
    int serverCores,
    double databaseCpuShare,
    double bytesPerSession,
    double speed) {
  /**
   * Share of the memory that sessions may fill: the rest is the heap's base, caches, the system.
   */
  static final double MEMORY_SHARE = 0.7;

  /** Of the critical rate per core here, for the cores that may be credited. */
  public double ratePerSecond(final Instance instance) {
    return criticalPerSecond / serverCores * creditedCores(instance) * speed;
  }

  public int creditedCores(final Instance instance) {
    return Math.min(instance.vcpus(), serverCores);
  }

  /** Whether the instance has cores nobody measured. */
  public boolean isCapped(final Instance instance) {
    return instance.vcpus() > serverCores;
  }

  public double sessions(final Instance instance) {
    return instance.memoryBytes() * MEMORY_SHARE / bytesPerSession;
  }

  /**
   * Dollars per 10⁹ delivered, for the node alone. The whole instance is paid for, also where only
   * some of its cores are credited.
   */
  public double usdPerBillion(final Instance instance) {
    return instance.usdPerBillion(ratePerSecond(instance));
  }

  /** With the database's CPU bought at the same price per core. */
  public double usdPerBillionWithDatabase(final Instance instance) {
    return usdPerBillion(instance) * (1 + databaseCpuShare);
  }
}
