// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

/**
 * {@code [perf]}: our own section, what operators look at.
 *
 * @param http the dashboard's port
 * @param recording whether stages are timed
 * @param sampleEvery one stanza in so many is timed
 * @param log the {@code .hlog} files
 * @param overloadPercent how full the ring is when the node calls itself overloaded
 * @param topDomains domains with series of their own; the rest is one
 * @param graphite where numbers are pushed to; null for nowhere
 * @param statsd where numbers are pushed to; null for nowhere
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record PerfSettings(
    Http http,
    boolean recording,
    int sampleEvery,
    Log log,
    int overloadPercent,
    int topDomains,
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
   * Histogram logs in the data folder.
   *
   * @param intervalSeconds length of one interval
   * @param maxMegabytes of all files together; the oldest go first
   */
  public record Log(boolean enabled, int intervalSeconds, int maxMegabytes) {}

  /** A server that takes numbers by a line protocol. */
  public record Reporter(String host, int port, String prefix, int intervalSeconds) {}
}
