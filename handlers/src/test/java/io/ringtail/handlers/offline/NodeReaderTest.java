// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How nodes name messages (XEP-0013 §2.3). */
class NodeReaderTest {
  @Test
  void shouldOrderNodesAsTextLikeTheMessages() {
    assertTrue(NodeReader.node(9).compareTo(NodeReader.node(10)) < 0);
    assertTrue(NodeReader.node(10).compareTo(NodeReader.node(Long.MAX_VALUE)) < 0);
  }

  @Test
  void shouldFindTheIdInANode() {
    for (final long id : new long[] {0, 1, 1L << 62, Long.MAX_VALUE}) {
      assertEquals(id, NodeReader.id(NodeReader.node(id)));
    }
  }

  @Test
  void shouldFindNobodysIdInWhatIsNoNode() {
    for (final String foreign :
        new String[] {
          "", "1", "9223372036854775808", "-000000000000000001", "000000000000000000x"
        }) {
      assertEquals(-1, NodeReader.id(foreign), foreign);
    }
  }
}
