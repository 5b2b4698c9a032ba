// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.RosterStore.StoredRoster;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.parser.Jid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a {@link RosterStore} does.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface RosterStoreContract extends StoresUnderTest {
  private static RosterItem item(final String contact) {
    return new RosterItem(jid(contact), "", List.of(), Subscription.NONE, false, false, false);
  }

  private StoredRoster roster(final long account) {
    return stores().rosters().load(account);
  }

  @Test
  default void shouldLoadAnEmptyRosterWithVersionZero() {
    assertEquals(new StoredRoster(0, List.of()), roster(accountOf("empty@roster.example")));
  }

  @Test
  default void shouldKeepEveryFieldOfAnItem() {
    final long account = accountOf("fields@roster.example");
    final RosterItem full =
        new RosterItem(
            jid("contact@roster.example"),
            "Graf \"Paris\" <&> パリス 🦝",
            List.of("Friends, Romans", "line\nbreak\t\\", "\"quoted\"", "[x]", "друзья 🦝"),
            Subscription.TO,
            true,
            false,
            true);

    final long version = stores().rosters().put(account, full);

    assertEquals(new StoredRoster(version, List.of(full)), roster(account));
  }

  @Test
  default void shouldKeepARequestOfOneWhoIsNotListed() {
    final long account = accountOf("request@roster.example");
    final RosterItem request =
        new RosterItem(
            jid("contact@roster.example"),
            "",
            List.of(),
            Subscription.NONE,
            false,
            true,
            false,
            false,
            "<presence type='subscribe'><status>Grüße 🦝 'from' \"afar\"</status></presence>");

    final long version = stores().rosters().put(account, request);

    assertEquals(new StoredRoster(version, List.of(request)), roster(account));
  }

  @Test
  default void shouldKeepAListedContactWhoseRequestIsPending() {
    final long account = accountOf("listed@roster.example");
    final RosterItem listed =
        new RosterItem(
            jid("contact@roster.example"),
            "",
            List.of(),
            Subscription.NONE,
            false,
            true,
            false,
            true,
            "");

    final long version = stores().rosters().put(account, listed);

    assertEquals(new StoredRoster(version, List.of(listed)), roster(account));
  }

  @Test
  default void shouldKeepEverySubscriptionState() {
    final long account = accountOf("states@roster.example");
    final Set<RosterItem> items = new HashSet<>();
    for (final Subscription state : Subscription.values()) {
      final Jid contact = jid(state.attribute() + "@roster.example");
      items.add(new RosterItem(contact, "", List.of(), state, false, true, false));
    }
    items.forEach(item -> stores().rosters().put(account, item));

    assertEquals(items, new HashSet<>(roster(account).items()));
  }

  @Test
  default void shouldReplaceAnItemOfTheSameContact() {
    final long account = accountOf("replace@roster.example");
    stores().rosters().put(account, item("c@roster.example"));
    final RosterItem changed =
        new RosterItem(
            jid("c@roster.example"), "C", List.of("G"), Subscription.BOTH, false, false, false);

    stores().rosters().put(account, changed);

    assertEquals(List.of(changed), roster(account).items());
  }

  @Test
  default void shouldRaiseTheVersionWithEveryChange() {
    final long account = accountOf("version@roster.example");

    final long first = stores().rosters().put(account, item("a@roster.example"));
    final long second = stores().rosters().put(account, item("a@roster.example"));
    final long third = stores().rosters().remove(account, jid("a@roster.example"));

    assertTrue(first > 0 && second > first && third > second);
    assertEquals(new StoredRoster(third, List.of()), roster(account));
  }

  @Test
  default void shouldNotRaiseTheVersionWhenThereWasNothingToRemove() {
    final long account = accountOf("absent@roster.example");
    assertEquals(0, stores().rosters().remove(account, jid("never@roster.example")));
    final long version = stores().rosters().put(account, item("a@roster.example"));

    assertEquals(version, stores().rosters().remove(account, jid("never@roster.example")));
    assertEquals(version, roster(account).version());
  }

  @Test
  default void shouldRemoveOnlyTheContactNamed() {
    final long account = accountOf("one@roster.example");
    stores().rosters().put(account, item("stays@roster.example"));
    stores().rosters().put(account, item("goes@roster.example"));

    stores().rosters().remove(account, jid("goes@roster.example"));

    assertEquals(List.of(item("stays@roster.example")), roster(account).items());
  }

  @Test
  default void shouldKeepRostersOfTwoAccountsApart() {
    final long one = accountOf("apart1@roster.example");
    final long other = accountOf("apart2@roster.example");

    stores().rosters().put(one, item("c@roster.example"));

    assertEquals(new StoredRoster(0, List.of()), roster(other));
  }

  @Test
  default void shouldKeepAThousandItems() {
    final long account = accountOf("thousand@roster.example");
    final List<RosterItem> items =
        IntStream.range(0, 1_000).mapToObj(i -> item("c" + i + "@roster.example")).toList();
    items.forEach(item -> stores().rosters().put(account, item));

    final StoredRoster roster = roster(account);
    assertEquals(new HashSet<>(items), new HashSet<>(roster.items()));
    assertEquals(1_000, roster.items().size());
    assertEquals(1_000, roster.version());
  }

  @Test
  default void shouldKeepContactsOfTheLongestAllowedName() {
    final long account = accountOf("longest@roster.example");
    final RosterItem longest = item("ü".repeat(511) + '@' + "d".repeat(60) + ".example");

    stores().rosters().put(account, longest);

    assertEquals(List.of(longest), roster(account).items());
  }

  @Test
  default void shouldGiveConcurrentChangesOfOneRosterDifferentVersions() throws Exception {
    final long account = accountOf("concurrent@roster.example");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      final List<Future<Long>> changes =
          IntStream.range(0, 40).mapToObj(i -> threads.submit(() -> change(account, i))).toList();
      final Set<Long> versions = new HashSet<>();
      for (final Future<Long> change : changes) {
        versions.add(change.get());
      }
      assertEquals(40, versions.size());
    }
    assertEquals(40, roster(account).version());
  }

  private long change(final long account, final int number) {
    return stores().rosters().put(account, item("c" + number % 7 + "@roster.example"));
  }
}
