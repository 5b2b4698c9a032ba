// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import io.ringtail.config.settings.NodeSettings;
import java.util.List;

/** Account administration over memory, passwords kept as {@code format} says. */
public final class TestAccounts {
  public final FakeAccountStore store = new FakeAccountStore();
  public final RecordingEvents events = new RecordingEvents(store);
  public final StoreAccounts accounts;

  public TestAccounts(final String format) {
    this.accounts = new StoreAccounts(settings(format), store, events, 2);
  }

  private static NodeSettings settings(final String format) {
    return new ConfigLoader(List.of())
        .load(
            ConfigRequest.defaults()
                .withSettings(
                    "general.hosts=localhost,other.example", "auth.password.format=" + format))
        .settings();
  }
}
