// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.parser.Limits;
import org.junit.jupiter.api.Test;

class ListenersTest {
  @Test
  void shouldLetSomeOfTheLargestStanzasWaitForAClient() {
    final int largest = 16 << 20;
    assertEquals(1 << 20, Listeners.maxOutbound(Limits.defaults()));
    assertEquals(4 * largest, Listeners.maxOutbound(Limits.defaults().withMaxStanzaBytes(largest)));
  }
}
