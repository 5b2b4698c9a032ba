// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.LastActivityStore.LastActivity;
import io.ringtail.handlers.port.RosterStore.StoredRoster;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.parser.Jid;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What stays of a removed account: nothing, and what is written late for it goes nowhere.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface RemovedAccountContract extends StoresUnderTest {
  private static RosterItem item() {
    return new RosterItem(
        jid("contact@removed.example"), "", List.of(), Subscription.NONE, false, false, false);
  }

  private void fill(final long account) {
    stores().rosters().put(account, item());
    stores().vCards().store(account, new byte[] {1});
    stores().privates().store(account, "a", "urn:a", new byte[] {2});
    stores().blocklists().add(account, List.of(jid("blocked@removed.example")));
    stores().lastActivities().store(account, new LastActivity(1, "gone"));
  }

  private void assertEmpty(final long account) {
    assertEquals(new StoredRoster(0, List.of()), stores().rosters().load(account));
    assertTrue(stores().vCards().load(account).isEmpty());
    assertTrue(stores().privates().load(account, "a", "urn:a").isEmpty());
    assertEquals(List.of(), stores().blocklists().load(account));
    assertTrue(stores().lastActivities().load(account).isEmpty());
  }

  @Test
  default void shouldRemoveEverythingThatBelongsToAnAccount() {
    final long account = accountOf("all@removed.example");
    fill(account);

    assertTrue(stores().accounts().remove(jid("all@removed.example")));

    assertEmpty(account);
  }

  @Test
  default void shouldShowASuccessorNothingOfItsPredecessor() {
    final long first = accountOf("next@removed.example");
    fill(first);
    stores().accounts().remove(jid("next@removed.example"));

    final long second = accountOf("next@removed.example");

    assertTrue(second != first);
    assertEmpty(second);
  }

  @Test
  default void shouldIgnoreWhatIsWrittenLate() {
    final long account = accountOf("late@removed.example");
    stores().accounts().remove(jid("late@removed.example"));
    final long successor = accountOf("late@removed.example");

    fill(account);

    assertEmpty(account);
    assertEmpty(successor);
    assertEquals(0, stores().rosters().put(account, item()));
    assertEquals(0, stores().rosters().remove(account, item().contact()));
  }

  @Test
  default void shouldNotFailWhenAnAccountIsRemovedWhileItIsWrittenTo() throws Exception {
    final Jid jid = jid("busy@removed.example");
    final long account = accountOf("busy@removed.example");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      final List<Future<?>> writers =
          IntStream.range(0, 30)
              .<Future<?>>mapToObj(i -> threads.submit(() -> fill(account)))
              .toList();
      assertTrue(stores().accounts().remove(jid));
      for (final Future<?> writer : writers) {
        writer.get();
      }
    }
    assertEmpty(account);
  }
}
