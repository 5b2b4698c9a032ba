// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.TlsEngine;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.ScramClient;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TlsClient;
import java.nio.file.Path;
import java.security.MessageDigest;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TlsStreamTest {
  private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

  @TempDir Path folder;
  private TestNode node;
  private RawClient client;

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    node.close();
  }

  @ParameterizedTest
  @CsvSource({"BORINGSSL,TLSv1.2", "BORINGSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void shouldLogInAfterStartTls(final TlsEngine engine, final String version) throws Exception {
    start(TlsMode.STARTTLS_REQUIRED, engine);
    startTls();
    final SSLSocket socket = TlsClient.handshake(client, version);
    client.login("user", "phone");
    assertEquals(version, socket.getSession().getProtocol());
  }

  @ParameterizedTest
  @CsvSource({"BORINGSSL,TLSv1.2", "BORINGSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void shouldGoOnWithATlsSessionByItsTicket(final TlsEngine engine, final String version)
      throws Exception {
    start(TlsMode.TLS, engine);
    final TlsClient device = new TlsClient();
    for (int i = 0; i < 3; i++) {
      client.close();
      client = new RawClient(node.address());
      device.connect(client, version);
      client.login("user", "phone"); // tickets of TLS 1.3 come behind the handshake
    }
    assertEquals(1, device.certificatesSeen());
  }

  @ParameterizedTest
  @CsvSource({"BORINGSSL,TLSv1.2", "BORINGSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void shouldSelectTheProtocolOfDirectTls(final TlsEngine engine, final String version)
      throws Exception {
    start(TlsMode.TLS, engine);
    final SSLSocket socket = TlsClient.handshake(client, version);
    client.login("user", "phone");
    assertEquals("xmpp-client", socket.getApplicationProtocol());
  }

  @ParameterizedTest
  @CsvSource({"BORINGSSL,TLSv1.2", "BORINGSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void shouldBindScramToTheServerCertificate(final TlsEngine engine, final String version)
      throws Exception {
    start(TlsMode.TLS, engine);
    final SSLSocket socket = TlsClient.handshake(client, version);
    final byte[] certificate = socket.getSession().getPeerCertificates()[0].getEncoded();
    final byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
    assertTrue(scramPlus("tls-server-end-point", hash).contains("<success"));
  }

  @Test
  void shouldBindScramToTheExporterOnTls13OfTheJdk() throws Exception {
    start(TlsMode.TLS, TlsEngine.JDK);
    final SSLSocket socket = TlsClient.handshake(client, "TLSv1.3");
    final byte[] exported =
        ((ExtendedSSLSession) socket.getSession())
            .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
    assertTrue(scramPlus("tls-exporter", exported).contains("<success"));
  }

  @ParameterizedTest
  @EnumSource(names = {"BORINGSSL", "JDK"})
  void shouldRefuseABindingToAnotherCertificate(final TlsEngine engine) throws Exception {
    start(TlsMode.TLS, engine);
    TlsClient.handshake(client, "TLSv1.3");
    assertTrue(scramPlus("tls-server-end-point", new byte[32]).contains("<not-authorized/"));
  }

  @Test
  void shouldListOnlyTheBindingTypesTheProviderComputes() throws Exception {
    start(TlsMode.TLS, TlsEngine.BORINGSSL);
    TlsClient.handshake(client, "TLSv1.3");
    final String features = client.send(RawClient.HEADER).expect("</stream:features>");
    assertTrue(features.contains("<channel-binding type='tls-server-end-point'/>"), features);
    assertFalse(features.contains("tls-exporter"), features);
  }

  @Test
  void shouldRefuseScramFlagYWhenPlusWasOffered() throws Exception {
    start(TlsMode.TLS, TlsEngine.BORINGSSL);
    TlsClient.handshake(client, "TLSv1.3");
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send(new ScramClient(ScramHash.SHA_1, "user", "y,,", new byte[0]).auth("SCRAM-SHA-1"));
    assertTrue(client.expect("</failure>").contains("<not-authorized/>"));
  }

  @Test
  void shouldLetAClientTryOnThatKnowsNoneOfTheBindingTypes() throws Exception {
    start(TlsMode.TLS, TlsEngine.BORINGSSL);
    TlsClient.handshake(client, "TLSv1.3");
    client.send(RawClient.HEADER).expect("</stream:features>");
    for (int i = 0; i < 5; i++) {
      assertTrue(tryUnfit().contains("was not offered"));
    }
    client.authenticate("user", "pencil");
  }

  @Test
  void shouldNotLetItTryForEver() throws Exception {
    start(TlsMode.TLS, TlsEngine.BORINGSSL);
    TlsClient.handshake(client, "TLSv1.3");
    client.send(RawClient.HEADER).expect("</stream:features>");
    for (int i = 0; i < 12; i++) {
      tryUnfit();
    }
    assertTrue(client.rest().contains("<policy-violation "));
  }

  private String tryUnfit() {
    final ScramClient scram =
        new ScramClient(ScramHash.SHA_256, "user", "p=tls-unique,,", new byte[12]);
    return client.send(scram.auth("SCRAM-SHA-256-PLUS")).expect("</failure>");
  }

  @Test
  void shouldOfferNothingButTlsWhereTlsIsRequired() throws Exception {
    start(TlsMode.STARTTLS_REQUIRED, TlsEngine.JDK);
    final String features = client.send(RawClient.HEADER).expect("</stream:features>");
    assertTrue(features.contains("<required/>"), features);
    assertFalse(features.contains("<mechanism>"), features);
  }

  @Test
  void shouldFailAnAuthenticationBeforeRequiredTls() throws Exception {
    start(TlsMode.STARTTLS_REQUIRED, TlsEngine.JDK);
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AHVzZXIAcGVuY2ls</auth>");
    assertTrue(client.expect("</failure>").contains("<encryption-required/>"));
  }

  @Test
  void shouldDiscardWhatIsPipelinedInTheClearBehindStartTls() throws Exception {
    start(TlsMode.STARTTLS_REQUIRED, TlsEngine.BORINGSSL);
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send(STARTTLS + "<iq type='set' id='evil'><x xmlns='urn:evil'/></iq>");
    client.expect("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    TlsClient.handshake(client, "TLSv1.3");
    client.login("user", "phone");
    assertFalse(node.router().log().toString().contains("evil"));
  }

  private void start(final TlsMode mode, final TlsEngine engine) throws InterruptedException {
    node =
        new TestNode(
            TestNode.Plan.plain().encrypted(mode, engine, folder),
            new FixedCredentials("user", "pencil", new byte[16]));
    client = new RawClient(node.address());
  }

  private void startTls() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send(STARTTLS).expect("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  }

  private String scramPlus(final String type, final byte[] data) {
    client.send(RawClient.HEADER).expect("</stream:features>");
    final ScramClient scram = new ScramClient(ScramHash.SHA_256, "user", "p=" + type + ",,", data);
    client.send(scram.auth("SCRAM-SHA-256-PLUS"));
    client.send(scram.response(client.expect("</challenge>"), "pencil"));
    return client.expect("xmpp-sasl'>") + client.expect("/");
  }
}
