// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that always comes back: it goes on with its stream (XEP-0198) and sends again what the
 * server has not handled.
 *
 * <p>Owner: its reading thread; {@link #send} and {@link #cut} are for any thread. Allocates: per
 * stanza.
 */
final class Account {
  /** Where it connects, and as whom. */
  record Identity(InetSocketAddress server, Entry entry) {}

  /** Hears of every message, in the order they come. */
  interface OnMessage {
    void on(String message);
  }

  private static final Pattern H = Pattern.compile(" h='(\\d+)'");
  private static final Pattern ID = Pattern.compile(" id='([^']+)'");
  private static final String REQUEST = "<r xmlns='urn:xmpp:sm:3'/>";
  private static final int REQUEST_EACH = 10;

  private final Identity identity;
  private final OnMessage onMessage;
  private final Deque<String> outstanding = new ArrayDeque<>();
  private Wire wire;
  private boolean ready;
  private String streamId;
  private long handled;
  private long confirmed;
  private int unrequested;
  private long newStreams;
  private volatile long openedNs;

  Account(final Identity identity, final OnMessage onMessage) {
    this.identity = identity;
    this.onMessage = onMessage;
  }

  /** Connects and goes on with its stream, or begins one. */
  void connect() throws IOException {
    final Wire fresh = new Wire(identity.server());
    openedNs = System.nanoTime();
    synchronized (this) {
      wire = fresh;
    }
    final Entry.Earlier earlier = streamId == null ? null : new Entry.Earlier(streamId, handled);
    final String answer = identity.entry().enter(fresh, earlier);
    if (answer != null && H.matcher(answer).find()) {
      confirm(number(answer));
    }
    if (answer == null || !answer.startsWith("<resumed")) {
      begin(fresh);
    }
    sendAgain(fresh);
  }

  /** When its newest connection was opened, by {@link System#nanoTime}. */
  long openedNs() {
    return openedNs;
  }

  private void begin(final Wire fresh) throws IOException {
    fresh.say(
        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench"
            + "</resource></bind></iq>");
    fresh.next();
    fresh.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    String answer = fresh.next();
    while (!answer.startsWith("<enabled")) {
      if (answer.startsWith("<message")) {
        onMessage.on(answer);
      }
      answer = fresh.next();
    }
    final Matcher id = ID.matcher(answer);
    if (!id.find()) {
      throw new IOException("not resumable: " + answer);
    }
    synchronized (this) {
      streamId = id.group(1);
      handled = 0;
      confirmed = 0;
      newStreams++;
      outstanding.addFirst("<presence/>");
    }
  }

  private synchronized void sendAgain(final Wire fresh) throws IOException {
    final StringBuilder all = new StringBuilder();
    for (final String stanza : List.copyOf(outstanding)) {
      all.append(stanza);
    }
    fresh.say(all.append(REQUEST).toString());
    ready = true;
  }

  /** Reads until the connection ends. */
  void read() throws IOException {
    final Wire current;
    synchronized (this) {
      current = wire;
    }
    while (true) {
      final String element = current.next();
      if (element.startsWith("<r ")) {
        current.say("<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
      } else if (element.startsWith("<a ")) {
        confirm(number(element));
      } else if (element.startsWith("<stream:error") || element.startsWith("</stream")) {
        throw new IOException(element);
      } else {
        handled++;
        if (element.startsWith("<message")) {
          onMessage.on(element);
        }
      }
    }
  }

  private synchronized void confirm(final long h) {
    while (confirmed < h && outstanding.poll() != null) {
      confirmed++;
    }
  }

  /** Sends, now or when it is connected again. */
  synchronized void send(final String stanza) {
    outstanding.add(stanza);
    if (ready) {
      final boolean request = ++unrequested >= REQUEST_EACH;
      unrequested = request ? 0 : unrequested;
      try {
        wire.say(request ? stanza + REQUEST : stanza);
      } catch (final IOException lost) {
        ready = false; // the reader notices too, and sends it again
      }
    }
  }

  /** Asks what was handled. */
  synchronized void ask() {
    if (ready) {
      try {
        wire.say(REQUEST);
      } catch (final IOException lost) {
        ready = false;
      }
    }
  }

  synchronized int outstanding() {
    return outstanding.size();
  }

  synchronized boolean isReady() {
    return ready;
  }

  /** Streams it had to begin; 1 when it always could go on. */
  synchronized long newStreams() {
    return newStreams;
  }

  /** Breaks the connection. */
  synchronized void cut() {
    ready = false;
    if (wire != null) {
      wire.cut();
    }
  }

  private static long number(final String element) throws IOException {
    final Matcher h = H.matcher(element);
    if (!h.find()) {
      throw new IOException("no count: " + element);
    }
    return Long.parseLong(h.group(1));
  }
}
