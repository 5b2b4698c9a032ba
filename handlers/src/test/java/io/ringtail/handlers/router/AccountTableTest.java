// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.HostTypePlan;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.port.WriterProgress;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.ring.Counters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTableTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com");
  private static final Jid ROMEO = Jid.parse("romeo@example.com");
  private static final int MANY = 1_000;

  private final Stores stores = MemoryStores.create();
  private final Host host =
      new Host(
          Jid.parse("example.com"),
          new HostTypes(List.of(), stores)
              .compile(new HostTypePlan("example.com", TestNode.AUTH, Map.of())));
  private final RouterCounters counters = new RouterCounters(new Counters());
  private final Store store = new Store();
  private final Progress progress = new Progress();
  private final Durability durability =
      new Durability(new ArchiveIds(0, 0), new MemoryJournal(), progress);
  private final AccountTable table =
      new AccountTable(stores.accounts(), store, durability, counters);
  private final RouterOutbound out = outbound();

  /** A store whose answers wait until the test wants them. */
  private final class Store implements Blocking {
    private final Deque<Runnable> answers = new ArrayDeque<>();

    @Override
    public <T> boolean submit(final long session, final Call<T> call, final Answer<T> answer) {
      final T value = call.run();
      return answers.add(() -> answer.on(value, null, out));
    }
  }

  /** A store writer that is as far as the test wants. */
  private static final class Progress implements WriterProgress {
    private long written = Long.MAX_VALUE;

    @Override
    public long writtenId() {
      return written;
    }

    @Override
    public boolean await(final long id, final long timeoutMs) {
      return id <= written;
    }
  }

  private RouterOutbound outbound() {
    final Hosts hosts = new Hosts(Map.of("example.com", host), "example.com");
    final Core core = new Core(hosts, table, counters);
    final Emitter emitter = new Emitter(counters, StreamCountsTest.manager());
    return new RouterOutbound(
        core,
        emitter,
        new FollowUps(new StanzaParser(Limits.defaults())),
        new WorkCalls(
            core,
            new Workers(store, store),
            progress,
            new Holds(new ToldCounts(durability, new StreamReplies(emitter)))),
        stores.accounts(),
        new NodeState(core),
        null);
  }

  private LocalAccount ask(final Jid jid) {
    final LocalAccount account = table.create(jid, host);
    table.load(account, SessionHandle.NONE, (loaded, failure, ignored) -> {}, out);
    return account;
  }

  private LocalAccount load(final Jid jid) {
    final LocalAccount account = ask(jid);
    store.answers.remove().run();
    return account;
  }

  @Test
  void shouldEvictOthersWhileOneIsNeededAgainAndAgain() {
    stores.accounts().create(JULIET, TestNode.PASSWORD);
    final LocalAccount juliet = load(JULIET);
    load(ROMEO);

    table.becameIdle(juliet, AccountTable.KEEP_MS - 1);
    table.evict(AccountTable.KEEP_MS, MANY);

    assertNull(table.get(ROMEO));
    assertNotNull(table.get(JULIET));
  }

  @Test
  void shouldEvictInTheEndWhatWasNeededAgain() {
    stores.accounts().create(JULIET, TestNode.PASSWORD);
    final LocalAccount juliet = load(JULIET);

    table.becameIdle(juliet, AccountTable.KEEP_MS - 1);
    table.evict(AccountTable.KEEP_MS, MANY);
    table.evict(2 * AccountTable.KEEP_MS, MANY);

    assertEquals(0, table.size());
  }

  @Test
  void shouldKeepAnAccountUntilTheStoreHasTheLastOfItsArchive() {
    stores.accounts().create(JULIET, TestNode.PASSWORD);
    load(JULIET).archived(7);
    progress.written = 6;
    table.evict(AccountTable.KEEP_MS, MANY);
    assertNotNull(table.get(JULIET));

    progress.written = 7;
    table.evict(2 * AccountTable.KEEP_MS, MANY);
    assertNull(table.get(JULIET));
  }

  @Test
  void shouldKnowWhichAccountsWereReadBeforeTheStoreHadAllOfTheLastProcess() {
    stores.accounts().create(JULIET, TestNode.PASSWORD);
    stores.accounts().create(ROMEO, TestNode.PASSWORD);
    final AccountTable restarted =
        new AccountTable(
            stores.accounts(),
            store,
            new Durability(new ArchiveIds(0, 7), new MemoryJournal(), progress),
            counters);
    progress.written = 6;
    assertTrue(load(restarted, JULIET).mayHaveUncounted());

    progress.written = 7;
    assertFalse(load(restarted, ROMEO).mayHaveUncounted());
  }

  private LocalAccount load(final AccountTable of, final Jid jid) {
    final LocalAccount account = of.create(jid, host);
    of.load(account, SessionHandle.NONE, (loaded, failure, ignored) -> {}, out);
    store.answers.remove().run();
    return account;
  }

  @Test
  void shouldAskAgainWhenTheAccountWasCreatedBehindTheStoresBack() {
    final LocalAccount juliet = ask(JULIET);
    stores.accounts().create(JULIET, TestNode.PASSWORD);
    table.forgetMissing(JULIET);

    store.answers.remove().run();
    store.answers.remove().run();

    assertTrue(juliet.isLoaded());
  }
}
