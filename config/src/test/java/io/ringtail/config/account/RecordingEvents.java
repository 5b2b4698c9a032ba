// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import io.ringtail.parser.Jid;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a router would have heard. */
public final class RecordingEvents implements AccountEvents {
  public final List<String> heard = new CopyOnWriteArrayList<>();
  private final FakeAccountStore store;

  public RecordingEvents(final FakeAccountStore store) {
    this.store = store;
  }

  @Override
  public void created() {
    heard.add("created");
  }

  @Override
  public boolean remove(final Jid account) {
    heard.add("remove " + account);
    return store.remove(account);
  }

  @Override
  public void passwordChanged(final Jid account) {
    heard.add("passwordChanged " + account);
  }
}
