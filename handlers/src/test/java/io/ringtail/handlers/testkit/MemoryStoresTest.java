// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.port.StoresContract;

/** The fakes keep the contract that the real stores keep. */
final class MemoryStoresTest implements StoresContract {
  private final Stores stores = MemoryStores.create();

  @Override
  public Stores stores() {
    return stores;
  }
}
