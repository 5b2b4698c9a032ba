// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringtail.config.node.Node;
import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore.StoredAccount;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.transcript.Transcript;
import io.ringtail.handlers.transcript.TranscriptDriver;
import io.ringtail.handlers.transcript.XmlNode;
import io.ringtail.parser.Jid;
import io.ringtail.persistence.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays transcripts on a whole node over TCP.
 *
 * <p>That nothing more comes is known, not guessed: every client pings until all that was sent has
 * passed the Router, no blocking call is under way, and none was made while the last pings went
 * round.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class TcpDriver implements TranscriptDriver {
  private static final String PASSWORD = "secret";
  private static final long STOP_MS = 10_000;

  private final Transcript.Setup setup;
  private final DataFolder folder;
  private final Node node;
  private final InetSocketAddress address;
  private final Map<String, Client> clients = new HashMap<>();
  private int pings;

  /** A client's connection and what it has received and not yet been asked for. */
  private static final class Client {
    private final TextClient stream;
    private boolean loggedIn;
    private final Deque<String> unread = new ArrayDeque<>();
    private final boolean authenticated;
    private int repliesDue;
    private int countsDue;
    private boolean asksForManagement;
    private boolean managed;
    private String streamError;

    private Client(final TextClient stream, final boolean authenticated, final boolean loggedIn) {
      this.stream = stream;
      this.authenticated = authenticated;
      this.loggedIn = loggedIn;
    }

    /** Reads up to and including the answer with this id, or to the end of the stream. */
    private void readUntil(final String id) {
      String element;
      while ((element = next()) != null && !element.contains("id='" + id + "'")) {
        take(element);
      }
    }

    /** Reads up to and including the count that nobody but the driver asked for (XEP-0198). */
    private void readUntilCount() {
      String element;
      while ((element = next()) != null && !(element.startsWith("<a ") && countsDue-- == 0)) {
        take(element);
      }
      countsDue = Math.max(0, countsDue);
    }

    /** A ping would be a stanza of its own; whether that counts is known once this is answered. */
    private void readWhetherManaged() {
      while (asksForManagement) {
        final String element = next();
        asksForManagement &= element != null;
        if (element != null) {
          take(element);
        }
      }
    }

    private String next() {
      final String element = stream.next();
      if (element != null && element.contains("urn:xmpp:sm:3")) {
        managed |= element.startsWith("<enabled") || element.startsWith("<resumed");
        asksForManagement &= !managed && !element.startsWith("<failed");
      }
      return element;
    }

    private void take(final String element) {
      if (element.startsWith("<stream:error")) {
        streamError = element;
      } else {
        unread.add(element);
      }
    }

    private void said(final String xml) {
      repliesDue += loggedIn ? 0 : 1;
      countsDue += managed && xml.startsWith("<r ") ? 1 : 0;
      asksForManagement |= xml.startsWith("<enable ") && !managed;
    }

    /** The answer to what a client said that is not bound yet. */
    private String reply() {
      final String element = next();
      if (element != null && element.startsWith("<stream:error")) {
        streamError = element;
        return next(); // nothing but the stream's end follows
      }
      loggedIn = managed || element != null && element.contains("type='result'");
      return element;
    }
  }

  TcpDriver(final Transcript.Setup setup, final Path home) {
    this.setup = setup;
    try {
      final Path config = Files.createDirectories(home).resolve("node.toml");
      Files.writeString(config, TranscriptConfig.of(setup));
      final ConfigLoader.Loaded loaded =
          ConfigLoader.withInstalledFeatures().load(ConfigRequest.of(config));
      assertFalse(loaded.problems().hasErrors(), () -> loaded.problems().errors().toString());
      folder = DataFolder.open(home.resolve("data"));
      node = Node.start(loaded.settings(), folder);
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (final InterruptedException hurried) {
      throw new AssertionError(hurried);
    }
    address = node.listeners().getFirst().address();
    setup.clients().values().stream().filter(jid -> !jid.isDomain()).forEach(this::account);
    setup.accounts().forEach(this::account);
    setup.rosters().forEach(this::rosterItem);
  }

  private void rosterItem(final Transcript.Contact contact) {
    node.stores()
        .rosters()
        .put(
            account(contact.owner()),
            new RosterItem(
                contact.contact(), "", List.of(), contact.subscription(), false, false, false));
  }

  /** The account's number; made if it is not there. */
  private long account(final Jid jid) {
    return node.stores()
        .accounts()
        .find(jid.bare())
        .or(() -> node.stores().accounts().create(jid.bare(), new StoredPassword.Plain(PASSWORD)))
        .map(StoredAccount::number)
        .orElseThrow();
  }

  @Override
  public void connect(final String name) {
    final Jid jid = setup.clients().get(name);
    final TextClient stream = new TextClient(address);
    if (jid.isDomain()) {
      clients.put(name, new Client(stream.open(jid.domain()), false, false));
    } else {
      stream.login(jid.local(), jid.domain(), PASSWORD, jid.resource());
      clients.put(name, new Client(stream, true, true));
    }
  }

  @Override
  public void authenticate(final String name) {
    final Jid jid = setup.clients().get(name);
    final TextClient stream = new TextClient(address);
    stream.authenticate(jid.local(), jid.domain(), PASSWORD);
    clients.put(name, new Client(stream, true, false));
  }

  @Override
  public void logIn(final String name, final String inline) {
    final Jid jid = setup.clients().get(name);
    final TextClient stream = new TextClient(address).open(jid.domain());
    stream.say(TextClient.sasl2(jid.local(), PASSWORD, inline));
    final String success = stream.next();
    final boolean goesOn = success != null && success.contains("<resumed");
    final boolean bound = success != null && success.contains("<bound");
    if (success != null && !goesOn) {
      stream.next(); // the features
    }
    final Client client = new Client(stream, true, bound || goesOn);
    if (success != null) {
      client.take(success);
    }
    client.managed = goesOn || bound && success.contains("<enabled");
    clients.put(name, client);
  }

  @Override
  public void leave(final String name) {
    settle();
    final Client client = clients.remove(name);
    client.stream.say("</stream:stream>");
    client.stream.rest();
    client.stream.close();
  }

  @Override
  public void disconnect(final String name) {
    settle();
    final Client client = clients.remove(name);
    final long closed = sessionsClosed();
    client.stream.close();
    if (client.loggedIn && !client.stream.ended()) {
      Await.until("the node knows that " + name + " is gone", () -> sessionsClosed() > closed);
    }
  }

  private long sessionsClosed() {
    return node.counters().snapshot().get("router.sessions_closed")
        + node.counters().snapshot().get("router.streams_lost");
  }

  @Override
  public void send(final String name, final String xml) {
    final Client client = clients.get(name);
    client.stream.say(xml.strip());
    client.said(xml.strip());
  }

  @Override
  public String next(final String name) {
    final Client client = clients.get(name);
    if (client.loggedIn) {
      if (client.unread.isEmpty()) {
        settle();
      }
      return client.unread.poll();
    }
    // each request of the negotiation has one answer, and nothing else ever comes
    if (!client.unread.isEmpty() || client.repliesDue == 0) {
      return client.unread.poll();
    }
    client.repliesDue--;
    return client.authenticated ? client.reply() : client.stream.next();
  }

  private void settle() {
    long calls;
    do {
      ping();
      Await.until("the node's blocking calls return", () -> node.workUnderWay() == 0);
      calls = node.workAccepted();
      // the answers of the calls are published in the turn of the first ping or before
      ping();
      ping();
    } while (node.workUnderWay() > 0 || node.workAccepted() > calls);
  }

  /** First all send and get their answers; what that brings to others they get with the next. */
  private void ping() {
    for (final Client client : clients.values()) {
      if (client.loggedIn && !client.stream.ended()) {
        client.readWhetherManaged();
        if (client.managed) {
          client.stream.trySay("<r xmlns='urn:xmpp:sm:3'/>".getBytes(UTF_8));
          client.readUntilCount();
          continue;
        }
        final String id = "ping-" + ++pings;
        final String ping = "<iq type='get' id='" + id + "'><ping xmlns='urn:xmpp:ping'/></iq>";
        // a client whose stream the node has ended reads to that end
        client.stream.trySay(ping.getBytes(UTF_8));
        client.readUntil(id);
      }
    }
  }

  @Override
  public String closedWith(final String name) {
    final Client client = clients.get(name);
    if (!client.stream.ended()) {
      return null;
    }
    return client.streamError == null
        ? ""
        : XmlNode.parse(client.streamError).children().getFirst().name();
  }

  @Override
  public void close() {
    clients.values().forEach(client -> client.stream.close());
    try {
      node.stop(STOP_MS);
    } catch (final InterruptedException hurried) {
      throw new AssertionError(hurried);
    } finally {
      folder.close();
    }
    assertEquals(0, node.errors().total(), () -> node.errors().snapshot());
  }
}
