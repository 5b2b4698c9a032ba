// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * XEP-0386 §4.2: who binds with Bind 2 reads in the archive what others are handed.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class BoundOfflineTest {
  private static final String PHONE = "romeo@capulet.lit/App/x";
  private static final String DESK = "romeo@capulet.lit/desk";
  private static final String UNARCHIVED = "<no-permanent-store xmlns='urn:xmpp:hints'/>";
  private static final Pattern BODY = Pattern.compile("<body>([^<]*)</body>");

  private TestNode node = new TestNode("capulet.lit");
  private TestSession juliet = node.login("juliet@capulet.lit/balcony");

  private TestSession phone() {
    final Element bind = new Element("bind", Bind2.NAMESPACE);
    bind.child("enable", "urn:xmpp:sm:3").set("resume", "true");
    return node.login(PHONE, new InlineLogin("dj0=", null, bind, null, List.of()));
  }

  private TestSession desk() {
    final TestSession desk = node.login(DESK);
    node.send(desk, "<presence/>");
    return desk;
  }

  private void write(final String text, final String more) {
    node.account(Jid.parse("romeo@capulet.lit"));
    final String body = "<body>" + text + "</body>";
    node.send(juliet, "<message to='romeo@capulet.lit' type='chat'>" + body + more + "</message>");
  }

  private static List<String> bodies(final TestSession session) {
    final List<String> bodies = new ArrayList<>();
    for (String next = session.poll(); next != null; next = session.poll()) {
      final Matcher body = BODY.matcher(next);
      if (body.find()) {
        bodies.add(body.group(1));
      }
    }
    return bodies;
  }

  @Test
  void shouldHandOverOnlyWhatIsInNoArchive() {
    write("one", "");
    write("two", UNARCHIVED);
    write("three", "");
    final TestSession phone = phone();
    node.send(phone, "<presence/>");
    assertEquals(List.of("two"), bodies(phone));
  }

  @Test
  void shouldClearThemAtTheBind() {
    write("one", "");
    phone();
    assertEquals(List.of(), bodies(desk()));
  }

  @Test
  void shouldHandOverWhatCameAfterTheBind() {
    write("one", "");
    final TestSession phone = phone();
    write("two", "");
    node.send(phone, "<presence/>");
    assertEquals(List.of("two"), bodies(phone));
  }

  @Test
  void shouldHandOverWhatTheDevicesGhostHadNotAcknowledged() {
    final TestSession ghost = phone();
    node.send(ghost, "<presence/>");
    write("one", "");
    node.disconnect(ghost);
    final TestSession phone = phone();
    node.send(phone, "<presence/>");
    assertEquals(List.of("one"), bodies(phone));
  }

  @Test
  void shouldHandEverythingOverWhereThereIsNoArchive() {
    final Map<String, Options> modules =
        new LinkedHashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.remove("mod_mam");
    node = new TestNode(MemoryStores.create(), modules, "capulet.lit");
    juliet = node.login("juliet@capulet.lit/balcony");
    write("one", "");
    final TestSession phone = phone();
    node.send(phone, "<presence/>");
    assertEquals(List.of("one"), bodies(phone));
  }
}
