// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An XMPP server small enough to be believed: SASL PLAIN (the password is the user name), bind,
 * ping, disco, registration, messages between whoever is online. It reads with regular expressions,
 * so that it shares no mistake with the lab's framer.
 */
public final class FakeServer implements AutoCloseable {
  /** What it does wrong. */
  public enum Vice {
    NONE,
    /** Answers the first bytes with HTTP. */
    GARBAGE,
    /** Sends garbage instead of the tenth message. */
    LATE_GARBAGE,
    /** Closes all connections at the hundredth message. */
    DIES,
    /** Knows nobody until they register. */
    EMPTY,
    /** Has changed a roster only when it is looked at for the third time. */
    BUSY
  }

  static final int ROOM_SIZE = 4;

  private static final int ROSTER_LOOKS = 3;
  private static final Pattern ELEMENT =
      Pattern.compile(
          "^\\s*(?:<\\?xml[^>]*\\?>\\s*)?(<stream:stream[^>]*>|</stream:stream>|<(\\w+)[^>]*/>"
              + "|<(\\w+)(?:\\s[^>]*)?>.*?</\\3>)",
          Pattern.DOTALL);
  private static final String FEATURES = "<stream:features>%s</stream:features>";

  private final ServerSocket server;
  private final Vice vice;
  private final Set<String> features;
  private final Map<String, Peer> online = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicInteger subscriptions = new AtomicInteger();

  public FakeServer(final Vice vice, final String... features) {
    this.vice = vice;
    this.features = Set.of(features);
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How often anybody asked for a contact's presence. */
  int subscriptions() {
    return subscriptions.get();
  }

  private void accept() {
    try {
      while (true) {
        final Socket socket = server.accept();
        sockets.add(socket);
        Thread.startVirtualThread(() -> new Peer(socket).serve());
      }
    } catch (final IOException e) {
      closeAll();
    }
  }

  private void closeAll() {
    for (final Socket socket : sockets) {
      try {
        socket.close();
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Peer {
    private final Socket socket;
    private String user = "";
    private boolean authenticated;
    private int rosterLooks;

    Peer(final Socket socket) {
      this.socket = socket;
    }

    void serve() {
      final StringBuilder read = new StringBuilder();
      final byte[] buffer = new byte[4096];
      try {
        final InputStream in = socket.getInputStream();
        int length;
        while ((length = in.read(buffer)) > 0) {
          read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
          Matcher matcher;
          while ((matcher = ELEMENT.matcher(read)).find()) {
            final String element = matcher.group(1);
            read.delete(0, matcher.end());
            on(element);
          }
        }
      } catch (final SocketException e) {
        online.remove(user);
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void on(final String element) throws IOException {
      if (vice == Vice.GARBAGE) {
        say("HTTP/1.1 400 Bad Request\r\n\r\n");
      } else if (element.startsWith("<stream:stream")) {
        say("<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='1' version='1.0'>");
        say(FEATURES.formatted(offered()));
      } else if (element.startsWith("</stream")) {
        say("</stream:stream>");
        socket.close();
      } else if (element.startsWith("<auth")) {
        authenticate(element);
      } else if (element.startsWith("<iq")) {
        iq(element);
      } else if (element.startsWith("<message")) {
        message(element);
      } else if (element.contains("type='subscribe'")) {
        subscriptions.incrementAndGet();
      } else if (element.contains("<status>")) {
        presence(element);
      }
    }

    private String offered() {
      return authenticated
          ? "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
          : "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
              + "</mechanisms>";
    }

    private void authenticate(final String element) throws IOException {
      final String text = element.replaceAll("<[^>]*>", "");
      final String[] parts =
          new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split("\0");
      user = parts[1];
      authenticated =
          parts[1].equals(parts[2]) && (vice != Vice.EMPTY || registered.contains(user));
      say(
          authenticated
              ? "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
              : "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
    }

    private void iq(final String element) throws IOException {
      final String id = attribute(element, "id");
      final StringBuilder content = new StringBuilder();
      if (element.contains("jabber:iq:register")) {
        registered.add(element.replaceAll("(?s).*<username>(.*)</username>.*", "$1"));
      } else if (element.contains("xmpp-bind")) {
        online.put(user, this);
        content.append("<bind xmlns='b'><jid>").append(user).append("@localhost/lab</jid></bind>");
      } else if (element.contains("disco#info")) {
        content.append("<query>");
        features.forEach(one -> content.append("<feature var='").append(one).append("'/>"));
        content.append("</query>");
      }
      if (element.contains("<query xmlns='urn:xmpp:mam:2'")) {
        for (int i = 0; i < 5; i++) {
          say("<message><result xmlns='urn:xmpp:mam:2'><forwarded/></result></message>");
        }
      } else if (element.contains("disco#items")) {
        content.append("<query><item jid='rooms.localhost'/></query>");
      } else if (element.contains("jabber:iq:roster")) {
        // Everybody is everybody's friend.
        rosterLooks++;
        final int friends = vice == Vice.BUSY && rosterLooks < ROSTER_LOOKS ? 0 : 100;
        content.append("<query>").append("<item subscription='both'/>".repeat(friends));
        content.append("</query>");
      }
      say("<iq type='result' id='" + id + "'>" + content + "</iq>");
    }

    /** Rooms hold whom {@code labN} says: users size·N and the next. */
    private void room(final String element, final String to) throws IOException {
      final int first = ROOM_SIZE * Integer.parseInt(to.replaceAll("lab([0-9]+)@.*", "$1"));
      for (int i = first; i < first + ROOM_SIZE; i++) {
        online.get("user" + i).say(element.replaceFirst(" ", " from='" + to + "/x' "));
      }
    }

    private void presence(final String element) throws IOException {
      for (final Peer peer : online.values()) {
        peer.say(element.replaceFirst("<presence", "<presence from='" + user + "@localhost/lab'"));
      }
    }

    private void message(final String element) throws IOException {
      final int number = messages.incrementAndGet();
      if (vice == Vice.LATE_GARBAGE && number == 10) {
        say("<<<>>>");
        return;
      }
      if (vice == Vice.DIES && number == 100) {
        server.close();
        return;
      }
      final String to = attribute(element, "to");
      if (element.contains("groupchat")) {
        room(element, to);
        return;
      }
      final Peer peer = online.get(to.substring(0, to.indexOf('@')));
      if (peer != null) {
        peer.say(element.replaceFirst(" ", " from='" + user + "@localhost/lab' "));
      }
    }

    private synchronized void say(final String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String attribute(final String element, final String name) {
    final Matcher matcher = Pattern.compile(" " + name + "=['\"]([^'\"]*)['\"]").matcher(element);
    return matcher.find() ? matcher.group(1) : "";
  }
}
