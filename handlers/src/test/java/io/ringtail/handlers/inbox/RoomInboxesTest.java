// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.testkit.MemoryInboxes;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.NodeParts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A room's messages in its members' inboxes, as the module that keeps rooms brings them there. */
final class RoomInboxesTest {
  private static final Jid ROOM = Jid.parse("cave@muclight.example.com");
  private static final List<String> MEMBERS = List.of("romeo", "juliet", "nurse");

  private final TestRooms rooms = new TestRooms();
  private TestNode node = start();
  private final long[] numbers = new long[MEMBERS.size()];

  RoomInboxesTest() {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = node.account(Jid.parse(MEMBERS.get(i) + "@example.com"));
    }
  }

  /**
   * Stands for the module that keeps rooms: what an IQ tells it to.
   *
   * <p>Owner: Router. Allocates: per request.
   */
  private final class TestRooms implements Feature {
    private Supplier<RoomInboxes> inboxes;
    private long lastId;

    @Override
    public String module() {
      return "mod_test_rooms";
    }

    @Override
    public List<Spec> specs() {
      return List.of();
    }

    @Override
    public void install(final FeatureSetup setup) {
      inboxes = setup.service(RoomInboxes.class);
      setup.iq(Target.HOST, StanzaType.SET, "post", "test:rooms", this::post);
      setup.iq(Target.HOST, StanzaType.SET, "kick", "test:rooms", this::kick);
    }

    private void post(final IqRequest iq, final Outbound out) {
      final String stanza =
          "<message from='"
              + ROOM
              + "/x@example.com' type='groupchat' id='"
              + iq.payload().attribute("name")
              + "'><body>word</body></message>";
      lastId =
          inboxes
              .get()
              .message(
                  ROOM,
                  iq.sender().account().number(),
                  numbers,
                  stanza.getBytes(StandardCharsets.UTF_8),
                  out);
      out.result(iq, null);
    }

    private void kick(final IqRequest iq, final Outbound out) {
      assertTrue(inboxes.get().remove(ROOM, iq.sender().account().number(), out));
      out.result(iq, null);
    }
  }

  private TestNode start() {
    final List<Feature> features = new ArrayList<>(HostTypes.discover());
    features.add(rooms);
    return new TestNode(
        new NodeParts(
            MemoryStores.create(),
            features,
            Map.of("mod_inbox", Options.defaults(), "mod_test_rooms", Options.defaults()),
            InboxLimits.defaults(1 << 30),
            new MemoryJournal(),
            "example.com"));
  }

  @Test
  void shouldRaiseUnreadForMembersButNotForTheSender() {
    post("romeo", "g1");
    post("juliet", "g2");

    assertUnread("romeo", 1);
    assertUnread("juliet", 0);
    assertUnread("nurse", 2);
  }

  @Test
  void shouldShowTheRoomWithItsLastMessage() {
    post("romeo", "g1");

    final String said = ask("nurse", "<inbox xmlns='erlang-solutions.com:xmpp:inbox:0'/>", "set");

    assertTrue(said.contains("type='groupchat' id='g1'"), said);
    assertTrue(said.contains("from='" + ROOM + "/x@example.com'"), said);
  }

  @Test
  void shouldCountOnceHoweverOftenItIsReplayed() {
    post("romeo", "g1");
    node.advance(5_000);
    post("romeo", "g2");
    final long last = rooms.lastId;

    node = node.killed();
    node = node.killed();

    assertUnread("nurse", 2);
    assertUnread("romeo", 0);
    assertEquals(last, node.journal().lastId(), "the entry's id is the message's archive id");
  }

  @Test
  void shouldKeepWhatCameWhileAnInboxCouldNotBeRead() {
    ((MemoryInboxes) node.stores().inboxes()).fail(true);
    post("romeo", "g1");
    post("romeo", "g2");
    ((MemoryInboxes) node.stores().inboxes()).fail(false);

    node.advance(5_000);

    assertUnread("nurse", 2);
    assertUnread("romeo", 0);
  }

  @Test
  void shouldLeaveExactlyTheMessagesBehindAMarkedOneUnread() {
    post("romeo", "g1");
    post("romeo", "g2");
    post("romeo", "g3");

    say(
        "nurse",
        "<message type='groupchat' to='"
            + ROOM
            + "'><displayed xmlns='urn:xmpp:chat-markers:0' id='g2'/></message>");

    assertUnread("nurse", 1);
    assertUnread("juliet", 3);
  }

  @Test
  void shouldRemoveTheRoomOfWhoLeavesAndOfNobodyElse() {
    post("romeo", "g1");

    say("nurse", "<iq type='set' id='k' to='example.com'><kick xmlns='test:rooms'/></iq>");

    final String said = ask("nurse", "<inbox xmlns='erlang-solutions.com:xmpp:inbox:0'/>", "set");
    assertFalse(said.contains("g1"), said);
    assertUnread("nurse", 0);
    assertUnread("juliet", 1);
    post("romeo", "g2");
    assertUnread("nurse", 1);
  }

  @Test
  void shouldTakeTheKindsOfRoomsTheOptionNames() {
    final RoomInboxes light = new RoomInboxes(Set.of("muclight"), true, false);

    assertTrue(light.takes(RoomInboxes.Kind.MUC_LIGHT));
    assertTrue(light.takesJoins(RoomInboxes.Kind.MUC_LIGHT));
    assertFalse(light.removesLeft(RoomInboxes.Kind.MUC_LIGHT));
    assertFalse(light.takes(RoomInboxes.Kind.MUC));
    assertFalse(light.takesJoins(RoomInboxes.Kind.MUC));
    assertTrue(new RoomInboxes(Set.of("muc"), false, true).removesLeft(RoomInboxes.Kind.MUC));
  }

  @Test
  void shouldWriteOneEntryForAllMembers() {
    final long before = node.journal().appendedIndex();
    post("romeo", "g1");
    assertEquals(1, node.journal().appendedIndex() - before);
  }

  @Test
  void shouldRefuseMoreMembersThanOneAppendTakes() {
    final RoomInboxes light = new RoomInboxes(Set.of("muclight"), true, false);
    final long[] tooMany = new long[RoomInboxes.MAX_MEMBERS + 1];

    assertThrows(
        IllegalArgumentException.class, () -> light.message(ROOM, 0, tooMany, new byte[0], null));
  }

  private void post(final String sender, final String id) {
    say(
        sender,
        "<iq type='set' id='p' to='example.com'><post xmlns='test:rooms' name='" + id + "'/></iq>");
  }

  private String say(final String user, final String stanza) {
    final TestSession session = node.login(user + "@example.com/r");
    drain(session);
    node.send(session, stanza);
    return drain(session);
  }

  private String ask(final String user, final String payload, final String type) {
    return say(user, "<iq type='" + type + "' id='q'>" + payload + "</iq>");
  }

  private void assertUnread(final String user, final int unread) {
    final String said = ask(user, "<inbox xmlns='urn:xmpp:inbox:1' messages='false'/>", "get");
    assertTrue(said.contains("all-unread='" + unread + "'"), said);
  }

  private static String drain(final TestSession session) {
    final StringBuilder said = new StringBuilder();
    for (String next = session.poll(); next != null; next = session.poll()) {
      said.append(next);
    }
    return said.toString();
  }
}
