// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.account.StoreAccounts;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.persistence.DataFolder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator's change of a password ends on a whole node. */
class PasswordChangeNodeTest {
  private static final String BIND =
      "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";

  @TempDir private Path scratch;
  private DataFolder folder;
  private NodeSettings settings;
  private Node node;
  private InetSocketAddress address;
  private FastDevice device;

  @BeforeEach
  void start() throws Exception {
    folder = DataFolder.open(scratch.resolve("data"));
    settings = TestNodes.settings(scratch, "auto");
    node = Node.start(settings, folder);
    TestNodes.register(node, "romeo");
    address = node.listeners().getFirst().address();
    device = new FastDevice(address);
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
    final String token = device.token();
    try (RawXmpp phone = device.opened()) {
      phone.say(FastDevice.login(token, ""));
      phone.await("</stream:features>");
      change();
      phone.say(BIND);
      phone.await("<reset ");
    }
  }

  @Test
  void shouldRefuseTheTokensOfBefore() throws Exception {
    final String fast = FastDevice.login(device.token(), "");
    try (RawXmpp phone = device.opened()) {
      phone.say(fast);
      phone.await("<success ");
    }
    change();
    try (RawXmpp phone = device.opened()) {
      phone.say(fast);
      phone.await("<not-authorized ");
    }
  }
}
