// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.InlineHandler;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import java.nio.charset.StandardCharsets;

/**
 * Writes the one answer to authentication, resumption and binding (XEP-0388 §2.6.1), and the stream
 * features that follow it without a restart.
 *
 * <p>Owner: Router. Allocates: per login.
 */
final class InlineSuccess {
  private final Emitter emitter;
  private final Outbound out;

  InlineSuccess(final Emitter emitter, final Outbound out) {
    this.emitter = emitter;
    this.out = out;
  }

  /**
   * Answers for a session just bound: its features are switched on in the order asked for, before
   * any stanza reaches it.
   *
   * @param resumption what became of the request to resume; null when there was none
   */
  void bound(final LocalSession session, final InlineLogin login, final Element resumption) {
    final Element success = success(session, login);
    if (resumption != null) {
      success.add(resumption);
    }
    final Element bound = success.child("bound", Bind2.NAMESPACE);
    for (final Element request : login.bind().children()) {
      final InlineHandler handler = Core.type(session.account().host()).inline.find(request);
      final Element answer = handler == null ? null : handler.on(request, session, out);
      if (answer != null) {
        bound.add(answer);
      }
    }
    send(session, success);
  }

  /** Answers for a session that goes on. */
  void resumed(final LocalSession session, final InlineLogin login, final Element resumption) {
    send(session, success(session, login).add(resumption));
  }

  private static Element success(final LocalSession session, final InlineLogin login) {
    final Element success = new Element("success", Sasl2.NAMESPACE);
    if (login.additionalData() != null) {
      success.child("additional-data").text(login.additionalData());
    }
    success.child("authorization-identifier").text(session.jid().toString());
    login.extras().forEach(success::add);
    return success;
  }

  private void send(final LocalSession session, final Element success) {
    final ByteWriter bytes = new ByteWriter(512);
    success.write(bytes, Ns.CLIENT);
    final String features =
        session.account().host().type().streamFeatures(Phase.AFTER_AUTHENTICATION);
    bytes.put("<stream:features>".getBytes(StandardCharsets.US_ASCII));
    bytes.raw(features).raw("</stream:features>");
    emitter.bytes(session, bytes.array(), 0, bytes.length());
  }
}
