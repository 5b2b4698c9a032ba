// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.scenario.TargetException;
import io.ringtail.bench.xmpp.Security;
import io.ringtail.bench.xmpp.Target;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void shouldSayHowManyFilesAreNeededAndHowToGetThem() {
    final String message =
        assertThrows(TargetException.class, () -> new Limits(1024, 28_000).checkFiles(5000))
            .getMessage();
    assertTrue(message.contains("need 5100 file descriptors"), message);
    assertTrue(message.contains("ulimit -n 5100"), message);
  }

  @Test
  void shouldUseMoreLoopbackAddressesWhenPortsRunOut() {
    final Limits limits = new Limits(1 << 20, 28_000);
    assertEquals(1, limits.sources(target("127.0.0.1"), 25_000));
    assertEquals(4, limits.sources(target("127.0.0.1"), 100_000));
  }

  @Test
  void shouldSayHowToGetMorePortsElsewhere() {
    final Limits limits = new Limits(1 << 20, 28_000);
    final String message =
        assertThrows(TargetException.class, () -> limits.sources(target("192.0.2.1"), 100_000))
            .getMessage();
    assertTrue(message.contains("ip_local_port_range"), message);
  }

  @Test
  void shouldReadThisMachines() {
    final Limits here = Limits.here();
    assertTrue(here.files() > 0 && here.ports() > 0, here.toString());
  }

  private static Target target(final String host) {
    return new Target("t", Target.Transport.TCP, host, 5222, "", Security.PLAIN, null);
  }
}
