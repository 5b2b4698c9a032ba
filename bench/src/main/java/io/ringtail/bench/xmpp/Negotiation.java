// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.security.GeneralSecurityException;

/**
 * From an open stream to a bound resource: STARTTLS, registration, SASL, bind, stream management,
 * presence (RFC 6120 §4.3, XEP-0077, XEP-0198).
 *
 * <pre>
 *   features ─► starttls ─► features ─► [register] ─► auth ─► features ─► bind │ resume ─► [enable] ─► ping ─► ready
 * </pre>
 *
 * <p>The closing ping's answer, of whatever kind, shows that the server has handled the presence
 * before it: one client's stanzas are handled in order (RFC 6120 §10.1).
 *
 * <p>Owner: the session's loop. Allocates: per login.
 */
final class Negotiation implements Handshake {
  private enum Step {
    FEATURES,
    TLS,
    REGISTER,
    SASL,
    BIND,
    LEGACY,
    RESUME,
    PING
  }

  private static final String SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
  private static final String SM = "xmlns='urn:xmpp:sm:3'";

  private final Session session;
  private final LoginPlan plan;
  private final ResumeTicket ticket;
  private Step step = Step.FEATURES;
  private boolean authenticated;
  private boolean enableSm;
  private boolean needsSession;
  private String offered = "";
  private String jid = "";
  private Scram scram;

  Negotiation(final Session session, final LoginPlan plan, final ResumeTicket ticket) {
    this.session = session;
    this.plan = plan;
    this.ticket = ticket;
  }

  @Override
  public void begin() {
    session.openStream();
  }

  @Override
  public void onStanza(final Stanza stanza) {
    if (stanza.named("open")) {
      return; // RFC 7395 §3.4: the stream header of WebSocket
    }
    if (stanza.named("stream:error")) {
      session.fail("stream error: " + stanza.condition());
      return;
    }
    try {
      take(stanza);
    } catch (final GeneralSecurityException | IllegalArgumentException e) {
      session.fail("login failed: " + e.getMessage());
    }
  }

  private void take(final Stanza stanza) throws GeneralSecurityException {
    switch (step) {
      case FEATURES -> onFeatures(stanza);
      case TLS -> onProceed(stanza);
      case REGISTER -> onRegistered(stanza);
      case SASL -> onSasl(stanza);
      case BIND -> onBound(stanza);
      case LEGACY -> {
        if (stanza.isIq()) {
          present();
        }
      }
      case RESUME -> onResumed(stanza);
      case PING -> onLast(stanza);
    }
  }

  private void onFeatures(final Stanza stanza) {
    if (!stanza.named("stream:features") && !stanza.named("features")) {
      session.fail("expected stream features, got " + stanza);
      return;
    }
    final String features = stanza.toString();
    if (session.target().security() == Security.STARTTLS && !session.isEncrypted()) {
      startTls(features);
    } else if (authenticated) {
      bind(features);
    } else if (plan.create()) {
      offered = features;
      register();
    } else {
      authenticate(features);
    }
  }

  private void startTls(final String features) {
    if (!features.contains("urn:ietf:params:xml:ns:xmpp-tls")) {
      session.fail("STARTTLS is not offered");
      return;
    }
    step = Step.TLS;
    session.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  }

  private void onProceed(final Stanza stanza) {
    if (!stanza.named("proceed")) {
      session.fail("STARTTLS was refused: " + stanza);
      return;
    }
    step = Step.FEATURES;
    session.encrypt();
  }

  private void register() {
    step = Step.REGISTER;
    final Account account = session.account();
    session.say(
        "<iq type='set' id='register'><query xmlns='jabber:iq:register'><username>"
            + account.user()
            + "</username><password>"
            + account.password()
            + "</password></query></iq>");
  }

