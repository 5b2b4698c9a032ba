// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.PreAuthenticationHandler;
import io.ringtail.handlers.spi.PreAuthenticationHandler.Reply;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestContacts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays transcripts on a {@link TestNode}.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class InProcessDriver implements TranscriptDriver {
  private static final byte[] CLIENT_ADDRESS = {(byte) 192, 0, 2, 1};

  private final Transcript.Setup setup;
  private final TestNode node;
  private final Map<String, TestSession> sessions = new HashMap<>();
  private final Map<String, Deque<String>> beforeLogin = new HashMap<>();
  private final Set<String> unbound = new HashSet<>();

  InProcessDriver(final Transcript.Setup setup) {
    this.setup = setup;
    final Stores stores = MemoryStores.create();
    node = new TestNode(stores, modules(setup), setup.domains().toArray(String[]::new));
    setup.clients().values().stream().filter(jid -> !jid.isDomain()).forEach(this::account);
    setup.accounts().forEach(this::account);
    setup
        .rosters()
        .forEach(
            entry -> TestContacts.put(node, entry.owner(), entry.contact(), entry.subscription()));
  }

  private void account(final Jid jid) {
    node.account(jid.bare());
  }

  private static Map<String, Options> modules(final Transcript.Setup setup) {
    final Map<String, Options> modules =
        new LinkedHashMap<>(HostTypes.defaults(HostTypes.discover()));
    setup.without().forEach(modules::remove);
    setup.modules().forEach(module -> modules.put(module, Options.defaults()));
    modules.replaceAll((module, none) -> OptionText.read(module, setup.settings()));
    return modules;
  }

  @Override
  public void connect(final String client) {
    final Jid jid = setup.clients().get(client);
    if (jid.isDomain()) {
      beforeLogin.put(client, new ArrayDeque<>());
    } else {
      sessions.put(client, node.login(jid.toString()));
    }
  }

  @Override
  public void disconnect(final String client) {
    if (beforeLogin.remove(client) == null) {
      node.disconnect(sessions.remove(client));
    }
  }

  @Override
  public void authenticate(final String client) {
    unbound.add(client);
    sessions.put(client, node.authenticate());
  }

  @Override
  public void logIn(final String client, final String inline) {
    final String whole =
        "<authenticate xmlns='" + Sasl2.NAMESPACE + "'>" + inline + "</authenticate>";
    final Element request = Elements.parse(whole.getBytes(StandardCharsets.UTF_8), 0);
    final TestSession session =
        node.login(
            setup.clients().get(client).toString(),
            new InlineLogin(
                null,
                null,
                request.first("bind", Bind2.NAMESPACE),
                request.first("resume", Sm.NAMESPACE),
                List.of()));
    sessions.put(client, session);
    if (session.jid() == null) {
      unbound.add(client);
    }
  }

  @Override
  public void leave(final String client) {
    node.leave(sessions.remove(client));
  }

  /** What a loop does with an element of a client that has bound nothing. */
  private void ask(final String client, final String xml) {
    final TestSession session = sessions.get(client);
    final Jid jid = setup.clients().get(client);
    if (xml.startsWith("<resume")) {
      node.resume(session, jid.bare(), xml);
    } else if (xml.startsWith("<iq")) {
      node.bind(session, jid);
    } else {
      throw new AssertionError("not before a bind: " + xml);
    }
    if (session.jid() != null) {
      unbound.remove(client);
    }
  }

  @Override
  public void send(final String client, final String xml) {
    final Deque<String> replies = beforeLogin.get(client);
    if (unbound.contains(client)) {
      ask(client, xml);
    } else if (replies == null) {
      node.send(sessions.get(client), xml);
    } else {
      replies.add(beforeLogin(node.host(setup.clients().get(client).domain()), xml));
    }
  }

  /** What the negotiation does with an IQ of a stream that is not authenticated. */
  private String beforeLogin(final Host host, final String xml) {
    final Element iq = Elements.parse(xml.getBytes(StandardCharsets.UTF_8), 0);
    final Element payload = iq.children().getFirst();
    final PreAuthenticationHandler handler =
        host.type().preAuthentication(payload.name(), payload.namespace());
    final StanzaType type = iq.attribute("type").equals("get") ? StanzaType.GET : StanzaType.SET;
    final Reply reply =
        handler.on(
            new PreAuthenticationHandler.Request(
                host, type, payload, CLIENT_ADDRESS, true, node.nowMs()));
    if (reply.created() != null) {
      node.execute((state, out) -> out.accountCreated(reply.created()));
    }
    final Element answer =
        new Element("iq", Ns.CLIENT)
            .set("from", host.jid().toString())
            .set("id", iq.attribute("id"));
    if (reply.error() != null) {
      return answer.set("type", "error").add(reply.error().toElement()).toString();
    }
    answer.set("type", "result");
    return reply.payload() == null ? answer.toString() : answer.add(reply.payload()).toString();
  }

  @Override
  public String next(final String client) {
    final Deque<String> replies = beforeLogin.get(client);
    if (replies != null) {
      return replies.poll();
    }
    final String next = sessions.get(client).poll();
    final int features = next == null ? -1 : next.indexOf("<stream:features>");
    return features < 0 ? next : next.substring(0, features); // they come with XEP-0388's success
  }

  @Override
  public String closedWith(final String client) {
    final String closed = sessions.get(client).closed();
    if (closed == null || closed.isEmpty()) {
      return closed;
    }
    final String error = closed.replace("</stream:stream>", "");
    return XmlNode.parse(error).children().getFirst().name();
  }

  @Override
  public void close() {}
}
