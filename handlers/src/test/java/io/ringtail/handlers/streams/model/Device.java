// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams.model;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client with a good memory: it counts as XEP-0198 asks, sends again what was not handled, and
 * knows what it has seen.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class Device {
  private static final Pattern H = Pattern.compile(" h='(\\d+)'");
  private static final Pattern ID = Pattern.compile(" id='([^']+)'");

  final Jid jid;
  private final BiConsumer<Device, String> onMessage;
  private final Deque<String> outstanding = new ArrayDeque<>();
  private final List<String> unconfirmed = new ArrayList<>();
  final Set<String> seen = new HashSet<>();
  final Set<String> uncertain;
  final PresenceView view = new PresenceView();
  private TestSession session;
  private String streamId;
  private int handled;
  private int confirmed;
  private boolean owesAnswer;
  private int shown;

  /**
   * @param uncertain takes messages that may or may not have been handled
   * @param onMessage told of every message
   */
  Device(
      final String jid, final Set<String> uncertain, final BiConsumer<Device, String> onMessage) {
    this.jid = Jid.parse(jid);
    this.uncertain = uncertain;
    this.onMessage = onMessage;
  }

  boolean isConnected() {
    return session != null && session.closed() == null;
  }

  boolean owesAnswer() {
    return owesAnswer;
  }

  boolean hasOutstanding() {
    return !outstanding.isEmpty();
  }

  /** Sends; a stanza lost on the way is sent again when the stream goes on. */
  void send(final TestNode node, final String stanza, final boolean lost) {
    outstanding.add(stanza);
    if (!lost) {
      node.send(session, stanza);
    }
  }

  /** Shows a new status, for which others can tell the newest presence. */
  void show(final TestNode node) {
    shown++;
    send(node, PresenceView.presence(status(), 0), false);
  }

  /** What others are to see once they have read all. */
  String status() {
    return Integer.toString(shown);
  }

  /** Whether somebody looks at it (XEP-0352). */
  void look(final TestNode node, final boolean active) {
    if (!active) {
      read(Integer.MAX_VALUE);
      view.looksAway();
    }
    node.send(session, '<' + (active ? "active" : "inactive") + " xmlns='urn:xmpp:csi:0'/>");
  }

  void request(final TestNode node) {
    node.send(session, "<r xmlns='urn:xmpp:sm:3'/>");
  }

  void acknowledge(final TestNode node) {
    node.send(session, "<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
    unconfirmed.clear();
    owesAnswer = false;
  }

  /** The connection is gone; what was not read is lost with it. */
  void cut() {
    session = null;
  }

  TestSession session() {
    return session;
  }

  /** Reads so many elements at most. */
  void read(final int most) {
    for (int i = 0; i < most && session != null; i++) {
      final String element = session.poll();
      if (element == null) {
        return;
      }
      take(element);
    }
  }

  private void take(final String element) {
    if (element.startsWith("<r ")) {
      owesAnswer = true;
    } else if (element.startsWith("<a ")) {
      confirm(h(element));
    } else {
      handled++;
      if (element.startsWith("<message")) {
        message(element);
      } else if (element.startsWith("<presence")) {
        view.note(element);
      }
    }
  }

  private void message(final String element) {
    final String id = first(ID, element);
    if (!element.contains(" type='error'") && !seen.add(id)) {
      throw new AssertionError(jid + " got " + id + " twice: " + element);
    }
    unconfirmed.add(id);
    onMessage.accept(this, element);
  }

  private void confirm(final int h) {
    while (confirmed < h) {
      confirmed++;
      if (outstanding.poll() == null) {
        throw new AssertionError(jid + " never sent as many as " + h);
      }
    }
  }

  /** Goes on with its stream if the node lets it, else begins a new one. */
  void connect(final TestNode node) {
    if (streamId == null || !resume(node)) {
      bind(node);
    }
  }

  private boolean resume(final TestNode node) {
    final String resume =
        "<resume xmlns='urn:xmpp:sm:3' h='" + handled + "' previd='" + streamId + "'/>";
    session = node.resume(jid.bare().toString(), resume);
    String answer = session.poll();
    if (answer == null) {
      node.runWork(); // something its client sent waits for an account
      answer = session.poll();
    }
    if (answer == null) {
      throw new AssertionError(jid + " with " + resume + " got " + session.closed());
    }
    if (answer.startsWith("<resumed")) {
      confirm(h(answer));
      unconfirmed.clear();
      sendAgain(node);
      return true;
    }
    if (H.matcher(answer).find()) {
      confirm(h(answer));
    } else {
      outstanding.forEach(stanza -> uncertain.add(first(ID, stanza)));
      outstanding.clear();
    }
    // XEP-0198 §4: what was not acknowledged may come again, now that the stream is over
    unconfirmed.forEach(seen::remove);
    return false;
  }

  private void sendAgain(final TestNode node) {
    for (final String stanza : List.copyOf(outstanding)) {
      node.send(session, stanza);
    }
  }

  private void bind(final TestNode node) {
    final List<String> left = List.copyOf(outstanding);
    node.runWork(); // nobody binds before his account is loaded
    session = node.login(jid.toString());
    node.send(session, "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    String element = session.poll();
    while (!element.startsWith("<enabled")) {
      if (element.startsWith("<message")) {
        message(element); // what its former stream had left: nobody counts yet
      }
      element = session.poll();
    }
    streamId = first(ID, element);
    handled = 0;
    confirmed = 0;
    unconfirmed.clear();
    outstanding.clear();
    view.clear();
    show(node);
    for (final String stanza : left) {
      if (!stanza.startsWith("<presence")) {
        send(node, stanza, false);
      }
    }
  }

  /** Leaves in order, having acknowledged what it read. */
  void leave(final TestNode node) {
    acknowledge(node);
    node.leave(session);
    session = null;
  }

  private static int h(final String element) {
    return Integer.parseInt(first(H, element));
  }

  static String id(final String stanza) {
    return first(ID, stanza);
  }

  private static String first(final Pattern pattern, final String text) {
    final Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return "";
    }
    return matcher.group(1);
  }
}
