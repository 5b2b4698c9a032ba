// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryCheckpoint;
import io.ringtail.handlers.testkit.MemoryInboxes;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.NodeParts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random conversations against an oracle of a few lines: unread counts, totals and boxes are the
 * same, whatever crashed, was replayed, evicted or could not be written in between.
 *
 * <p>{@code -Dringtail.inbox.operations=1000000} runs a million operations; {@code
 * -Dringtail.inbox.seed} repeats a run.
 */
final class InboxModelTest {
  private static final int OPERATIONS = Integer.getInteger("ringtail.inbox.operations", 30_000);
  private static final long SEED = Long.getLong("ringtail.inbox.seed", System.nanoTime());
  private static final int ACCOUNTS = 12;
  private static final int CHECK_EVERY = 500;
  private static final int SMALL = 60_000; // bytes: most inboxes have no room in memory
  private static final int ROOM = 700; // parts: not always enough
  private static final String NO_ID = "no-";
  private static final List<String> BOXES = List.of("inbox", "archive", "bin", "work");
  private static final Pattern RESULT = Pattern.compile("unread='(\\d+)'.*<box>(\\w+)</box>");
  private static final Pattern ENTRY = Pattern.compile("unread='(\\d+)' jid='([^']+)'");
  private static final Pattern TOTALS =
      Pattern.compile("total='(\\d+)' unread='(\\d+)' all-unread='(\\d+)'");

  /** What a conversation is, said as plainly as possible. */
  private static final class Expected {
    private final List<String> unread = new ArrayList<>();
    private boolean alsoOne;
    private String box = "inbox";
    private String last;

    int count() {
      return unread.size() + (alsoOne ? 1 : 0);
    }

    void read() {
      unread.clear();
      alsoOne = false;
    }

    void mark(final String id) {
      if (id.startsWith(NO_ID)) {
        return; // nobody sent that
      }
      if (id.equals(last)) {
        read();
      } else if (unread.contains(id)) {
        unread.subList(0, unread.indexOf(id) + 1).clear();
        alsoOne = false;
      }
    }

    void message(final String id, final boolean own) {
      last = id;
      if (own) {
        read();
      } else {
        unread.add(id);
      }
      if (box.equals("archive") || box.equals("bin")) {
        box = "inbox";
      }
    }
  }

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Map<Integer, Expected>> inboxes = new ArrayList<>();
  private final TestSession[] sessions = new TestSession[ACCOUNTS];
  private final MemoryCheckpoint checkpoint = new MemoryCheckpoint(ROOM);
  private TestNode node =
      new TestNode(
          new NodeParts(
              MemoryStores.create(),
              HostTypes.discover(),
              Map.of("mod_inbox", new Options(Map.of("boxes", List.of("work")))),
              new InboxLimits(SMALL, 2_000, 150),
              new MemoryJournal(),
              checkpoint,
              "example.com"));
  private int leftBehind;
  private int messages;
  private boolean storeDown;

  @Test
  void shouldAgreeWithTheOracle() {
    System.err.println("seed " + SEED + ", " + OPERATIONS + " operations");
    for (int i = 0; i < ACCOUNTS; i++) {
      inboxes.add(new TreeMap<>());
    }
    login();
    for (int i = 1; i <= OPERATIONS; i++) {
      step();
      if (i % CHECK_EVERY == 0) {
        final int at = i;
        store(false);
        for (int account = 0; account < ACCOUNTS; account++) {
          check(account, at);
        }
      }
    }
    System.err.println(
        checkpoint.puts() + " times to the checkpoint, " + leftBehind + " times left there");
  }

  private static String name(final int account) {
    return "u" + account + "@example.com";
  }

  private void login() {
    for (int i = 0; i < ACCOUNTS; i++) {
      sessions[i] = node.login(name(i) + "/r");
    }
  }

  private void step() {
    final int who = random.nextInt(ACCOUNTS);
    final int peer = random.nextInt(ACCOUNTS);
    final int kind = random.nextInt(1_000);
    if (kind < 550) {
      send(who, peer);
    } else if (kind < 750) {
      mark(who, peer);
    } else if (kind < 850) {
      set(who, peer);
    } else if (kind < 870) {
      emptyBin(who);
    } else if (kind < 890) {
      request(who, "set", "<reset xmlns='" + Inbox.CONVERSATION + "' jid='" + name(peer) + "'/>");
      with(who, peer).read();
    } else if (kind < 990) {
      node.advance(random.nextInt(1_500));
    } else if (kind < 995) {
      store(!storeDown);
    } else if (kind < 997) {
      crash();
    } else if (kind < 998) {
      stop();
    } else {
      check(who, messages);
    }
    for (final TestSession session : sessions) {
      drain(session);
    }
  }

  private static List<String> drain(final TestSession session) {
    final List<String> received = new ArrayList<>();
    for (String next = session.poll(); next != null; next = session.poll()) {
      received.add(next);
    }
    return received;
  }

  private void store(final boolean down) {
    storeDown = down;
    ((MemoryInboxes) node.stores().inboxes()).fail(down);
  }

  private void crash() {
    store(false);
    node.journal().forget(node.journal().inboxPassed());
    node = node.killed();
    login();
  }

  /** Ends in order, with its store or without. */
  private void stop() {
    try {
      node.inboxes().close();
    } catch (final StoreException refused) {
      assertTrue(storeDown, refused::getMessage);
      leftBehind++;
    }
    crash();
  }

