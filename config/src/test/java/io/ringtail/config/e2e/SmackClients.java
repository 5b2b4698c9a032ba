// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import io.ringtail.config.rehearsal.PinnedCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/**
 * Smack connections to a node, which trust its certificate by the fingerprint in the banner.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class SmackClients implements AutoCloseable {
  private final PackagedNode node;
  private final List<XMPPTCPConnection> all = new ArrayList<>();

  SmackClients(final PackagedNode node) {
    SmackConfiguration.setDefaultReplyTimeout(Await.DEADLINE_MS);
    this.node = node;
  }

  /** Logged in over STARTTLS with the best mechanism Smack and the node share; sent presence. */
  XMPPTCPConnection online(final String user, final String resource)
      throws IOException, SmackException, XMPPException, InterruptedException {
    return login(startTls(user, resource));
  }

  XMPPTCPConnection login(final XMPPTCPConnection connection)
      throws IOException, SmackException, XMPPException, InterruptedException {
    connection.connect().login();
    return connection;
  }

  /** Not connected yet. */
  XMPPTCPConnection startTls(final String user, final String resource) throws IOException {
    return make(
        to(node.startTls(), resource)
            .setUsernameAndPassword(user, PackagedNode.PASSWORD)
            .setSecurityMode(SecurityMode.required)
            .setCustomX509TrustManager(new PinnedCertificate(node.fingerprint())));
  }

  /** TLS from the first byte, which Smack knows as a socket that happens to be encrypted. */
  XMPPTCPConnection directTls(final String user, final String resource)
      throws IOException, NoSuchAlgorithmException, KeyManagementException {
    final SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new PinnedCertificate(node.fingerprint())}, null);
    return make(
        to(node.directTls(), resource)
            .setUsernameAndPassword(user, PackagedNode.PASSWORD)
            .setSocketFactory(context.getSocketFactory())
            .setSecurityMode(SecurityMode.disabled)
            .addEnabledSaslMechanism("SCRAM-SHA-1"));
  }

  XMPPTCPConnectionConfiguration.Builder to(final InetSocketAddress address, final String resource)
      throws IOException {
    return XMPPTCPConnectionConfiguration.builder()
        .setXmppDomain(PackagedNode.DOMAIN)
        .setHostAddress(address.getAddress())
        .setPort(address.getPort())
        .setConnectTimeout(Await.DEADLINE_MS)
        .setHostnameVerifier((host, session) -> true)
        .setResource(resource);
  }

  XMPPTCPConnection make(final XMPPTCPConnectionConfiguration.Builder builder) {
    final XMPPTCPConnection connection = new XMPPTCPConnection(builder.build());
    connection.setReplyTimeout(Await.DEADLINE_MS);
    all.add(connection);
    return connection;
  }

  @Override
  public void close() {
    all.forEach(XMPPTCPConnection::disconnect);
  }
}
