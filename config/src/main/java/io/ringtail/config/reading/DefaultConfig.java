// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

/**
 * What a node without a configuration file is told, as a file would say it.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public final class DefaultConfig {
  /** Where the values come from, in messages. */
  public static final String NAME = "built-in defaults";

  static final String LISTENERS =
      """
      [[listen.c2s]]
        port = 5222
        ip_address = "127.0.0.1"
        tls.mode = "starttls"

      [[listen.c2s]]
        port = 5223
        ip_address = "127.0.0.1"
        tls.mode = "tls"
      """;

  /** The whole default: localhost, SQLite, a self-signed certificate, loopback only. */
  public static final String TEXT =
      """
      [general]
        hosts = ["localhost"]
        default_server_domain = "localhost"

      """
          + LISTENERS;

  private DefaultConfig() {}
}
