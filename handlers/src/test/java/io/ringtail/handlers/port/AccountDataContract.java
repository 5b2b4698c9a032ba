// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.LastActivityStore.LastActivity;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the stores of vCards, private XML, blocked addresses and last activity do.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface AccountDataContract extends StoresUnderTest {
  private static byte[] bytes(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  default void shouldLoadNoVCardForANewAccount() {
    assertTrue(stores().vCards().load(accountOf("none@vcard.example")).isEmpty());
  }

  @Test
  default void shouldReplaceAVCard() {
    final long account = accountOf("replace@vcard.example");
    stores().vCards().store(account, bytes("<vCard/>"));
    stores().vCards().store(account, bytes("<vCard>ё</vCard>"));

    assertArrayEquals(bytes("<vCard>ё</vCard>"), stores().vCards().load(account).orElseThrow());
  }

  @Test
  default void shouldKeepAVCardOfAHundredThousandBytes() {
    final long account = accountOf("large@vcard.example");
    final byte[] large = new byte[100_000];
    new SplittableRandom(54).nextBytes(large);
    stores().vCards().store(account, large);

    assertArrayEquals(large, stores().vCards().load(account).orElseThrow());
  }

  @Test
  default void shouldKeepPrivateXmlByNameAndNamespace() {
    final long account = accountOf("keys@private.example");
    final PrivateStore privates = stores().privates();
    privates.store(account, "storage", "storage:bookmarks", bytes("1"));
    privates.store(account, "storage", "storage:rosternotes", bytes("2"));
    privates.store(account, "notes", "storage:bookmarks", bytes("3"));
    privates.store(account, "storage", "storage:bookmarks", bytes("4"));

    assertArrayEquals(
        bytes("4"), privates.load(account, "storage", "storage:bookmarks").orElseThrow());
    assertArrayEquals(
        bytes("2"), privates.load(account, "storage", "storage:rosternotes").orElseThrow());
    assertArrayEquals(
        bytes("3"), privates.load(account, "notes", "storage:bookmarks").orElseThrow());
    assertTrue(privates.load(account, "Storage", "storage:bookmarks").isEmpty());
  }

  @Test
  default void shouldKeepPrivateXmlOfTwoAccountsApart() {
    final long one = accountOf("apart1@private.example");
    stores().privates().store(one, "a", "urn:a", bytes("1"));

    final long other = accountOf("apart2@private.example");
    assertTrue(stores().privates().load(other, "a", "urn:a").isEmpty());
  }

  @Test
  default void shouldBlockAndUnblock() {
    final long account = accountOf("some@block.example");
    final BlocklistStore blocklist = stores().blocklists();
    assertEquals(List.of(), blocklist.load(account));

    blocklist.add(
        account, List.of(jid("a@x.example"), jid("x.example"), jid("b@x.example/Ресурс")));
    blocklist.add(account, List.of(jid("a@x.example"), jid("c@x.example")));
    blocklist.remove(account, List.of(jid("x.example"), jid("unknown@x.example")));

    final Set<Jid> left = Set.of(jid("a@x.example"), jid("b@x.example/Ресурс"), jid("c@x.example"));
    assertEquals(left, new HashSet<>(blocklist.load(account)));
    assertEquals(left.size(), blocklist.load(account).size());
  }

  @Test
  default void shouldBlockNothingWhenNothingIsGiven() {
    final long account = accountOf("nothing@block.example");
    stores().blocklists().add(account, List.of());
    stores().blocklists().remove(account, List.of());

    assertEquals(List.of(), stores().blocklists().load(account));
  }

  @Test
  default void shouldBlockAThousandAtOnceAndClearOnlyOnesOwn() {
    final long account = accountOf("many@block.example");
    final long other = accountOf("other@block.example");
    final List<Jid> many =
        IntStream.range(0, 1_000).mapToObj(i -> jid("b" + i + "@x.example")).toList();
    stores().blocklists().add(account, many);
    stores().blocklists().add(other, many);

    stores().blocklists().clear(account);

    assertEquals(List.of(), stores().blocklists().load(account));
    assertEquals(1_000, stores().blocklists().load(other).size());
  }

  @Test
  default void shouldKeepTheNewestLastActivity() {
    final long account = accountOf("seen@last.example");
    assertTrue(stores().lastActivities().load(account).isEmpty());

    stores().lastActivities().store(account, new LastActivity(1_795_000_000L, ""));
    stores().lastActivities().store(account, new LastActivity(4_102_444_800L, "до встречи 🦝"));

    assertEquals(
        Optional.of(new LastActivity(4_102_444_800L, "до встречи 🦝")),
        stores().lastActivities().load(account));
  }
}