  private void onRegistered(final Stanza stanza) {
    // XEP-0077 §3.1.1: conflict says that the account exists, which is all that is wanted.
    if (!stanza.typeIs("result") && !stanza.condition().equals("conflict")) {
      session.fail("the server does not let accounts be created (XEP-0077): " + stanza.condition());
      return;
    }
    authenticate(offered);
  }

  private void authenticate(final String features) {
    final String mechanism = mechanism(features, session.target().users().sasl());
    if (mechanism == null) {
      session.fail(
          "none of the SASL mechanisms offered can be used"
              + (features.contains("<required/>") ? "; the server requires STARTTLS" : "")
              + ": "
              + features);
      return;
    }
    step = Step.SASL;
    final String first;
    if (mechanism.equals("PLAIN")) {
      first = session.account().plain();
    } else {
      scram = new Scram(session.account(), mechanism);
      first = scram.first();
    }
    session.say("<auth " + SASL + " mechanism='" + mechanism + "'>" + first + "</auth>");
  }

  private static String mechanism(final String features, final String wanted) {
    final String[] preferred =
        wanted.equals("auto")
            ? new String[] {"SCRAM-SHA-256", "SCRAM-SHA-1", "SCRAM-SHA-512", "PLAIN"}
            : new String[] {wanted};
    for (final String mechanism : preferred) {
      final boolean known = mechanism.equals("PLAIN") || Scram.knows(mechanism);
      if (known && features.contains(">" + mechanism + "<")) {
        return mechanism;
      }
    }
    return null;
  }

  private void onSasl(final Stanza stanza) throws GeneralSecurityException {
    if (stanza.named("challenge")) {
      session.say(
          "<response " + SASL + ">" + scram.answer(stanza.textOf("challenge")) + "</response>");
    } else if (!stanza.named("success")) {
      session.fail("authentication failed: " + stanza.condition());
    } else if (scram != null && !scram.proves(stanza.textOf("success"))) {
      session.fail("the server did not prove that it knows the password (RFC 5802 §5)");
    } else {
      authenticated = true;
      step = Step.FEATURES;
      session.openStream();
    }
  }

  private void bind(final String features) {
    final boolean manages = features.contains("urn:xmpp:sm:3");
    enableSm = plan.resumable() && manages;
    session.offersResumption(manages);
    if (ticket != null && manages) {
      step = Step.RESUME;
      session.say(
          "<resume " + SM + " h='" + ticket.received() + "' previd='" + ticket.id() + "'/>");
      return;
    }
    step = Step.BIND;
    needsSession = features.contains("xmpp-session") && !features.contains("<optional");
    session.say(
        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
            + session.resource()
            + "</resource></bind></iq>");
  }

  private void onResumed(final Stanza stanza) {
    if (stanza.named("resumed")) {
      session.resumed(ticket);
      session.becomeReady(ticket.jid());
    } else if (!stanza.named("r")) {
      session.fail("the stream was not resumed: " + stanza.condition());
    }
  }

  private void onBound(final Stanza stanza) {
    if (!stanza.isIq()) {
      return;
    }
    jid = stanza.textOf("jid");
    if (jid.isEmpty()) {
      session.fail("no resource was bound: " + stanza.condition());
    } else if (needsSession) {
      step = Step.LEGACY;
      session.say(
          "<iq type='set' id='session'><session"
              + " xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    } else {
      present();
    }
  }

  private void present() {
    step = Step.PING;
    if (enableSm) {
      session.say("<enable " + SM + " resume='true'/>");
    }
    if (plan.presence()) {
      session.say("<presence/>");
    }
    session.say(
        "<iq type='get' id='up' to='"
            + session.account().domain()
            + "'><ping xmlns='urn:xmpp:ping'/></iq>");
  }

  private void onLast(final Stanza stanza) {
    if (stanza.named("enabled")) {
      session.enabled(new ResumeTicket(stanza.attribute("id"), jid, 0));
    } else if (stanza.isIq() && stanza.attribute("id").equals("up")) {
      session.becomeReady(jid);
    }
  }
}
