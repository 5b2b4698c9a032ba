// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.ArchivePrefsStore.StoredPrefs;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.handlers.port.ArchiveStore.Filter;
import io.ringtail.handlers.port.ArchiveStore.Page;
import io.ringtail.handlers.port.ArchiveStore.Query;
import io.ringtail.handlers.testkit.ArchiveEntries;
import io.ringtail.handlers.testkit.ArchiveEntries.Party;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What archives do with single messages; pages are compared in {@link ArchivePagesContract}.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface ArchiveContract extends StoresUnderTest {
  int BOTH = Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT;

  /** Writes one entry of the journal into the store, as its writer does; ids grow. */
  void archive(byte[] entry);

  /** An id above all that were given before. */
  long nextId();

  /** A new account with a resource of it. */
  default Party party(final String bareJid) {
    return new Party(accountOf(bareJid), jid(bareJid + "/home"));
  }

  private long say(final Party from, final Party to, final int views, final String content) {
    final long id = nextId();
    archive(ArchiveEntries.message(id, from, to, views, content));
    return id;
  }

  private long say(
      final Party from,
      final Party to,
      final int views,
      final String messageId,
      final String content) {
    final long id = nextId();
    archive(ArchiveEntries.message(id, from, to, views, messageId, content));
    return id;
  }

  private Page all(final Party of) {
    return stores()
        .archive()
        .page(
            new Query(
                Filter.all(of.account(), of.jid().bare()), 0, Long.MAX_VALUE, 100, false, true));
  }

  private List<Long> ids(final Party of) {
    return all(of).messages().stream().map(Archived::id).toList();
  }

  private String text(final Party of, final long id) {
    return all(of).messages().stream()
        .filter(message -> message.id() == id)
        .map(message -> new String(message.stanza(), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void shouldShowEachOwnerWhatItKeeps() {
    final Party romeo = party("romeo@archive.example");
    final Party juliet = party("juliet@archive.example");
    final long both = say(romeo, juliet, BOTH, "<body>1</body>");
    final long sent = say(romeo, juliet, Views.ARCHIVE_SENDER, "<body>2</body>");
    final long received = say(romeo, juliet, Views.ARCHIVE_RECIPIENT, "<body>3</body>");
    final long toSelf = say(romeo, romeo, BOTH, "<body>4</body>");

    assertEquals(List.of(both, sent, toSelf), ids(romeo));
    assertEquals(List.of(both, received), ids(juliet));
    assertEquals(3, all(romeo).count());
  }

  @Test
  default void shouldKnowOnlyItsOwnIds() {
    final Party romeo = party("romeo@ids.example");
    final Party juliet = party("juliet@ids.example");
    final long both = say(romeo, juliet, BOTH, "<body>1</body>");
    final long sent = say(romeo, juliet, Views.ARCHIVE_SENDER, "<body>2</body>");

    assertTrue(stores().archive().hasAll(romeo.account(), List.of(both, sent)));
    assertTrue(stores().archive().hasAll(juliet.account(), List.of(both)));
    assertFalse(stores().archive().hasAll(juliet.account(), List.of(both, sent)));
    assertFalse(stores().archive().hasAll(romeo.account(), List.of(both, 77L)));
  }

  @Test
  default void shouldTellItsEnds() {
    final Party romeo = party("romeo@ends.example");
    final Party juliet = party("juliet@ends.example");
    assertTrue(stores().archive().ends(romeo.account(), 0).isEmpty());
    final long first = say(juliet, romeo, BOTH, "<body>1</body>");
    final long last = say(romeo, juliet, BOTH, "<body>2</body>");
    say(romeo, juliet, Views.ARCHIVE_RECIPIENT, "<body>3</body>");

    final ArchiveStore.Ends ends = stores().archive().ends(romeo.account(), 0).orElseThrow();
    assertEquals(new ArchiveStore.Ends(first, last), ends);
  }

  @Test
  default void shouldPurgeTheOldestOfOneOwner() {
    final Party romeo = party("romeo@purge.example");
    final Party juliet = party("juliet@purge.example");
    final long first = say(romeo, juliet, BOTH, "<body>1</body>");
    say(romeo, romeo, BOTH, "<body>2</body>");
    final long third = say(juliet, romeo, BOTH, "<body>3</body>");

    assertEquals(2, stores().archive().purge(romeo.account(), Long.MAX_VALUE, 2));
    assertEquals(List.of(third), ids(romeo));
    assertEquals(List.of(first, third), ids(juliet));
    assertEquals(0, stores().archive().purge(romeo.account(), third, 2));
    assertEquals(1, stores().archive().purge(romeo.account(), third + 1, 2));
    assertEquals(List.of(), ids(romeo));
    assertEquals(List.of(first, third), ids(juliet));
  }

  @Test
  default void shouldPutATombstoneInTheNewestMessagesPlace() {
    final Party romeo = party("romeo@retract.example");
    final Party juliet = party("juliet@retract.example");
    final long older = say(romeo, juliet, BOTH, "again", "<body>older</body>");
    final long newer = say(romeo, juliet, BOTH, "again", "<body>newer</body>");
    final long retraction = say(romeo, juliet, BOTH | Views.RETRACTION, "r1", retract("again"));
    final long later = say(romeo, juliet, BOTH, "again", "<body>later</body>");

    assertTrue(text(juliet, older).contains("older"));
    assertFalse(text(juliet, newer).contains("newer"));
    assertTrue(text(romeo, newer).contains("<retracted xmlns='urn:xmpp:message-retract:1'"));
    assertTrue(text(romeo, newer).contains("id='r1'"));
    assertTrue(text(romeo, retraction).contains("<retract "));
    assertTrue(text(romeo, later).contains("later"));
  }

  @Test
  default void shouldTakeBackNothingOfAnother() {
    final Party romeo = party("romeo@others.example");
    final Party juliet = party("juliet@others.example");
    final Party nurse = party("nurse@others.example");
    final long hers = say(juliet, romeo, BOTH, "x", "<body>hers</body>");
    final long toNurse = say(romeo, nurse, BOTH, "x", "<body>to nurse</body>");
    say(romeo, juliet, BOTH | Views.RETRACTION, "r1", retract("x"));

    assertTrue(text(romeo, hers).contains("hers"));
    assertTrue(text(romeo, toNurse).contains("to nurse"));
  }

  @Test
  default void shouldTakeBackNothingFromWhomTheRetractionDoesNotReach() {
    final Party romeo = party("romeo@blocked.example");
    final Party juliet = party("juliet@blocked.example");
    final long said = say(romeo, juliet, BOTH, "x", "<body>evidence</body>");
    say(romeo, juliet, Views.ARCHIVE_SENDER | Views.RETRACTION, "r1", retract("x"));

    assertTrue(text(juliet, said).contains("evidence"));
  }

  @Test
  default void shouldTakeBackWhatCameFromElsewhere() {
    final Party friend = new Party(0, jid("friend@elsewhere.example/phone"));
    final Party juliet = party("juliet@elsewhere.example");
    final long said = say(friend, juliet, Views.ARCHIVE_RECIPIENT, "x", "<body>oops</body>");
    say(friend, juliet, Views.ARCHIVE_RECIPIENT | Views.RETRACTION, "r1", retract("x"));

    assertFalse(text(juliet, said).contains("oops"));
  }

  @Test
  default void shouldFindNoRetractedWords() {
    final Party romeo = party("romeo@search.example");
    final Party juliet = party("juliet@search.example");
    final long kept = say(romeo, juliet, BOTH, "a", "<body>sweet sorrow</body>");
    say(romeo, juliet, BOTH, "b", "<body>bitter sorrow</body>");
    assertEquals(2, found(romeo, "sorrow").size());
    say(romeo, juliet, BOTH | Views.RETRACTION, "r", retract("b"));

    assertEquals(List.of(kept), found(romeo, "sorrow"));
    stores().archive().purge(romeo.account(), Long.MAX_VALUE, 100);
    assertEquals(List.of(), found(romeo, "sorrow"));
    assertEquals(List.of(kept), found(juliet, "sorrow", "sweet"));
    stores().archive().purge(juliet.account(), Long.MAX_VALUE, 100);
    assertEquals(List.of(), found(juliet, "sorrow"));
  }

  private List<Long> found(final Party of, final String... words) {
    final Filter filter =
        new Filter(
            of.account(), of.jid().bare(), null, 0, Long.MAX_VALUE, List.of(), List.of(words));
    return stores()
        .archive()
        .page(new Query(filter, 0, Long.MAX_VALUE, 100, false, false))
        .messages()
        .stream()
        .map(Archived::id)
        .toList();
  }

  private static String retract(final String id) {
    return "<retract id='" + id + "' xmlns='urn:xmpp:message-retract:1'/>";
  }

  @Test
  default void shouldKeepPreferencesOfAnAccount() {
    final long account = accountOf("romeo@prefs.example");
    final ArchivePrefsStore prefs = stores().archivePrefs();
    assertEquals(Optional.empty(), prefs.load(account));
    prefs.store(account, new StoredPrefs("never", List.of(), List.of()));
    final StoredPrefs some =
        new StoredPrefs(
            "roster",
            List.of(jid("a@x.example"), jid("x.example")),
            List.of(jid("b@x.example/Ресурс \"1\"")));
    prefs.store(account, some);

    assertEquals(Optional.of(some), prefs.load(account));
    stores().accounts().remove(jid("romeo@prefs.example"));
    prefs.store(account, some);
    assertEquals(Optional.empty(), prefs.load(account));
    assertEquals(Optional.empty(), prefs.load(accountOf("romeo@prefs.example")));
  }
}
