// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.impl.JidCreate;

class SmackRosterIT {
  private static final BareJid ROMEO = JidCreate.bareFromOrThrowUnchecked("romeo@localhost");
  private static final BareJid JULIET = JidCreate.bareFromOrThrowUnchecked("juliet@localhost");

  @TempDir private Path folder;

  @Test
  void shouldKeepAccountsAndSubscriptionsOverARestartAndOverAKill() throws Exception {
    try (PackagedNode first = PackagedNode.start(folder, PackagedNode.TLS)) {
      first.register("romeo", "juliet");
      befriend(first);
    }
    try (PackagedNode second = PackagedNode.start(folder, PackagedNode.TLS)) {
      final String fingerprint = second.fingerprint();
      meetAgain(second, "Juliet");
      second.register("mercutio");
      rename(second, "Capulet's daughter");
      second.kill();
      try (PackagedNode third = PackagedNode.start(folder, PackagedNode.TLS)) {
        assertEquals(fingerprint, third.fingerprint());
        assertTrue(third.control(control -> control.check("mercutio@localhost")).ok());
        meetAgain(third, "Capulet's daughter");
      }
    }
  }

  /** Romeo adds Juliet to his roster; both subscribe to each other and see each other. */
  private static void befriend(final PackagedNode node) throws Exception {
    try (SmackClients clients = new SmackClients(node)) {
      final Roster romeos = acceptingRoster(clients.online("romeo", "orchard"));
      final XMPPTCPConnection juliet = clients.online("juliet", "balcony");
      final Roster juliets = acceptingRoster(juliet);
      romeos.createItemAndRequestSubscription(JULIET, "Juliet", new String[] {"Verona"});
      Await.until("Romeo is subscribed", () -> has(romeos, JULIET, ItemType.to));
      juliets.createItemAndRequestSubscription(ROMEO, "Romeo", new String[0]);
      Await.until("both know of it", () -> friends(romeos, JULIET) && friends(juliets, ROMEO));
      Await.until(
          "each sees the other",
          () ->
              romeos.getPresence(JULIET).isAvailable() && juliets.getPresence(ROMEO).isAvailable());
      presence(juliet, Presence.Mode.dnd, "asleep");
      Await.until(
          "Romeo sees her status", () -> "asleep".equals(romeos.getPresence(JULIET).getStatus()));
      juliet.disconnect();
      Await.until("Romeo sees her leave", () -> !romeos.getPresence(JULIET).isAvailable());
    }
  }

  private static void presence(
      final XMPPTCPConnection who, final Presence.Mode mode, final String status) throws Exception {
    who.sendStanza(
        StanzaBuilder.buildPresence()
            .ofType(Presence.Type.available)
            .setMode(mode)
            .setStatus(status)
            .build());
  }

  /** The rosters are as they were, and presence flows by them. */
  private static void meetAgain(final PackagedNode node, final String julietsName)
      throws Exception {
    try (SmackClients clients = new SmackClients(node)) {
      final Roster romeos = roster(clients.online("romeo", "orchard"));
      assertTrue(friends(romeos, JULIET));
      final RosterEntry juliet = romeos.getEntry(JULIET);
      assertEquals(julietsName, juliet.getName());
      assertEquals("Verona", juliet.getGroups().getFirst().getName());
      assertFalse(romeos.getPresence(JULIET).isAvailable());
      final XMPPTCPConnection cut = clients.startTls("juliet", "balcony");
      cut.setUseStreamManagement(false); // with it she would be expected back
      clients.login(cut);
      Await.until("Romeo sees her come", () -> romeos.getPresence(JULIET).isAvailable());
      assertTrue(friends(roster(cut), ROMEO));
      cut.instantShutdown();
      Await.until("Romeo sees her vanish", () -> !romeos.getPresence(JULIET).isAvailable());
    }
  }

  private static void rename(final PackagedNode node, final String name) throws Exception {
    try (SmackClients clients = new SmackClients(node)) {
      final Roster romeos = roster(clients.online("romeo", "orchard"));
      romeos.getEntry(JULIET).setName(name);
    }
  }

  private static Roster acceptingRoster(final XMPPTCPConnection connection) throws Exception {
    final Roster roster = roster(connection);
    roster.setSubscriptionMode(Roster.SubscriptionMode.accept_all);
    return roster;
  }

  private static Roster roster(final XMPPTCPConnection connection) throws Exception {
    final Roster roster = Roster.getInstanceFor(connection);
    roster.reloadAndWait();
    return roster;
  }

  private static boolean friends(final Roster roster, final BareJid contact) {
    return has(roster, contact, ItemType.both);
  }

  private static boolean has(final Roster roster, final BareJid contact, final ItemType type) {
    final RosterEntry entry = roster.getEntry(contact);
    return entry != null && entry.getType() == type;
  }
}
