// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.login.FastAuth;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastPolicy;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.login.StableResource;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.transport.admit.LoginLane;
import io.ringtail.transport.fast.FastTokens;
import io.ringtail.transport.fast.FastTokens.Given;
import io.ringtail.transport.sasl.Base64Strict;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.sasl.HtExchange;
import io.ringtail.transport.sasl.Nonces;
import io.ringtail.transport.sasl.SaslFailure;
import io.ringtail.transport.sasl.SaslStep;
import java.time.Instant;
import java.util.List;

/**
 * SASL as XEP-0388 carries it: success comes with what was asked for inline, features follow, and
 * the stream goes on without a restart.
 *
 * <p>Owner: the loop of the stream. Allocates: per element.
 */
final class Sasl2Dialogue implements SaslProfile {
  private final Negotiation negotiation;
  private final StreamState state;
  private final SaslDialogue dialogue;
  private Sasl2Request request;
  private FastLogin fast;

  Sasl2Dialogue(final Negotiation negotiation, final StreamState state) {
    this.negotiation = negotiation;
    this.state = state;
    this.dialogue = new SaslDialogue(negotiation, state, this);
  }

  /** True while nothing but the exchange itself may come (XEP-0388 §2.4). */
  boolean isUnderWay() {
    return dialogue.isUnderWay();
  }

  void onElement(final Stream stream, final Element element) {
    switch (element.name()) {
      case "authenticate" -> onAuthenticate(stream, element);
      case "response" -> dialogue.respond(stream, element.text());
      case "abort" -> dialogue.fail(stream, SaslFailure.ABORTED, null);
      default -> stream.streamError("unsupported-stanza-type", null);
    }
  }

  private void onAuthenticate(final Stream stream, final Element element) {
    if (!Features.offersSasl2(stream.services(), negotiation)) {
      stream.streamError("unsupported-stanza-type", null);
      return;
    }
    request = Sasl2Request.parse(element);
    final FastPolicy policy = negotiation.host().type().service(FastPolicy.class);
    final FastTokens tokens = stream.services().authentication().tokens();
    fast =
        policy == null
            ? null
            : new FastLogin(tokens, policy, request, stream.loop().clock().nowMs());
    if (FastMechanism.of(request.mechanism()) == null) {
      dialogue.begin(stream, request.mechanism(), request.initialResponse());
    } else {
      beginWithToken(stream);
    }
  }

  private void beginWithToken(final Stream stream) {
    final FastMechanism mechanism = FastMechanism.of(request.mechanism());
    final boolean isOffered =
        fast != null && Sasl2Features.isOffered(mechanism, negotiation.bindings());
    if (!isOffered || request.fast() == null || request.userAgentId() == null) {
      // XEP-0484 §4.4: a token is used by a client that says so and says which one it is
      dialogue.fail(stream, SaslFailure.INVALID_MECHANISM, null);
      return;
    }
    if (!request.isWellFormed()) {
      dialogue.fail(stream, SaslFailure.MALFORMED_REQUEST, null);
      return;
    }
    final Credentials credentials =
        stream.services().authentication().credentials().apply(negotiation.host());
    final LoginLane lane = stream.services().admissions().tokens(stream.loop());
    final HtExchange exchange = new HtExchange(fast.check(credentials, negotiation));
    dialogue.run(stream, lane, exchange, request.initialResponse());
  }

  @Override
  public byte[] decode(final String text) {
    return Base64Strict.decode(text.strip());
  }

  @Override
  public ByteWriter challenge(final byte[] data) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<challenge").attribute("xmlns", Sasl2.NAMESPACE).raw(">");
    return out.raw(Base64Strict.encode(data)).raw("</challenge>");
  }

  @Override
  public ByteWriter failure(final SaslFailure failure, final String text) {
    final ByteWriter out = new ByteWriter(128);
    out.raw("<failure").attribute("xmlns", Sasl2.NAMESPACE).raw("><").raw(failure.condition());
    out.attribute("xmlns", Ns.SASL).raw("/>");
    if (text != null) {
      out.raw("<text>").escaped(text).raw("</text>");
    }
    return out.raw("</failure>");
  }

  @Override
  public void succeed(final Stream stream, final SaslStep.Done done) {
    final FastLogin login = fast;
    final boolean settles =
        login != null
            && login.hasToSettle()
            && stream.workOff(state, () -> login.settle(done), given -> tell(stream, done, given));
    if (!settles) {
      tell(stream, done, null);
    }
  }

  private void tell(final Stream stream, final SaslStep.Done done, final Given given) {
    final String data = done.data() == null ? null : Base64Strict.encode(done.data());
    if (request.needsRouter() && negotiation.host().type().modules().contains(Bind2.MODULE)) {
      askRouter(stream, done.account(), data, given);
      return;
    }
    final Element success = new Element("success", Sasl2.NAMESPACE);
    if (data != null) {
      success.child("additional-data").text(data);
    }
    success.child("authorization-identifier").text(done.account().toString());
    tokens(given).forEach(success::add);
    final ByteWriter out = new ByteWriter(512);
    success.write(out, Ns.CLIENT);
    stream.write(out);
    stream.write(Features.markup(stream.services(), negotiation));
    stream.become(new Authenticated(negotiation));
  }

  /** Success is the Router's to tell: it knows whether the resource is bound. */
  private void askRouter(
      final Stream stream, final Jid account, final String data, final Given given) {
    final InlineLogin inline =
        new InlineLogin(
            data, request.userAgentId(), request.bind(), request.resume(), tokens(given));
    stream.ask(
        SlotKind.BIND,
        negotiation,
        new BindRequest(
            account,
            negotiation.accountNumber(),
            negotiation.moment(),
            "",
            resource(account),
            negotiation.language(),
            inline));
  }

  private String resource(final Jid account) {
    return request.userAgentId() == null
        ? StableResource.prefixed(request.tag(), Nonces.next())
        : StableResource.of(account, request.userAgentId(), request.tag());
  }

  private static List<Element> tokens(final Given given) {
    return given == null
        ? List.of()
        : List.of(
            new Element("token", FastAuth.NAMESPACE)
                .set("expiry", Instant.ofEpochMilli(given.expiresAtMs()).toString())
                .set("token", given.token()));
  }
}
