// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.DurabilityRule;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a message some view keeps leaves behind: its entry in the journal, its id at the recipient.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class LedgerTest {
  private static final String CHAT =
      "<message type='chat' to='juliet@capulet.lit' id='m1'><body>O</body></message>";

  private final TestNode node = nodeThatArchives();

  @Test
  void shouldJournalTheStampedMessageWithBothAccounts() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    login("juliet@capulet.lit/balcony");
    node.send(romeo, CHAT);
    assertEquals(1, node.journal().messages().size());
    final byte[] bytes = node.journal().messages().getFirst();
    assertEquals(Layout.VERSION, Layout.version(bytes, 0));
    assertEquals(EntryType.MESSAGE, Layout.type(bytes, 0));
    final MessageEntry entry = new MessageEntry().wrap(bytes, 0);
    assertEquals(Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT, entry.views());
    assertEquals("romeo@capulet.lit/orchard", text(bytes, entry.fromStart(), entry.fromEnd()));
    assertEquals("juliet@capulet.lit", text(bytes, entry.toStart(), entry.toEnd()));
    assertEquals(
        "<message from='romeo@capulet.lit/orchard' type='chat' to='juliet@capulet.lit' id='m1'>"
            + "<body>O</body></message>",
        text(bytes, entry.stanzaStart(), entry.stanzaEnd()));
    assertTrue(entry.sender() > 0 && entry.recipient() > 0 && entry.sender() != entry.recipient());
    assertEquals(node.nowMs(), entry.receivedAtMs());
  }

  @Test
  void shouldStampTheRecipientsCopyWithTheArchiveId() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    final TestSession juliet = login("juliet@capulet.lit/balcony");
    node.send(romeo, CHAT);
    node.send(romeo, "<message type='chat' to='juliet@capulet.lit'/>");
    assertEquals(
        "<message from='romeo@capulet.lit/orchard' type='chat' to='juliet@capulet.lit' id='m1'>"
            + stanzaId(0)
            + "<body>O</body></message>",
        juliet.poll());
    assertEquals(
        "<message from='romeo@capulet.lit/orchard' type='chat' to='juliet@capulet.lit'>"
            + stanzaId(1)
            + "</message>",
        juliet.poll());
  }

  @Test
  void shouldTellNobodyOfAMessageTheJournalTakesNot() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    final TestSession juliet = login("juliet@capulet.lit/balcony");
    node.journal().fill();
    node.send(romeo, CHAT);
    assertTrue(romeo.poll().contains("<resource-constraint"));
    assertNull(juliet.poll());
    assertTrue(node.journal().messages().isEmpty());
  }

  @Test
  void shouldNotBounceWhatTheRecipientWillFindInTheArchive() {
    final TestSession romeo = node.login("romeo@capulet.lit/orchard");
    node.account(Jid.parse("juliet@capulet.lit"));
    node.send(romeo, CHAT);
    assertNull(romeo.poll());
    assertEquals(1, node.journal().messages().size());
  }

  private static TestNode nodeThatArchives() {
    final List<Feature> features = new ArrayList<>(HostTypes.discover());
    features.add(new ArchivesAll());
    return new TestNode(
        MemoryStores.create(), features, HostTypes.defaults(features), "capulet.lit");
  }

  /** Keeps every message on both sides. */
  private static final class ArchivesAll implements Feature, DurabilityRule {
    @Override
    public String module() {
      return "archives_all";
    }

    @Override
    public List<Spec> specs() {
      return List.of();
    }

    @Override
    public void install(final FeatureSetup setup) {
      setup.durability(this);
    }

    @Override
    public int sent(final Packet packet, final AccountView sender) {
      return Views.ARCHIVE_SENDER;
    }

    @Override
    public int received(
        final Packet packet, final AccountView recipient, final RoutedHook.Chosen chosen) {
      return Views.ARCHIVE_RECIPIENT;
    }
  }

  private TestSession login(final String jid) {
    final TestSession session = node.login(jid);
    node.send(session, "<presence/>");
    while (session.poll() != null) {}
    return session;
  }

  private String stanzaId(final int entry) {
    final long id = Layout.id(node.journal().messages().get(entry), 0);
    return "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.lit' id='"
        + ArchiveIds.toText(id)
        + "'/>";
  }

  private static String text(final byte[] bytes, final int start, final int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
