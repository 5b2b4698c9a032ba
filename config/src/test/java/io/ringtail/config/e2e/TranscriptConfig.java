// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import io.ringtail.config.TestConfig;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.transcript.Transcript;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Says in a configuration file what a transcript's header says.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class TranscriptConfig {
  // One loop, so that a client's ping passes behind whatever any client brought about before; and
  // time enough in every state for a machine that is busy with other things.
  private static final String STEADY =
      """
        state_timeout = 120000

      [ring]
        threading = "inline"
      """;

  private TranscriptConfig() {}

  static String of(final Transcript.Setup setup) {
    final StringBuilder config =
        new StringBuilder(TestConfig.withoutTls(setup.domains())).append(STEADY);
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
