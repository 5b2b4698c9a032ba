// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqHandler;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Elements;
import io.ringtail.parser.JidView;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;
import java.util.Arrays;

/**
 * IQs by the rules of RFC 6120 §8.2.3 and RFC 6121 §8.5: a full JID's go to its session, everything
 * else the server answers itself, exactly once.
 *
 * <p>Owner: Router. Allocates: per request the server answers.
 */
final class IqRules {
  private final Outbound out;

  IqRules(final Outbound out) {
    this.out = out;
  }

  /** False when the IQ breaks RFC 6120 §8.2.3; it has been answered then. */
  boolean isAcceptable(final RoutedPacket packet) {
    final StanzaView stanza = packet.stanza();
    if (!stanza.id().isPresent() || stanza.type() == StanzaType.INVALID) {
      out.error(
          packet, StanzaError.of(Condition.BAD_REQUEST, "an IQ needs an id and a known type"));
      return false;
    }
    if (isRequest(stanza) && stanza.childCount() != 1) {
      out.error(packet, StanzaError.of(Condition.BAD_REQUEST, "an IQ request has one child"));
      return false;
    }
    return true;
  }

  /** RFC 3921 §3, kept for old clients: a session is what a bound resource has anyway. */
  boolean isLegacySession(final RoutedPacket packet) {
    final StanzaView stanza = packet.stanza();
    return stanza.type() == StanzaType.SET
        && stanza.childCount() == 1
        && stanza.childName(0).equals("session")
        && stanza.childNamespace(0).equals(Ns.SESSION)
        && stanza.id().isPresent();
  }

  void answerLegacySession(final RoutedPacket packet) {
    out.send(
        packet.sender(),
        Stanzas.iqResult(null, null, packet.stanza().text(packet.stanza().id()), null));
  }

  void toHost(final RoutedPacket packet, final Host host) {
    if (isRequest(packet.stanza())) {
      answer(packet, Target.HOST, host, null);
    }
  }

  /** For a loaded account. */
  void toAccount(final RoutedPacket packet, final LocalAccount account) {
    final JidView to = packet.to();
    if (!to.hasResource()) {
      if (isRequest(packet.stanza())) {
        answer(packet, Target.ACCOUNT, account.host(), account);
      }
      return;
    }
    final LocalSession session = account.session(to.buffer(), to.resourceStart(), to.end());
    if (session == null) {
      unreachable(packet);
    } else {
      out.fanOut(packet, false, OwnAddress.NONE).to(session);
    }
  }

  /** Requests get {@code service-unavailable}; results and errors vanish. */
  void unreachable(final RoutedPacket packet) {
    if (isRequest(packet.stanza())) {
      out.error(packet, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    }
  }

  /** No such account, or one that must look like it. */
  void toNobody(final RoutedPacket packet, final Host host) {
    final boolean answered =
        host != null
            && !packet.to().hasResource()
            && isRequest(packet.stanza())
            && handler(packet.stanza(), Target.NO_ACCOUNT, Core.type(host)) != null;
    if (answered) {
      answer(packet, Target.NO_ACCOUNT, host, null);
    } else {
      unreachable(packet);
    }
  }

  /** True when somebody on this host answers such a request to an account. */
  static boolean isAnswered(final RoutedPacket packet, final CompiledHostType type) {
    return isRequest(packet.stanza()) && handler(packet.stanza(), Target.ACCOUNT, type) != null;
  }

  private void answer(
      final RoutedPacket packet, final Target target, final Host host, final LocalAccount account) {
    final IqHandler handler = handler(packet.stanza(), target, Core.type(host));
    if (handler == null) {
      unreachable(packet);
      return;
    }
    handler.on(request(packet, host, account), out);
  }

  private static IqHandler handler(
      final StanzaView stanza, final Target target, final CompiledHostType type) {
    return type.iqs.find(target, stanza.type(), stanza.childName(0), stanza.childNamespace(0));
  }

  private static IqRequest request(
      final RoutedPacket packet, final Host host, final LocalAccount account) {
    final StanzaView stanza = packet.stanza();
    return new IqRequest(
        packet.sender(),
        packet.from(),
        packet.hasTo() ? packet.to().toJid() : null,
        stanza.text(stanza.id()),
        stanza.type(),
        Elements.parse(stanza, 0),
        Arrays.copyOfRange(stanza.buffer(), stanza.childStart(0), stanza.childEnd(0)),
        account,
        host);
  }

  static boolean isRequest(final StanzaView stanza) {
    return stanza.type() == StanzaType.GET || stanza.type() == StanzaType.SET;
  }
}
