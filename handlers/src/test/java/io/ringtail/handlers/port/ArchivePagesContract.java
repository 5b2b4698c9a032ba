// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.handlers.port.ArchiveStore.Filter;
import io.ringtail.handlers.port.ArchiveStore.Page;
import io.ringtail.handlers.port.ArchiveStore.Query;
import io.ringtail.handlers.testkit.ArchiveEntries;
import io.ringtail.handlers.testkit.ArchiveEntries.Party;
import io.ringtail.handlers.testkit.MemoryArchive;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Pages of random archives under random filters are those of the plain {@link MemoryArchive}.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface ArchivePagesContract extends ArchiveContract {
  List<String> WORDS = List.of("rose", "name", "sweet", "smell", "word", "other");

  /** Random archives, the same here and there. */
  final class World {
    private final MemoryArchive oracle = new MemoryArchive();
    private final List<Party> parties = new ArrayList<>();
    private final List<Party> owners;
    private final List<Long> ids = new ArrayList<>();
    private final SplittableRandom random;

    private World(final List<Party> owners, final SplittableRandom random) {
      this.owners = owners;
      this.random = random;
      for (final Party owner : owners) {
        parties.add(owner);
        parties.add(new Party(owner.account(), owner.jid().withResource("phone")));
      }
      parties.add(new Party(0, Jid.parse("friend@elsewhere.example/a")));
      parties.add(new Party(0, Jid.parse("friend@elsewhere.example/b")));
    }

    private <T> T any(final List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private byte[] message(final long id) {
      final Party from = any(parties);
      final Party to = any(parties);
      ids.add(id);
      final int sender = from.account() == 0 ? 0 : Views.ARCHIVE_SENDER;
      final int recipient = to.account() == 0 ? 0 : Views.ARCHIVE_RECIPIENT;
      final int kept = random.nextInt(10) == 0 ? random.nextInt(4) : ArchiveContract.BOTH;
      final String text = any(WORDS) + " " + any(WORDS) + ", " + any(WORDS);
      return ArchiveEntries.message(
          id, from, to, (sender | recipient) & kept, "<body>" + text + "</body>");
    }

    private long bound(final long none) {
      return random.nextInt(3) == 0 ? any(ids) + random.nextInt(3) - 1 : none;
    }

    private Query query() {
      final Party owner = any(owners);
      final Jid peer = any(parties).jid();
      final Jid with =
          random.nextInt(3) == 0 ? (random.nextInt(4) == 0 ? peer : peer.bare()) : null;
      final List<Long> only = new ArrayList<>();
      for (int i = 0; random.nextInt(5) == 0 && i < 8; i++) {
        only.add(any(ids));
      }
      final List<String> words = random.nextInt(4) == 0 ? List.of(any(WORDS)) : List.of();
      final Filter filter =
          new Filter(
              owner.account(),
              owner.jid().bare(),
              with,
              bound(0),
              bound(Long.MAX_VALUE),
              only.stream().distinct().toList(),
              words);
      return new Query(
          filter,
          bound(0),
          bound(Long.MAX_VALUE),
          random.nextInt(12),
          random.nextBoolean(),
          random.nextBoolean() && (with == null || with.isBare()));
    }
  }

  private World world(final long seed, final int messages) {
    final List<Party> owners = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      owners.add(party("owner" + i + "-" + seed + "@pages.example"));
    }
    final World world = new World(owners, new SplittableRandom(seed));
    for (int i = 0; i < messages; i++) {
      final byte[] entry = world.message(nextId());
      archive(entry);
      world.oracle.write(entry);
    }
    return world;
  }

  @Test
  default void shouldFindWhatThePlainestArchiveFinds() {
    final long seed = new SplittableRandom().nextLong(1_000_000);
    final World world = world(seed, 300);
    for (int i = 0; i < 1_000; i++) {
      final Query query = world.query();
      assertEquals(
          shown(world.oracle.page(query)),
          shown(stores().archive().page(query)),
          () -> "seed " + seed + ", " + query);
    }
  }

  private static String shown(final Page page) {
    final StringBuilder out = new StringBuilder();
    for (final Archived message : page.messages()) {
      out.append(message.id())
          .append(' ')
          .append(new String(message.stanza(), StandardCharsets.UTF_8))
          .append('\n');
    }
    return out.append(page.complete())
        .append(page.index())
        .append('/')
        .append(page.count())
        .toString();
  }

  @Test
  default void shouldComeByTheSameMessagesForwardsAndBackwards() {
    final long seed = new SplittableRandom().nextLong(1_000_000) + 1_000_000;
    final World world = world(seed, 120);
    final Party owner = world.owners.getFirst();
    final Filter filter = Filter.all(owner.account(), owner.jid().bare());
    final List<Long> whole = ids(new Query(filter, 0, Long.MAX_VALUE, 1_000, false, false));

    final List<Long> forwards = new ArrayList<>();
    for (List<Long> page = List.of(0L); !page.isEmpty(); forwards.addAll(page)) {
      page = ids(new Query(filter, page.getLast(), Long.MAX_VALUE, 7, false, false));
    }
    final List<Long> backwards = new ArrayList<>();
    for (List<Long> page = List.of(Long.MAX_VALUE); !page.isEmpty(); backwards.addAll(0, page)) {
      page = ids(new Query(filter, 0, page.getFirst(), 7, true, false));
    }

    assertEquals(whole, forwards, () -> "seed " + seed);
    assertEquals(whole, backwards, () -> "seed " + seed);
  }

  private List<Long> ids(final Query query) {
    return stores().archive().page(query).messages().stream().map(Archived::id).toList();
  }
}
