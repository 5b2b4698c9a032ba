// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.rehearsal.PinnedCertificate;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.iqregister.AccountManager;
import org.jivesoftware.smackx.iqregister.packet.Registration;
import org.jivesoftware.smackx.ping.PingManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.parts.Localpart;

class SmackLoginIT {
  private static final String CONFIG =
      PackagedNode.TLS
          + "[modules]\n"
          + "  mod_register = {}\n"
          + "  mod_roster = {}\n"
          + "  mod_presence = {}\n"
          + "  mod_ping = {}\n";

  @TempDir private static Path folder;
  private static PackagedNode node;

  private SmackClients clients;

  @BeforeAll
  static void start() throws Exception {
    node = PackagedNode.start(folder, CONFIG);
    node.register("romeo");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @BeforeEach
  void open() {
    clients = new SmackClients(node);
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-1"})
  void shouldLogInOverStartTlsByEachMechanism(final String mechanism) throws Exception {
    final XMPPTCPConnection romeo =
        clients.login(
            clients.make(
                clients
                    .to(node.startTls(), "orchard")
                    .setUsernameAndPassword("romeo", PackagedNode.PASSWORD)
                    .setSecurityMode(SecurityMode.required)
                    .setCustomX509TrustManager(new PinnedCertificate(node.fingerprint()))
                    .addEnabledSaslMechanism(mechanism)));
    assertEquals(mechanism, romeo.getUsedSaslMechansism());
    assertEquals("romeo@localhost/orchard", romeo.getUser().toString());
  }

  @Test
  void shouldLogInOverDirectTls() throws Exception {
    final XMPPTCPConnection romeo = clients.login(clients.directTls("romeo", "orchard"));
    assertEquals("SCRAM-SHA-1", romeo.getUsedSaslMechansism());
    assertTrue(PingManager.getInstanceFor(romeo).pingMyServer());
  }

  @Test
  void shouldRefuseAWrongPasswordAndAnUnknownUserAlike() throws Exception {
    final XMPPTCPConnection wrong = clients.startTls("romeo", "orchard");
    wrong.connect();
    final SASLErrorException refused =
        assertThrows(SASLErrorException.class, () -> wrong.login("romeo", "guess"));
    assertEquals("not-authorized", refused.getSASLFailure().getSASLErrorString());
    final XMPPTCPConnection nobody = clients.startTls("nobody", "orchard");
    nobody.connect();
    final SASLErrorException unknown = assertThrows(SASLErrorException.class, nobody::login);
    assertEquals("not-authorized", unknown.getSASLFailure().getSASLErrorString());
  }

  @Test
  void shouldTellTheOlderSessionOfAConflict() throws Exception {
    final XMPPTCPConnection older = clients.online("romeo", "orchard");
    final BlockingQueue<Exception> ended = new LinkedBlockingQueue<>();
    older.addConnectionListener(
        new ConnectionListener() {
          @Override
          public void connectionClosedOnError(final Exception why) {
            ended.add(why);
          }
        });
    final XMPPTCPConnection newer = clients.online("romeo", "orchard");
    final Exception why = Await.next("the end of the older session", ended);
    assertEquals(
        StreamError.Condition.conflict,
        ((StreamErrorException) why).getStreamError().getCondition());
    assertTrue(PingManager.getInstanceFor(newer).pingMyServer());
  }

  @Test
  void shouldRegisterInBandWhenSwitchedOn() throws Exception {
    final XMPPTCPConnection newcomer = clients.startTls("mercutio", "street");
    newcomer.connect();
    final AccountManager accounts = AccountManager.getInstance(newcomer);
    assertTrue(accounts.supportsAccountCreation());
    accounts.createAccount(Localpart.from("mercutio"), PackagedNode.PASSWORD);
    newcomer.login();
    assertEquals("mercutio@localhost/street", newcomer.getUser().toString());
    accounts.changePassword("another secret");
    final XMPPTCPConnection again = clients.startTls("mercutio", "square");
    again.connect();
    again.login("mercutio", "another secret");
    deleteAccount(newcomer);
    assertTrue(!node.control(control -> control.check("mercutio@localhost")).ok());
  }

  /**
   * Smack's own method does not look at an answer any more once the stream has ended, and its end
   * comes right behind the answer.
   */
  private static void deleteAccount(final XMPPTCPConnection connection) throws Exception {
    final Registration removal = new Registration(Map.of("remove", ""));
    removal.setType(IQ.Type.set);
    removal.setTo(connection.getXMPPServiceDomain());
    final StanzaCollector answers = connection.createStanzaCollectorAndSend(removal);
    final AtomicReference<IQ> answer = new AtomicReference<>();
    Await.until(
        "an answer to the removal",
        () -> {
          answer.set(answers.pollResult());
          return answer.get() != null;
        });
    assertEquals(IQ.Type.result, answer.get().getType());
  }
}
