// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JidMapTest {
  @Test
  void shouldKeyByBareAddress() {
    final JidMap<String> map = new JidMap<>();
    assertNull(map.put(Jid.parse("a@b/x"), "one"));
    assertEquals("one", map.put(Jid.parse("a@b/y"), "two"));
    assertEquals("two", map.get(Jid.parse("a@b")));
    assertEquals(1, map.size());
    assertNull(map.get(Jid.parse("b@a")));
  }

  @Test
  void shouldLookUpFromBytesInPlace() {
    final JidMap<String> map = new JidMap<>();
    map.put(Jid.parse("a@b"), "one");
    final JidView view = new JidView();
    final byte[] bytes = Bytes.utf8("..a@b/resource..");
    view.wrap(bytes, 2, bytes.length - 2);
    assertEquals("one", map.get(view));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldBehaveLikeAHashMap(final long seed) {
    final SplittableRandom random = new SplittableRandom(seed);
    final JidMap<Integer> map = new JidMap<>();
    final Map<String, Integer> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      final Jid key = Jid.parse("u" + random.nextInt(300) + "@x");
      switch (random.nextInt(3)) {
        case 0 -> assertEquals(model.put(key.toString(), step), map.put(key, step));
        case 1 -> assertEquals(model.remove(key.toString()), map.remove(key));
        default -> assertEquals(model.get(key.toString()), map.get(key));
      }
      assertEquals(model.size(), map.size());
    }
    final Set<Integer> values = new HashSet<>();
    map.forEach(values::add);
    assertEquals(new HashSet<>(model.values()), values);
  }
}
