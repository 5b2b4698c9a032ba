// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestContacts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Subscriptions between two accounts whose rosters are written one after the other.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
class SubscriptionRacesTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com");
  private static final Jid ROMEO = Jid.parse("romeo@example.com");

  private final Stores stores = MemoryStores.create();
  private final TestNode node = node(Map.of());

  private TestNode node(final Map<String, Object> rosterOptions) {
    final Map<String, Options> modules = new HashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.put("mod_roster", new Options(rosterOptions));
    return new TestNode(stores, modules, "example.com");
  }

  private void friends() {
    TestContacts.befriend(node, JULIET, ROMEO);
  }

  private TestSession online(final Jid bareJid) {
    final TestSession session = node.login(bareJid + "/a");
    node.send(session, "<presence/>");
    return session;
  }

  private static List<String> unread(final TestSession session) {
    final List<String> all = new ArrayList<>();
    for (String next = session.poll(); next != null; next = session.poll()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void shouldLeaveNoGhostOfAContactThatCancelledAndLeftAtOnce() {
    friends();
    final TestSession juliet = online(JULIET);
    final TestSession romeo = online(ROMEO);
    unread(juliet);
    node.holdWork();
    node.send(romeo, "<presence to='juliet@example.com' type='unsubscribed'/>");
    node.disconnect(romeo);
    node.runWork();

    assertTrue(unread(juliet).stream().anyMatch(stanza -> stanza.contains("type='unavailable'")));
  }

  @Test
  void shouldShowNobodyWhoWithdrewAnApprovalBeforeItArrived() {
    final TestSession juliet = online(JULIET);
    final TestSession romeo = online(ROMEO);
    node.send(juliet, "<presence to='romeo@example.com' type='subscribe'/>");
    unread(juliet);
    node.holdWork();
    node.send(romeo, "<presence to='juliet@example.com' type='subscribed'/>");
    node.send(romeo, "<presence to='juliet@example.com' type='unsubscribed'/>");
    node.runWork();

    assertFalse(
        unread(juliet).stream()
            .anyMatch(
                stanza ->
                    stanza.contains("from='romeo@example.com/a'")
                        && !stanza.contains("unavailable")));
  }

  @Test
  void shouldAnswerARequestThatThereIsNoRoomFor() {
    final TestNode small = node(Map.of("max_requests", 1L));
    small.account(JULIET);
    final TestSession first = small.login("mercutio@example.com/a");
    final TestSession second = small.login("tybalt@example.com/a");
    small.send(first, "<presence to='juliet@example.com' type='subscribe'/>");
    small.send(second, "<presence/>");
    unread(second);
    small.send(second, "<presence to='juliet@example.com' type='subscribe' id='p1'/>");

    final List<String> heard = unread(second);
    assertEquals(1, heard.size());
    assertTrue(heard.getFirst().contains("<resource-constraint"), heard.getFirst());
    assertEquals(1, stores.rosters().load(small.account(JULIET)).items().size());
  }

  @Test
  void shouldWriteNothingForARequestThatChangesNothing() {
    friends();
    final TestSession juliet = online(JULIET);
    final long before = stores.rosters().load(node.account(ROMEO)).version();
    node.send(juliet, "<presence to='romeo@example.com' type='subscribe'/>");

    assertEquals(before, stores.rosters().load(node.account(ROMEO)).version());
  }
}
