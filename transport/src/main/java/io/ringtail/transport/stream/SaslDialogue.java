// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.transport.admit.LoginLane;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.sasl.Nonces;
import io.ringtail.transport.sasl.PlainExchange;
import io.ringtail.transport.sasl.SaslExchange;
import io.ringtail.transport.sasl.SaslFailure;
import io.ringtail.transport.sasl.SaslMechanism;
import io.ringtail.transport.sasl.SaslStep;
import io.ringtail.transport.sasl.ScramExchange;
import java.util.List;
import java.util.function.Supplier;

/**
 * One client's authentication, whichever profile carries it: chooses the mechanism, runs its steps,
 * counts the tries.
 *
 * <p>Owner: the loop of the stream; slow steps run elsewhere while the stream reads nothing.
 * Allocates: per element.
 */
final class SaslDialogue {
  // far above any password or proof, far below a stanza
  private static final int MAX_TEXT = 8192;
  private static final int MOST_UNFIT = 12;
  private static final byte[] NOTHING = new byte[0];

  private final Negotiation negotiation;
  private final StreamState state;
  private final SaslProfile profile;
  private SaslExchange exchange;
  private LoginLane lane;

  SaslDialogue(final Negotiation negotiation, final StreamState state, final SaslProfile profile) {
    this.negotiation = negotiation;
    this.state = state;
    this.profile = profile;
  }

  /** True between a challenge and its response. */
  boolean isUnderWay() {
    return exchange != null;
  }

  /**
   * @param name the mechanism asked for, may be null
   * @param initialResponse as sent; null when there is none
   */
  void begin(final Stream stream, final String name, final String initialResponse) {
    // RFC 6120 §6.4.2: a new <auth/> replaces the handshake under way, which has failed thereby
    if (exchange != null && isLastTry(stream)) {
      stream.streamError("policy-violation", "too many failed authentications");
      return;
    }
    exchange = null;
    final StreamServices services = stream.services();
    final List<String> offered = Features.mechanisms(services, negotiation);
    if (Features.mustSecure(services, negotiation)
        || "PLAIN".equals(name) && !offered.contains(name) && !negotiation.isSecured()) {
      fail(stream, SaslFailure.ENCRYPTION_REQUIRED, null);
    } else if (name == null || !offered.contains(name)) {
      fail(stream, SaslFailure.INVALID_MECHANISM, null);
    } else {
      final LoginLane lane = stream.services().admissions().passwords(stream.loop());
      run(stream, lane, exchange(stream, SaslMechanism.of(name), offered), initialResponse);
    }
  }

  private SaslExchange exchange(
      final Stream stream, final SaslMechanism mechanism, final List<String> offered) {
    final Credentials credentials =
        stream.services().authentication().credentials().apply(negotiation.host());
    return mechanism.isPlain()
        ? new PlainExchange(credentials)
        : new ScramExchange(
            new ScramExchange.Terms(
                mechanism, negotiation.bindings(), Features.offersPlus(offered), Nonces::next),
            credentials);
  }

  /** Begins the exchange as soon as the budget of logins has room for it. */
  void run(
      final Stream stream,
      final LoginLane newLane,
      final SaslExchange newExchange,
      final String initialResponse) {
    exchange = newExchange;
    lane = newLane;
    Waiting.forTurn(
        stream,
        lane,
        negotiation.host(),
        () -> begin(stream, initialResponse),
        () -> turnAway(stream));
  }

  /** Begins the exchange with the initial response, or asks for it. */
  private void begin(final Stream stream, final String initialResponse) {
    stream.become(state);
    negotiation.proving(stream.services().authentication().tokens().moment());
    if (initialResponse == null) {
      go(stream, new SaslStep.Challenge(NOTHING)); // all our mechanisms are client-first
    } else {
      take(stream, initialResponse);
    }
  }

  void respond(final Stream stream, final String text) {
    if (exchange == null) {
      fail(stream, SaslFailure.MALFORMED_REQUEST, null);
    } else {
      take(stream, text);
    }
  }

