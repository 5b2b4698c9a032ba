// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.spi.BoundReport;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.InlineHandler;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;

/**
 * Writes the one answer to authentication, resumption and binding (XEP-0388 §2.6.1), and the stream
 * features that follow it without a restart.
 *
 * <p>Owner: Router. Allocates: per login.
 */
final class InlineSuccess {
  private static final String BIND = "<bind xmlns='" + Ns.BIND + "'/>";

  private final Emitter emitter;
  private final Outbound out;
  private final ReadInArchive archive;

  InlineSuccess(final Emitter emitter, final Outbound out, final ReadInArchive archive) {
    this.emitter = emitter;
    this.out = out;
    this.archive = archive;
  }

  /**
   * Answers for a session just bound: its features are switched on in the order asked for, before
   * any stanza reaches it.
   *
   * @param found what the store has to tell; null for nothing
   * @param resumption what became of the request to resume; null when there was none
   */
  void bound(
      final LocalSession session,
      final InlineLogin login,
      final BoundReport.Found found,
      final Element resumption) {
    archive.bound(session);
    final Element success = success(session.jid(), login);
    if (resumption != null) {
      success.add(resumption);
    }
    final Element bound = success.child("bound", Bind2.NAMESPACE);
    final Element report = found == null ? null : found.tell(session.account());
    if (report != null) {
      bound.add(report);
    }
    for (final Element request : login.bind().children()) {
      final InlineHandler handler = Core.type(session.account().host()).inline.find(request);
      final Element answer = handler == null ? null : handler.on(request, session, out);
      if (answer != null) {
        bound.add(answer);
      }
    }
    final String features = features(session.account().host().type());
    if (session.stream() == null) {
      answer(session.handle(), Action.STANZA, success, features);
    } else {
      // it is no feature any more: who takes it for one enables it twice, as xmpp.js 0.14 does
      answer(session.handle(), Action.MANAGED, success, features.replace(Sm.FEATURE, ""));
    }
  }

  /** Answers for a session that goes on: nothing is left to negotiate (XEP-0198 §9.2). */
  void resumed(final LocalSession session, final InlineLogin login, final Element resumption) {
    final ByteWriter bytes = new ByteWriter(256);
    success(session.jid(), login).add(resumption).write(bytes, Ns.CLIENT);
    emitter.answer(session.handle(), Action.MANAGED, bytes);
  }

  /**
   * Answers where there is nothing to resume and no resource was asked for: the client may bind.
   */
  void unbound(
      final long handle,
      final LocalAccount account,
      final InlineLogin login,
      final Element resumption) {
    emitter.unbound(handle);
    final Element success = success(account.jid(), login).add(resumption);
    answer(handle, Action.STANZA, success, BIND + features(account.host().type()));
  }

  private static Element success(final Jid jid, final InlineLogin login) {
    final Element success = new Element("success", Sasl2.NAMESPACE);
    if (login.additionalData() != null) {
      success.child("additional-data").text(login.additionalData());
    }
    success.child("authorization-identifier").text(jid.toString());
    login.extras().forEach(success::add);
    return success;
  }

  private static String features(final HostType type) {
    return type.streamFeatures(Phase.AFTER_AUTHENTICATION);
  }

  private void answer(
      final long handle, final Action action, final Element success, final String features) {
    final ByteWriter bytes = new ByteWriter(512);
    success.write(bytes, Ns.CLIENT);
    bytes.raw("<stream:features>").raw(features).raw("</stream:features>");
    emitter.answer(handle, action, bytes);
  }
}