  private void send(final int from, final int to) {
    final boolean hasId = random.nextInt(20) > 0;
    final String id = "m" + messages++;
    node.send(
        sessions[from],
        "<message type='chat' to='"
            + name(to)
            + (hasId ? "' id='" + id : "")
            + "'><body>"
            + id
            + "</body></message>");
    make(from, to).message(hasId ? id : NO_ID + id, true);
    if (to != from) {
      make(to, from).message(hasId ? id : NO_ID + id, false);
    }
  }

  private Expected make(final int owner, final int peer) {
    return inboxes.get(owner).computeIfAbsent(peer, nobody -> new Expected());
  }

  /** The conversation, or one that nobody will look at. */
  private Expected with(final int owner, final int peer) {
    return inboxes.get(owner).getOrDefault(peer, new Expected());
  }

  private void mark(final int who, final int peer) {
    final Expected conversation = with(who, peer);
    final String id =
        conversation.unread.isEmpty() || random.nextInt(4) == 0
            ? "m" + random.nextInt(messages + 10)
            : conversation.unread.get(random.nextInt(conversation.unread.size()));
    node.send(
        sessions[who],
        "<message type='chat' to='"
            + name(peer)
            + "'><displayed xmlns='urn:xmpp:chat-markers:0' id='"
            + id
            + "'/></message>");
    conversation.mark(id);
  }

  private void set(final int who, final int peer) {
    final Expected conversation = with(who, peer);
    final String properties;
    switch (random.nextInt(4)) {
      case 0 -> {
        properties = "<read>true</read>";
        conversation.read();
      }
      case 1 -> {
        properties = "<read>false</read>";
        conversation.alsoOne = conversation.alsoOne || conversation.unread.isEmpty();
      }
      case 2 -> {
        conversation.box = BOXES.get(random.nextInt(BOXES.size()));
        properties = "<box>" + conversation.box + "</box>";
      }
      default -> properties = "<mute>" + random.nextInt(3) + "</mute>";
    }
    request(
        who,
        "set",
        "<query xmlns='"
            + Inbox.CONVERSATION
            + "' jid='"
            + name(peer)
            + "'>"
            + properties
            + "</query>");
  }

  private void emptyBin(final int who) {
    final int expected = inboxes.get(who).size();
    inboxes.get(who).values().removeIf(conversation -> conversation.box.equals("bin"));
    final String result =
        request(who, "set", "<empty-bin xmlns='" + Inbox.NAMESPACE + "'/>").getLast();
    if (!result.contains("type='error'")) {
      final int removed = expected - inboxes.get(who).size();
      assertEquals(true, result.contains("<num>" + removed + "</num>"), result);
    }
  }

  private List<String> request(final int who, final String type, final String payload) {
    drain(sessions[who]);
    node.send(sessions[who], "<iq type='" + type + "' id='q'>" + payload + "</iq>");
    final List<String> received = drain(sessions[who]);
    received.removeIf(stanza -> stanza.contains("<x xmlns='" + Inbox.CONVERSATION)); // news
    return received;
  }

  private void check(final int who, final int at) {
    if (storeDown) {
      return;
    }
    final String where = "account " + who + " at " + at + ", seed " + SEED;
    final Map<Integer, Expected> expected = inboxes.get(who);
    final List<String> standard =
        request(who, "get", "<inbox xmlns='urn:xmpp:inbox:1' messages='false'/>");
    final Matcher totals = TOTALS.matcher(standard.getLast());
    assertEquals(true, totals.find(), standard.getLast());
    assertEquals(expected.size(), Integer.parseInt(totals.group(1)), where);
    assertEquals(
        expected.values().stream().filter(one -> one.count() > 0).count(),
        Integer.parseInt(totals.group(2)),
        where);
    assertEquals(
        expected.values().stream().mapToInt(Expected::count).sum(),
        Integer.parseInt(totals.group(3)),
        where);
    final Map<String, String> counts = new TreeMap<>();
    for (final String entry : standard) {
      final Matcher found = ENTRY.matcher(entry);
      if (found.find()) {
        counts.put(found.group(2), found.group(1));
      }
    }
    final Map<String, String> wanted = new TreeMap<>();
    expected.forEach(
        (peer, one) -> {
          if (!one.box.equals("bin")) {
            wanted.put(name(peer), Integer.toString(one.count()));
          }
        });
    assertEquals(wanted, counts, where);
    checkBoxes(who, where);
  }

  private void checkBoxes(final int who, final String where) {
    final Map<String, Integer> boxes = new TreeMap<>();
    final String form =
        "<x xmlns='jabber:x:data' type='submit'><field var='box'><value>all</value></field></x>";
    for (final String entry :
        request(who, "set", "<inbox xmlns='" + Inbox.NAMESPACE + "'>" + form + "</inbox>")) {
      final Matcher found = RESULT.matcher(entry);
      if (found.find()) {
        boxes.merge(found.group(2) + found.group(1), 1, Integer::sum);
      }
    }
    final Map<String, Integer> wanted = new TreeMap<>();
    inboxes.get(who).values().forEach(one -> wanted.merge(one.box + one.count(), 1, Integer::sum));
    assertEquals(wanted, boxes, where);
  }
}
