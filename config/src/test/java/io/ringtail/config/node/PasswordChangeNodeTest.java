// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.account.StoreAccounts;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.persistence.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator's change of a password ends on a whole node. */
class PasswordChangeNodeTest {
  private static final String DEVICE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final String TOKEN = "HT-SHA-256-NONE";

  private static final String BIND =
      "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";

  @TempDir private Path scratch;
  private DataFolder folder;
  private NodeSettings settings;
  private Node node;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    folder = DataFolder.open(scratch.resolve("data"));
    settings = TestNodes.settings(scratch, "auto");
    node = Node.start(settings, folder);
    TestNodes.register(node, "romeo");
    address = node.listeners().getFirst().address();
  }

  @AfterEach
  void stop() throws Exception {
    node.stop(10_000);
    folder.close();
  }

  private void change() {
    final StoreAccounts accounts =
        new StoreAccounts(settings, node.stores().accounts(), new RouterAccounts(node::command), 1);
    assertTrue(accounts.changePassword("romeo@localhost", "another").ok());
  }

  private static String authenticate(
      final String mechanism, final byte[] proof, final String more) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
        + mechanism
        + "'><initial-response>"
        + Base64.getEncoder().encodeToString(proof)
        + "</initial-response><user-agent id='"
        + DEVICE
        + "'/>"
        + more
        + "</authenticate>";
  }

  private static byte[] proof(final String token) throws GeneralSecurityException {
    final Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("romeo\0".getBytes(UTF_8));
    out.writeBytes(mac.doFinal("Initiator".getBytes(UTF_8)));
    return out.toByteArray();
  }

  private RawXmpp opened() throws IOException {
    final RawXmpp client = new RawXmpp(address, "localhost");
    client.open();
    client.await("</stream:features>");
    return client;
  }

  @Test
  void shouldEndEveryStreamAndTellTheOperatorWhenThatIsDone() throws Exception {
    try (RawXmpp phone = RawXmpp.loggedIn(address, "romeo", "localhost", "secret", "phone");
        RawXmpp tablet = RawXmpp.loggedIn(address, "romeo", "localhost", "secret", "tablet")) {
      tablet.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
      final String id = tablet.await("/>").replaceAll("(?s).* id='([^']+)'.*", "$1");
      change();
      phone.await("<reset ");
      tablet.await("<reset ");
      try (RawXmpp again = RawXmpp.authenticated(address, "romeo", "localhost", "another")) {
        again.say("<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + id + "'/>");
        again.await("<item-not-found");
      }
    }
  }

  @Test
  void shouldEndWhoHasProvenTheOldPasswordAndBindsOrResumesAfterwards() throws Exception {
    try (RawXmpp binds = RawXmpp.authenticated(address, "romeo", "localhost", "secret");
        RawXmpp resumes = RawXmpp.authenticated(address, "romeo", "localhost", "secret")) {
      change();
      binds.say(BIND);
      binds.await("<reset ");
      resumes.say("<resume xmlns='urn:xmpp:sm:3' h='0' previd='x'/>");
      resumes.await("<reset ");
    }
  }

  @Test
  void shouldEndWhoHasShownAnOldTokenAndBindsAfterwards() throws Exception {
    final String token = token();
    try (RawXmpp phone = opened()) {
      phone.say(authenticate(TOKEN, proof(token), "<fast xmlns='urn:xmpp:fast:0'/>"));
      phone.await("</stream:features>");
      change();
      phone.say(BIND);
      phone.await("<reset ");
    }
  }

  @Test
  void shouldRefuseTheTokensOfBefore() throws Exception {
    final String token = token();
    final String fast = authenticate(TOKEN, proof(token), "<fast xmlns='urn:xmpp:fast:0'/>");
    try (RawXmpp phone = opened()) {
      phone.say(fast);
      phone.await("<success ");
    }
    change();
    try (RawXmpp phone = opened()) {
      phone.say(fast);
      phone.await("<not-authorized ");
    }
  }

  private String token() throws Exception {
    try (RawXmpp phone = opened()) {
      phone.say(
          authenticate(
              "PLAIN",
              "\0romeo\0secret".getBytes(UTF_8),
              "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + TOKEN + "'/>"));
      return phone.await("</success>").replaceAll("(?s).* token='([^']+)'.*", "$1");
    }
  }
}
