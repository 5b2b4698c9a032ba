// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XEP-0386 §4.2: the archive at the moment of the bind. */
class BoundMetadataTest {
  private static final String JID = "romeo@capulet.lit/App/x";

  private final TestNode node = new TestNode("capulet.lit");
  private final TestSession juliet = node.login("juliet@capulet.lit/balcony");

  private static InlineLogin bind() {
    return new InlineLogin("dj0=", null, new Element("bind", Bind2.NAMESPACE), null, List.of());
  }

  private void write(final String id) {
    node.send(
        juliet,
        "<message to='romeo@capulet.lit' type='chat' id='" + id + "'><body>x</body></message>");
  }

  private static String id(final String answer, final String end) {
    return answer.replaceAll(".*<" + end + " id='([^']+)' timestamp='[^']+'/>.*", "$1");
  }

  /** What the archive itself says, asked later. */
  private String archive(final TestSession romeo) {
    node.send(romeo, "<iq type='get' id='m'><metadata xmlns='urn:xmpp:mam:2'/></iq>");
    return romeo.poll();
  }

  @Test
  void shouldTellTheEndsOfTheArchive() {
    node.account(Jid.parse("romeo@capulet.lit"));
    write("m1");
    write("m2");
    final TestSession romeo = node.login(JID, bind());
    final String answer = romeo.poll();
    final String archive = archive(romeo);
    assertEquals(id(archive, "start"), id(answer, "start"));
    assertEquals(id(archive, "end"), id(answer, "end"));
    assertFalse(id(answer, "start").equals(id(answer, "end")), answer);
  }

  @Test
  void shouldCountWhatComesWhileTheStoreIsRead() {
    node.account(Jid.parse("romeo@capulet.lit"));
    write("m1");
    node.holdWork();
    final TestSession romeo = node.login(JID, bind());
    assertNull(romeo.poll());
    write("m2");
    node.runWork();
    final String answer = romeo.poll();
    assertEquals(id(archive(romeo), "end"), id(answer, "end"));
  }

  @Test
  void shouldBindWithoutItWhenTheStoreCanNotSay() {
    node.account(Jid.parse("romeo@capulet.lit"));
    node.holdWriter();
    write("m1");
    final TestSession romeo = node.login(JID, bind());
    assertTrue(romeo.poll().contains("<bound xmlns='urn:xmpp:bind:0'/>"));
    assertNotNull(romeo.jid());
  }

  @Test
  void shouldNotGuessWhichOfTheVeryFirstMessagesIsTheFirst() {
    node.login("romeo@capulet.lit/home");
    node.holdWork();
    final TestSession romeo = node.login(JID, bind());
    node.runOne(); // the store is read: it has nothing
    write("m1");
    node.runWork();
    assertTrue(romeo.poll().contains("<bound "));
  }

  @Test
  void shouldForgetAClientThatIsGoneBeforeTheStoreIsRead() {
    node.login("romeo@capulet.lit/home");
    node.holdWork();
    final TestSession romeo = node.login(JID, bind());
    node.disconnect(romeo);
    node.runWork();
    assertNull(romeo.poll());
    assertNull(romeo.jid());
  }

  @Test
  void shouldEndTheStreamOfAnAccountRemovedWhileTheStoreIsRead() {
    final TestSession home = node.login("romeo@capulet.lit/home");
    node.holdWork();
    node.execute(
        (view, out) ->
            out.withAccount(
                home.jid().bare(),
                (account, later) -> later.removeAccount(account, null, (done, last) -> {}),
                null));
    final TestSession romeo = node.login(JID, bind());
    node.runWork();
    assertNull(romeo.jid());
    assertTrue(romeo.closed().contains("<not-authorized"), romeo.closed());
  }

  @Test
  void shouldBindAtOnceWhereThereIsNoArchive() {
    final Map<String, Options> modules =
        new LinkedHashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.remove("mod_mam");
    final TestNode plain = new TestNode(MemoryStores.create(), modules, "capulet.lit");
    plain.login("romeo@capulet.lit/home");
    plain.holdWork();
    final TestSession romeo = plain.login(JID, bind());
    assertTrue(romeo.poll().contains("<bound xmlns='urn:xmpp:bind:0'/>"));
    assertFalse(plain.host("capulet.lit").type().inlineFeatures().contains("urn:xmpp:mam:2"));
  }
}
