// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import static io.ringtail.handlers.roster.SubscriptionState.BOTH;
import static io.ringtail.handlers.roster.SubscriptionState.FROM;
import static io.ringtail.handlers.roster.SubscriptionState.FROM_OUT;
import static io.ringtail.handlers.roster.SubscriptionState.NONE;
import static io.ringtail.handlers.roster.SubscriptionState.NONE_IN;
import static io.ringtail.handlers.roster.SubscriptionState.NONE_OUT;
import static io.ringtail.handlers.roster.SubscriptionState.NONE_OUT_IN;
import static io.ringtail.handlers.roster.SubscriptionState.TO;
import static io.ringtail.handlers.roster.SubscriptionState.TO_IN;

import io.ringtail.parser.StanzaType;
import java.util.List;
import java.util.Map;

/**
 * The state machine of RFC 6121 appendix A with the pre-approval of §3.4, as tables: pure, it knows
 * nothing of stores, sessions or bytes.
 *
 * <p>Owner: anyone, stateless. Allocates: a transition per call.
 */
public final class Subscriptions {
  /** The four subscription types of RFC 6121 §3. */
  public enum Action {
    SUBSCRIBE(StanzaType.SUBSCRIBE),
    SUBSCRIBED(StanzaType.SUBSCRIBED),
    UNSUBSCRIBE(StanzaType.UNSUBSCRIBE),
    UNSUBSCRIBED(StanzaType.UNSUBSCRIBED);

    private final StanzaType type;

    Action(final StanzaType type) {
      this.type = type;
    }

    public StanzaType type() {
      return type;
    }

    /** The action of a subscription type. */
    public static Action of(final StanzaType type) {
      return switch (type) {
        case SUBSCRIBE -> SUBSCRIBE;
        case SUBSCRIBED -> SUBSCRIBED;
        case UNSUBSCRIBE -> UNSUBSCRIBE;
        case UNSUBSCRIBED -> UNSUBSCRIBED;
        default -> throw new IllegalArgumentException("not a subscription type: " + type);
      };
    }
  }

  /**
   * What one stanza does.
   *
   * @param next the state afterwards
   * @param pass the stanza is routed to the contact (outbound) or delivered to the owner (inbound)
   * @param approved a pre-approval is in force afterwards
   * @param reply the server answers the contact with {@code subscribed} in the owner's name
   */
  public record Transition(SubscriptionState next, boolean pass, boolean approved, boolean reply) {}

  private record Step(SubscriptionState next, boolean pass) {}

  // Each list is in the order of SubscriptionState:
  //   None, None+Out, None+In, None+Out+In, To, To+In, From, From+Out, Both
  private static final Map<Action, List<Step>> OUTBOUND =
      Map.of(
          // appendix A.2.1
          Action.SUBSCRIBE,
          List.of(
              pass(NONE_OUT),
              pass(NONE_OUT),
              pass(NONE_OUT_IN),
              pass(NONE_OUT_IN),
              pass(TO),
              pass(TO_IN),
              pass(FROM_OUT),
              pass(FROM_OUT),
              pass(BOTH)),
          // appendix A.2.2
          Action.UNSUBSCRIBE,
          List.of(
              pass(NONE),
              pass(NONE),
              pass(NONE_IN),
              pass(NONE_IN),
              pass(NONE),
              pass(NONE_IN),
              pass(FROM),
              pass(FROM),
              pass(FROM)),
          // appendix A.2.3
          Action.SUBSCRIBED,
          List.of(
              hold(NONE),
              hold(NONE_OUT),
              pass(FROM),
              pass(FROM_OUT),
              hold(TO),
              pass(BOTH),
              hold(FROM),
              hold(FROM_OUT),
              hold(BOTH)),
          // appendix A.2.4
          Action.UNSUBSCRIBED,
          List.of(
              hold(NONE),
              hold(NONE_OUT),
              pass(NONE),
              pass(NONE_OUT),
              hold(TO),
              pass(TO),
              pass(NONE),
              pass(NONE_OUT),
              pass(TO)));

  private static final Map<Action, List<Step>> INBOUND =
      Map.of(
          // appendix A.3.1
          Action.SUBSCRIBE,
          List.of(
              pass(NONE_IN),
              pass(NONE_OUT_IN),
              hold(NONE_IN),
              hold(NONE_OUT_IN),
              pass(TO_IN),
              hold(TO_IN),
              hold(FROM),
              hold(FROM_OUT),
              hold(BOTH)),
          // appendix A.3.2
          Action.UNSUBSCRIBE,
          List.of(
              hold(NONE),
              hold(NONE_OUT),
              pass(NONE),
              pass(NONE_OUT),
              hold(TO),
              pass(TO),
              pass(NONE),
              pass(NONE_OUT),
              pass(TO)),
          // appendix A.3.3
          Action.SUBSCRIBED,
          List.of(
              hold(NONE),
              pass(TO),
              hold(NONE_IN),
              pass(TO_IN),
              hold(TO),
              hold(TO_IN),
              hold(FROM),
              pass(BOTH),
              hold(BOTH)),
          // appendix A.3.4
          Action.UNSUBSCRIBED,
          List.of(
              hold(NONE),
              pass(NONE),
              hold(NONE_IN),
              pass(NONE_IN),
              pass(NONE),
              pass(NONE_IN),
              hold(FROM),
              pass(FROM),
              pass(FROM)));

  private Subscriptions() {}

  /** The owner sent it; {@code approved} tells whether a pre-approval is in force. */
  public static Transition outbound(
      final Action action, final SubscriptionState state, final boolean approved) {
    final Step step = OUTBOUND.get(action).get(state.ordinal());
    return new Transition(step.next, step.pass, approvedAfter(action, state, approved), false);
  }

  /** RFC 6121 §3.4.2: noted where nothing is pending and the contact sees nothing yet. */
  private static boolean approvedAfter(
      final Action action, final SubscriptionState state, final boolean approved) {
    return switch (action) {
      case SUBSCRIBED -> awaitsNoRequest(state);
      case UNSUBSCRIBED -> false;
      case SUBSCRIBE, UNSUBSCRIBE -> approved;
    };
  }

  private static boolean awaitsNoRequest(final SubscriptionState state) {
    return !state.pendingIn() && !state.subscription().isFrom();
  }

  /** The contact sent it. */
  public static Transition inbound(
      final Action action, final SubscriptionState state, final boolean approved) {
    if (action == Action.SUBSCRIBE) {
      if (state.subscription().isFrom()) {
        // RFC 6121 §3.1.3: already approved, say so again
        return new Transition(state, false, approved, true);
      }
      if (approved && awaitsNoRequest(state)) {
        // RFC 6121 §3.4.2; the approval is used up, so a later request asks the owner again
        return new Transition(withFrom(state), false, false, true);
      }
    }
    final Step step = INBOUND.get(action).get(state.ordinal());
    return new Transition(step.next, step.pass, approved, false);
  }

  private static SubscriptionState withFrom(final SubscriptionState state) {
    return switch (state) {
      case TO, TO_IN, BOTH -> BOTH;
      case NONE_OUT, NONE_OUT_IN, FROM_OUT -> FROM_OUT;
      case NONE, NONE_IN, FROM -> FROM;
    };
  }

  private static Step pass(final SubscriptionState next) {
    return new Step(next, true);
  }

  private static Step hold(final SubscriptionState next) {
    return new Step(next, false);
  }
}
