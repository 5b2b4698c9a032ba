// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.settings;

import java.nio.file.Path;

/**
 * {@code [perf]}: what operators look at.
 *
 * @param http the dashboard's port
 * @param recording whether stages are timed
 * @param sampleEvery one stanza in so many is timed
 * @param log the {@code .hlog} files
 * @param limits where the node calls itself ill, and how many series a label may make
 * @param graphite where numbers are pushed to; null for nowhere
 * @param statsd where numbers are pushed to; null for nowhere
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record PerfSettings(
    Http http,
    boolean recording,
    int sampleEvery,
    Log log,
    Bounds limits,
    Reporter graphite,
    Reporter statsd) {

  /**
   * The dashboard, the metrics and the health probes over HTTP.
   *
   * @param enabled whether the port is opened
   * @param portIsDefault whether nobody asked for this port: then another will do if it is taken
   * @param password empty for none, which only loopback may have
   */
  public record Http(
      boolean enabled,
      String address,
      int port,
      boolean portIsDefault,
      String username,
      String password) {
    @Override
    public String toString() {
      return "Http[" + address + ":" + port + "]";
    }
  }

  /**
   * Histogram logs.
   *
   * @param intervalSeconds length of one interval
   * @param maxMegabytes of all files together; the oldest go first
   */
  public record Log(boolean enabled, int intervalSeconds, int maxMegabytes) {
    /** Where they are, in a node's data folder. */
    public static Path folder(final Path data) {
      return data.resolve("perf");
    }
  }

  /**
   * Set points.
   *
   * @param overloadPercent how full the ring is when the node calls itself overloaded
   * @param topDomains domains with series of their own; the rest is one
   */
  public record Bounds(int overloadPercent, int topDomains) {}

  /** A server that takes numbers by a line protocol. */
  public record Reporter(String host, int port, String prefix, int intervalSeconds) {}
}
