// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.perf.FakeNode;
import io.ringtail.perf.health.Finding;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class NodeBeanTest {
  @Test
  void shouldShowCountersAndHealthToAnyJmxClient() throws Exception {
    final FakeNode node = new FakeNode("localhost");
    node.health.add("journal", () -> Finding.bad("no room", "").notReady());
    node.health.look(1);
    node.count("router.messages", 5);
    final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    final NodeBean bean = new NodeBean(node.sources);
    bean.register();
    final ObjectName name =
        server.queryNames(new ObjectName("io.ringtail:type=Node,*"), null).iterator().next();
    assertEquals(5L, server.getAttribute(name, "router.messages"));
    assertEquals(false, server.getAttribute(name, "Ready"));
    assertEquals(
        "journal: no room", ((String[]) server.getAttribute(name, "ReasonsNotToBeReady"))[0]);
    assertEquals(2, server.getAttributes(name, new String[] {"Ready", "ring.occupancy"}).size());
    assertTrue(server.getMBeanInfo(name).getAttributes().length > 30);
    bean.close();
    assertTrue(server.queryNames(new ObjectName("io.ringtail:type=Node,*"), null).isEmpty());
  }
}
