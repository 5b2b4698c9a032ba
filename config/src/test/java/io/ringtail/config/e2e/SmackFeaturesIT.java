// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.carbons.CarbonManager;
import org.jivesoftware.smackx.carbons.packet.CarbonExtension.Direction;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqlast.LastActivityManager;
import org.jivesoftware.smackx.iqprivate.PrivateDataManager;
import org.jivesoftware.smackx.iqprivate.packet.DefaultPrivateData;
import org.jivesoftware.smackx.iqversion.VersionManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.time.EntityTimeManager;
import org.jivesoftware.smackx.vcardtemp.VCardManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

class SmackFeaturesIT {
  private static final EntityBareJid NURSE =
      JidCreate.entityBareFromOrThrowUnchecked("nurse@localhost");

  private static final EntityBareJid NOBODY =
      JidCreate.entityBareFromOrThrowUnchecked("nobody@localhost");

  @TempDir private static Path folder;
  private static PackagedNode node;

  private SmackClients clients;
  private XMPPTCPConnection romeo;
  private DomainBareJid domain;

  @BeforeAll
  static void start() throws Exception {
    node = PackagedNode.start(folder, PackagedNode.TLS);
    node.register("romeo", "juliet", "nurse");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @BeforeEach
  void login() throws Exception {
    clients = new SmackClients(node);
    romeo = clients.online("romeo", "orchard");
    domain = romeo.getXMPPServiceDomain();
  }

  @AfterEach
  void logout() {
    clients.close();
  }

  @Test
  void shouldDescribeItselfByServiceDiscovery() throws Exception {
    final ServiceDiscoveryManager disco = ServiceDiscoveryManager.getInstanceFor(romeo);
    final DiscoverInfo server = disco.discoverInfo(domain);
    assertTrue(server.hasIdentity("server", "im"), server::toString);
    assertTrue(server.containsFeature("urn:xmpp:ping"), server::toString);
    assertTrue(server.containsFeature("urn:xmpp:carbons:2"), server::toString);
    final DiscoverInfo account = disco.discoverInfo(romeo.getUser().asBareJid());
    assertTrue(account.hasIdentity("account", "registered"), account::toString);
    assertNotNull(disco.discoverItems(domain));
  }

  @Test
  void shouldAnswerPings() throws Exception {
    assertTrue(PingManager.getInstanceFor(romeo).pingMyServer());
  }

  @Test
  void shouldCarryAPingToAnotherClient() throws Exception {
    final XMPPTCPConnection juliet = clients.online("juliet", "balcony");
    assertTrue(PingManager.getInstanceFor(romeo).ping(juliet.getUser()));
  }

  @Test
  void shouldTellItsVersion() throws Exception {
    assertEquals("Ringtail", VersionManager.getInstanceFor(romeo).getVersion(domain).getName());
  }

  @Test
  void shouldTellItsTime() throws Exception {
    final var time = EntityTimeManager.getInstanceFor(romeo).getTime(domain);
    assertNotNull(time.getTime());
  }

  @Test
  void shouldTellHowLongItHasBeenUp() throws Exception {
    assertTrue(
        LastActivityManager.getInstanceFor(romeo).getLastActivity(domain).getIdleTime() >= 0);
  }

  @Test
  void shouldKeepPrivateData() throws Exception {
    final PrivateDataManager manager = PrivateDataManager.getInstanceFor(romeo);
    final DefaultPrivateData data = new DefaultPrivateData("color", "urn:example:prefs");
    data.setValue("hair", "auburn");
    manager.setPrivateData(data);
    final DefaultPrivateData kept =
        (DefaultPrivateData) manager.getPrivateData("color", "urn:example:prefs");
    assertEquals("auburn", kept.getValue("hair"));
  }

  @Test
  void shouldKeepAVCardAndShowItToOthers() throws Exception {
    final VCard card = new VCard();
    card.setFirstName("Romeo");
    card.setAvatar(new byte[] {1, 2, 3}, "image/png");
    VCardManager.getInstanceFor(romeo).saveVCard(card);
    final VCard seen =
        VCardManager.getInstanceFor(clients.online("juliet", "balcony"))
            .loadVCard(romeo.getUser().asEntityBareJid());
    assertEquals("Romeo", seen.getFirstName());
    assertEquals(3, seen.getAvatar().length);
  }

  @Test
  void shouldSendCarbonsOfBothDirections() throws Exception {
    final XMPPTCPConnection phone = clients.online("romeo", "phone");
    final XMPPTCPConnection juliet = clients.online("juliet", "balcony");
    final CarbonManager carbons = CarbonManager.getInstanceFor(phone);
    assertTrue(carbons.isSupportedByServer());
    carbons.enableCarbons();
    final BlockingQueue<String> copies = new LinkedBlockingQueue<>();
    carbons.addCarbonCopyReceivedListener(
        (direction, copy, wrapping) -> copies.add(direction + " " + copy.getBody()));
    romeo.sendStanza(chat("to her").to(juliet.getUser()).build());
    assertEquals(Direction.sent + " to her", Await.next("a sent copy", copies));
    juliet.sendStanza(chat("to him").to(romeo.getUser()).build());
    assertEquals(Direction.received + " to him", Await.next("a received copy", copies));
  }

  @Test
  void shouldBounceAMessageToNobody() throws Exception {
    final BlockingQueue<Stanza> answers = new LinkedBlockingQueue<>();
    romeo.addSyncStanzaListener(answers::add, StanzaTypeFilter.MESSAGE);
    romeo.sendStanza(chat("is she in?").to(NOBODY).build());
    final Message bounced = (Message) Await.next("the bounce", answers);
    assertEquals(Message.Type.error, bounced.getType());
    assertEquals(NOBODY, bounced.getFrom());
    assertEquals(StanzaError.Condition.service_unavailable, bounced.getError().getCondition());
    assertNull(bounced.getBody());
    assertFalse(answers.contains(bounced));
  }

  @Test
  void shouldKeepAMessageForAUserWhoIsOffline() throws Exception {
    romeo.sendStanza(chat("when she comes").to(NURSE).build());
    final XMPPTCPConnection nurse = clients.startTls("nurse", "chamber");
    final BlockingQueue<Stanza> messages = new LinkedBlockingQueue<>();
    nurse.addSyncStanzaListener(messages::add, StanzaTypeFilter.MESSAGE);
    clients.login(nurse);
    final Message kept = (Message) Await.next("what waited", messages);
    assertEquals("when she comes", kept.getBody());
    assertEquals(romeo.getUser(), kept.getFrom());
    assertTrue(kept.hasExtension("delay", "urn:xmpp:delay"));
  }

  private static MessageBuilder chat(final String body) {
    return StanzaBuilder.buildMessage().ofType(Message.Type.chat).setBody(body);
  }
}
