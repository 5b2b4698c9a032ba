// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration file most tests begin with; it ends inside of its listener.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class TestConfig {
  /** One domain, one listener without TLS on a free port, passwords that cost no hashing. */
  public static final String WITHOUT_TLS = withoutTls(List.of("localhost"));

  private TestConfig() {}

  /** The same for these domains; the first is the default. */
  public static String withoutTls(final List<String> domains) {
    final String hosts =
        domains.stream().map(domain -> '"' + domain + '"').collect(Collectors.joining(", "));
    return """
    [general]
      hosts = [%s]
      default_server_domain = "%s"

    [auth.password]
      format = "plain"

    [[listen.c2s]]
      port = 0
      ip_address = "127.0.0.1"
      allow_plain_without_tls = true
      tls.mode = "none"
    """
        .formatted(hosts, domains.getFirst());
  }
}
