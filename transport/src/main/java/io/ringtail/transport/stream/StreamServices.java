// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.ping.PingPolicy;
import io.ringtail.parser.Limits;
import io.ringtail.ring.ErrorLog;
import io.ringtail.transport.admit.Admissions;
import io.ringtail.transport.fast.FastTokens;
import io.ringtail.transport.loop.BoundedWork;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.settings.C2sSettings;
import io.ringtail.transport.tls.TlsServer;
import java.util.function.Function;

/**
 * What all streams of one listener share.
 *
 * @param hosts domains served
 * @param authentication what clients prove themselves to
 * @param tls makes TLS engines; null where the listener has none
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record StreamServices(
    C2sSettings settings,
    Hosts hosts,
    Authentication authentication,
    TlsServer tls,
    Limits limits,
    ErrorLog errors) {

  /**
   * What clients prove themselves to.
   *
   * @param credentials what passwords of a host are checked against
   * @param tokens FAST tokens of all hosts
   * @param work virtual threads for password checks and requests before authentication
   * @param admissions how many may log in at a time
   */
  public record Authentication(
      Function<Host, Credentials> credentials,
      FastTokens tokens,
      BoundedWork work,
      Admissions admissions) {}

  BoundedWork work() {
    return authentication.work();
  }

  Admissions admissions() {
    return authentication.admissions();
  }

  /** How dead peers of the host's clients are found. */
  PingPolicy ping(final Host host) {
    final PingPolicy policy = host.type().service(PingPolicy.class);
    return policy == null ? settings.stream().ping() : policy;
  }
}
