// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.csi.ClientState;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.parser.StanzaView;
import java.util.concurrent.TimeUnit;

/**
 * What a bound client says about its stream and not to anybody: XEP-0198's commands and XEP-0352's
 * states. They come in ring order, so that each means exactly the stanzas before it.
 *
 * <p>Owner: Router. Allocates: when a stream is enabled; never for acknowledgements.
 */
final class NonzaRules {
  private final StreamManager streams;
  private final StreamReplies replies;
  private final ToldCounts counts;
  private final SessionEnds ends;
  private final Emitter emitter;
  private final StanzaView.Range scratch = new StanzaView.Range();

  NonzaRules(
      final StreamManager streams,
      final StreamReplies replies,
      final ToldCounts counts,
      final SessionEnds ends,
      final Emitter emitter) {
    this.streams = streams;
    this.replies = replies;
    this.counts = counts;
    this.ends = ends;
    this.emitter = emitter;
  }

  void on(final LocalSession session, final StanzaView nonza) {
    final HostType type = session.account().host().type();
    if (nonza.namespace().equals(ClientState.NAMESPACE)) {
      clientState(session, nonza, type.service(ClientState.Policy.class));
      return;
    }
    final StreamPolicy policy = type.service(StreamPolicy.class);
    if (policy == null || !nonza.namespace().equals(Sm.NAMESPACE)) {
      unsupported(session);
      return;
    }
    switch (nonza.name()) {
      case "r" -> request(session);
      case "a" -> acknowledge(session, nonza);
      case "enable" -> enable(session, nonza, policy);
      case "resume" -> unexpected(session); // §5: only instead of binding
      default -> unsupported(session);
    }
  }

  /** XEP-0352 §4.2; what waited comes before anything asked for later (§5.1). */
  private void clientState(
      final LocalSession session, final StanzaView nonza, final ClientState.Policy policy) {
    final boolean inactive = nonza.name().equals("inactive");
    if (policy == null || !inactive && !nonza.name().equals("active")) {
      unsupported(session);
    } else {
      emitter.clientState(session, !inactive);
    }
  }

  private void unsupported(final LocalSession session) {
    ends.close(session, "unsupported-stanza-type", null);
  }

  private void unexpected(final LocalSession session) {
    replies.failed(session.handle(), Condition.UNEXPECTED_REQUEST, Sm.INVALID);
  }

  private void request(final LocalSession session) {
    final ManagedStream stream = session.stream();
    if (stream == null) {
      unexpected(session);
      return;
    }
    stream.owesCount = !stream.held().isEmpty();
    counts.tell(stream);
  }

  private void acknowledge(final LocalSession session, final StanzaView nonza) {
    final ManagedStream stream = session.stream();
    final long h = Sm.count(nonza, scratch);
    if (stream == null) {
      unexpected(session);
    } else if (h == Sm.INVALID) {
      ends.close(session, "policy-violation", "h is not a count of stanzas");
    } else if (!streams.acknowledge(stream, (int) h)) {
      replies.tooHigh(session.handle(), (int) h, stream.outbound());
      ends.ended(session);
    }
  }

  private void enable(
      final LocalSession session, final StanzaView nonza, final StreamPolicy policy) {
    if (session.stream() != null) {
      unexpected(session);
      ends.close(session, "policy-violation", "stream management is enabled already"); // §3
      return;
    }
    final String resume = Sm.attribute(nonza, "resume", scratch);
    if (resume != null && !isBoolean(resume)) {
      replies.failed(session.handle(), Condition.BAD_REQUEST, Sm.INVALID);
      return;
    }
    final long timeoutMs =
        isTrue(resume) ? timeoutMs(Sm.attribute(nonza, "max", scratch), policy) : 0;
    replies.enabled(streams.enable(session, policy, timeoutMs, emitter.nowMs()));
  }

  /** The client may ask for less time than the policy gives, not for more. */
  static long timeoutMs(final String max, final StreamPolicy policy) {
    if (max == null
        || max.isEmpty()
        || max.length() > 9
        || !max.chars().allMatch(NonzaRules::isDigit)) {
      return policy.resumeTimeoutMs();
    }
    final long wishedMs = TimeUnit.SECONDS.toMillis(Long.parseLong(max));
    return wishedMs == 0 ? policy.resumeTimeoutMs() : Math.min(wishedMs, policy.resumeTimeoutMs());
  }

  private static boolean isDigit(final int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isBoolean(final String text) {
    return isTrue(text) || "false".equals(text) || "0".equals(text);
  }

  static boolean isTrue(final String text) {
    return "true".equals(text) || "1".equals(text);
  }
}
