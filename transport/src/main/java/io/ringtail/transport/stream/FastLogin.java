// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastPolicy;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.parser.Jid;
import io.ringtail.transport.fast.FastTokens;
import io.ringtail.transport.fast.FastTokens.Device;
import io.ringtail.transport.fast.FastTokens.Given;
import io.ringtail.transport.fast.FastTokens.Proof;
import io.ringtail.transport.fast.FastTokens.Proven;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.sasl.HtExchange;
import io.ringtail.transport.sasl.SaslFailure;
import io.ringtail.transport.sasl.SaslStep;

/**
 * The part tokens play in one authentication (XEP-0484): checks the one shown and takes it away if
 * the client wants that, and afterwards gives what the client or the policy wants.
 *
 * <p>Owner: made on the loop; its slow methods run where they may block, one after the other.
 * Allocates: per login.
 */
final class FastLogin {
  private static final byte[] NO_BINDING = new byte[0];

  private final FastTokens tokens;
  private final FastPolicy policy;
  private final Sasl2Request request;
  private final long nowMs;
  private final long since;
  private Proven proven;

  FastLogin(
      final FastTokens tokens,
      final FastPolicy policy,
      final Sasl2Request request,
      final long nowMs) {
    this.tokens = tokens;
    this.policy = policy;
    this.request = request;
    this.nowMs = nowMs;
    this.since = tokens.moment();
  }

  /** The proof is checked at once where that takes no store, else where it may block. */
  HtExchange.TokenCheck check(final Credentials credentials, final Negotiation negotiation) {
    return new HtExchange.TokenCheck() {
      @Override
      public SaslStep checkNow(final String userName, final byte[] hash) {
        final Jid account = credentials.account(userName);
        proven =
            account == null || request.invalidates()
                ? null
                : tokens.checkInMemory(device(account), proof(negotiation, hash));
        return proven == null ? null : outcome(account);
      }

      @Override
      public SaslStep check(final String userName, final byte[] hash) {
        final Jid account = credentials.account(userName);
        if (account == null) {
          return new SaslStep.Failed(SaslFailure.NOT_AUTHORIZED);
        }
        proven = tokens.check(device(account), proof(negotiation, hash));
        final SaslStep outcome = outcome(account);
        if (request.invalidates() && outcome instanceof SaslStep.Done) {
          // §4.6: who is told of success need not fear the token any more
          tokens.invalidate(device(account), proven.account());
        }
        return outcome;
      }
    };
  }

  private Device device(final Jid account) {
    return new Device(account, request.userAgentId());
  }

  private Proof proof(final Negotiation negotiation, final byte[] hash) {
    final FastMechanism mechanism = FastMechanism.of(request.mechanism());
    final byte[] binding =
        mechanism == FastMechanism.NONE
            ? NO_BINDING
            : negotiation.bindings().data(mechanism.bindingType());
    return new Proof(mechanism, hash, binding, request.count());
  }

  private SaslStep outcome(final Jid account) {
    if (proven == null) {
      return new SaslStep.Failed(SaslFailure.NOT_AUTHORIZED);
    }
    return proven.expiresAtMs() <= nowMs
        ? new SaslStep.Failed(SaslFailure.CREDENTIALS_EXPIRED)
        : new SaslStep.Done(account, proven.account(), proven.answer());
  }

  /** Whether {@link #settle} has anything to do. */
  boolean hasToSettle() {
    return request.userAgentId() != null && mechanismToGive() != null;
  }

  /**
   * Slow: gives a token after success. A store that fails costs the token, not the login.
   *
   * @return null when there is none
   */
  Given settle(final SaslStep.Done done) {
    final Device device = device(done.account());
    try {
      return tokens.issue(
          device, done.accountNumber(), mechanismToGive(), nowMs + policy.validityMs(), since);
    } catch (final StoreException unavailable) {
      return null; // the client logs in by its password next time, or by the token it has
    }
  }

  private FastMechanism mechanismToGive() {
    if (request.tokenFor() != null) {
      return request.tokenFor();
    }
    final boolean isDue =
        proven != null
            && !request.invalidates()
            && proven.expiresAtMs() - nowMs <= policy.rotateBeforeMs();
    return isDue ? FastMechanism.of(request.mechanism()) : null;
  }
}
