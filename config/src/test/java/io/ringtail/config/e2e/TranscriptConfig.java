// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.transcript.Transcript;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says in a configuration file what a transcript's header says.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class TranscriptConfig {
  // One loop, so that a client's ping passes behind whatever any client brought about before; and
  // time enough in every state for a machine that is busy with other things.
  private static final String NODE =
      """
      [general]
        hosts = [%s]
        default_server_domain = "%s"

      [auth.password]
        format = "plain"

      [[listen.c2s]]
        port = 0
        ip_address = "127.0.0.1"
        allow_plain_without_tls = true
        state_timeout = 120000
        tls.mode = "none"

      [ring]
        threading = "inline"
      """;

  private TranscriptConfig() {}

  static String of(final Transcript.Setup setup) {
    final String hosts =
        setup.domains().stream()
            .map(domain -> '"' + domain + '"')
            .collect(Collectors.joining(", "));
    final StringBuilder config =
        new StringBuilder(NODE.formatted(hosts, setup.domains().getFirst()));
    for (final String module : modules(setup)) {
      config.append("\n[modules.").append(module).append("]\n");
      for (final Transcript.Setting setting : setup.settings()) {
        if (setting.module().equals(module)) {
          config.append(setting.key()).append(" = ").append(setting.value()).append('\n');
        }
      }
    }
    return config.toString();
  }

  private static Set<String> modules(final Transcript.Setup setup) {
    final Set<String> modules =
        new LinkedHashSet<>(HostTypes.defaults(HostTypes.discover()).keySet());
    setup.without().forEach(modules::remove);
    modules.addAll(setup.modules());
    return modules;
  }
}