  private void take(final Stream stream, final String text) {
    if (text.length() > MAX_TEXT) {
      fail(stream, SaslFailure.MALFORMED_REQUEST, null);
      return;
    }
    final byte[] message = profile.decode(text);
    if (message == null) {
      fail(stream, SaslFailure.INCORRECT_ENCODING, null);
    } else {
      go(stream, exchange.respond(message));
    }
  }

  private void go(final Stream stream, final SaslStep step) {
    switch (step) {
      case SaslStep.Challenge challenge -> {
        stream.write(profile.challenge(challenge.data()));
        stream.become(state); // the client's time begins anew
      }
      case SaslStep.Work work -> {
        final long fromNs = stream.loop().clock().nowNs();
        final boolean accepted =
            stream.workOff(state, guarded(stream, work.call()), next -> goOn(stream, next, fromNs));
        if (!accepted) {
          fail(stream, SaslFailure.TEMPORARY_AUTH_FAILURE, "too many logins at once");
        }
      }
      case SaslStep.Done done
          when !stream.services().settings().users().mayConnect(done.account()) ->
          fail(stream, SaslFailure.NOT_AUTHORIZED, null);
      case SaslStep.Done done -> {
        exchange = null;
        negotiation.authenticated(done.account(), done.accountNumber());
        profile.succeed(stream, done);
      }
      case SaslStep.Failed failed when !failed.isGuess() ->
          fail(stream, failed.failure(), failed.text(), isLastUnfit());
      case SaslStep.Failed failed -> fail(stream, failed.failure(), failed.text());
    }
  }

  // One check less is under way, and this login goes first.
  private void goOn(final Stream stream, final SaslStep next, final long fromNs) {
    go(stream, next);
    lane.checked(stream.loop().clock().nowNs() - fromNs);
  }

  // The client gets an answer whatever a store does; the message never holds a secret.
  private static Supplier<SaslStep> guarded(final Stream stream, final Supplier<SaslStep> call) {
    return () -> {
      try {
        return call.get();
      } catch (final StoreException unavailable) {
        return new SaslStep.Failed(SaslFailure.TEMPORARY_AUTH_FAILURE);
      } catch (final RuntimeException fault) {
        stream.services().errors().record("authentication", fault);
        return new SaslStep.Failed(SaslFailure.TEMPORARY_AUTH_FAILURE);
      }
    };
  }

  /** Says so and counts; after too many the stream ends (RFC 6120 §6.4.5). */
  void fail(final Stream stream, final SaslFailure failure, final String text) {
    fail(stream, failure, text, isLastTry(stream));
  }

  private void fail(
      final Stream stream, final SaslFailure failure, final String text, final boolean isLast) {
    exchange = null;
    stream.loop().counters().authFailures.increment();
    stream.write(profile.failure(failure, text));
    if (isLast) {
      stream.streamError("policy-violation", "too many failed authentications");
    } else {
      stream.become(state);
    }
  }

  /** Too many log in: says when to come back, or where to go, and ends the stream. */
  private void turnAway(final Stream stream) {
    exchange = null;
    final String text =
        "too many logins at once; come back in " + lane.comeBackInSeconds() + " seconds";
    stream.write(profile.failure(SaslFailure.TEMPORARY_AUTH_FAILURE, text));
    final String elsewhere = stream.services().admissions().settings().seeOtherHost();
    stream.streamError(
        elsewhere == null
            ? Markup.streamError("resource-constraint", text)
            : Markup.seeOtherHost(elsewhere, text));
  }

  // As many as a client has mechanisms that it believes to fit: each hash, with binding and
  // without.
  private boolean isLastUnfit() {
    return negotiation.unfit() >= MOST_UNFIT;
  }

  private boolean isLastTry(final Stream stream) {
    return negotiation.failed() >= stream.services().settings().stream().maxAuthTries();
  }
}
