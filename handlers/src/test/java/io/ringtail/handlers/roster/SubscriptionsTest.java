// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.handlers.roster.Subscriptions.Action;
import io.ringtail.handlers.roster.Subscriptions.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state machine against every row of RFC 6121 appendix A and the pre-approval of §3.4.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
class SubscriptionsTest {
  // One row: state before │ is it routed or delivered │ state after. "=" is no state change, "+" a
  // pre-approval noted, "reply" an answer "subscribed" in the owner's name.
  private static final String OUTBOUND_SUBSCRIBE = // A.2.1
      """
      NONE        | yes | NONE_OUT
      NONE_OUT    | yes | =
      NONE_IN     | yes | NONE_OUT_IN
      NONE_OUT_IN | yes | =
      TO          | yes | =
      TO_IN       | yes | =
      FROM        | yes | FROM_OUT
      FROM_OUT    | yes | =
      BOTH        | yes | =
      """;
  private static final String OUTBOUND_UNSUBSCRIBE = // A.2.2
      """
      NONE        | yes | =
      NONE_OUT    | yes | NONE
      NONE_IN     | yes | =
      NONE_OUT_IN | yes | NONE_IN
      TO          | yes | NONE
      TO_IN       | yes | NONE_IN
      FROM        | yes | =
      FROM_OUT    | yes | FROM
      BOTH        | yes | FROM
      """;
  private static final String OUTBOUND_SUBSCRIBED = // A.2.3
      """
      NONE        | no  | = +
      NONE_OUT    | no  | = +
      NONE_IN     | yes | FROM
      NONE_OUT_IN | yes | FROM_OUT
      TO          | no  | = +
      TO_IN       | yes | BOTH
      FROM        | no  | =
      FROM_OUT    | no  | =
      BOTH        | no  | =
      """;
  private static final String OUTBOUND_UNSUBSCRIBED = // A.2.4
      """
      NONE        | no  | =
      NONE_OUT    | no  | =
      NONE_IN     | yes | NONE
      NONE_OUT_IN | yes | NONE_OUT
      TO          | no  | =
      TO_IN       | yes | TO
      FROM        | yes | NONE
      FROM_OUT    | yes | NONE_OUT
      BOTH        | yes | TO
      """;
  private static final String INBOUND_SUBSCRIBE = // A.3.1
      """
      NONE        | yes | NONE_IN
      NONE_OUT    | yes | NONE_OUT_IN
      NONE_IN     | no  | =
      NONE_OUT_IN | no  | =
      TO          | yes | TO_IN
      TO_IN       | no  | =
      FROM        | no  | = reply
      FROM_OUT    | no  | = reply
      BOTH        | no  | = reply
      """;
  private static final String INBOUND_UNSUBSCRIBE = // A.3.2
      """
      NONE        | no  | =
      NONE_OUT    | no  | =
      NONE_IN     | yes | NONE
      NONE_OUT_IN | yes | NONE_OUT
      TO          | no  | =
      TO_IN       | yes | TO
      FROM        | yes | NONE
      FROM_OUT    | yes | NONE_OUT
      BOTH        | yes | TO
      """;
  private static final String INBOUND_SUBSCRIBED = // A.3.3
      """
      NONE        | no  | =
      NONE_OUT    | yes | TO
      NONE_IN     | no  | =
      NONE_OUT_IN | yes | TO_IN
      TO          | no  | =
      TO_IN       | no  | =
      FROM        | no  | =
      FROM_OUT    | yes | BOTH
      BOTH        | no  | =
      """;
  private static final String INBOUND_UNSUBSCRIBED = // A.3.4
      """
      NONE        | no  | =
      NONE_OUT    | yes | NONE
      NONE_IN     | no  | =
      NONE_OUT_IN | yes | NONE_IN
      TO          | yes | NONE
      TO_IN       | yes | NONE_IN
      FROM        | no  | =
      FROM_OUT    | yes | FROM
      BOTH        | yes | FROM
      """;
  // Pre-approval in force (§3.4): only states without a request and without "from" can have it.
  private static final String INBOUND_SUBSCRIBE_APPROVED =
      """
      NONE        | no  | FROM reply
      NONE_OUT    | no  | FROM_OUT reply
      TO          | no  | BOTH reply
      """;

  /** One row of a table. */
  record Row(
      boolean outbound,
      Action action,
      SubscriptionState before,
      boolean approvedBefore,
      Transition expected) {}

  static Stream<Row> appendixA() {
    return Stream.of(
            table(true, Action.SUBSCRIBE, OUTBOUND_SUBSCRIBE),
            table(true, Action.UNSUBSCRIBE, OUTBOUND_UNSUBSCRIBE),
            table(true, Action.SUBSCRIBED, OUTBOUND_SUBSCRIBED),
            table(true, Action.UNSUBSCRIBED, OUTBOUND_UNSUBSCRIBED),
            table(false, Action.SUBSCRIBE, INBOUND_SUBSCRIBE),
            table(false, Action.UNSUBSCRIBE, INBOUND_UNSUBSCRIBE),
            table(false, Action.SUBSCRIBED, INBOUND_SUBSCRIBED),
            table(false, Action.UNSUBSCRIBED, INBOUND_UNSUBSCRIBED))
        .flatMap(List::stream);
  }

  static Stream<Row> preApproved() {
    return INBOUND_SUBSCRIBE_APPROVED.lines().map(line -> row(false, Action.SUBSCRIBE, true, line));
  }

  private static List<Row> table(final boolean outbound, final Action action, final String rows) {
    return rows.lines().map(line -> row(outbound, action, false, line)).toList();
  }

  private static Row row(
      final boolean outbound, final Action action, final boolean approved, final String line) {
    final String[] cells = line.split("\\|");
    final SubscriptionState before = SubscriptionState.valueOf(cells[0].strip());
    final List<String> after = Arrays.asList(cells[2].strip().split(" "));
    final SubscriptionState next =
        after.getFirst().equals("=") ? before : SubscriptionState.valueOf(after.getFirst());
    final Transition expected =
        new Transition(
            next, cells[1].strip().equals("yes"), after.contains("+"), after.contains("reply"));
    return new Row(outbound, action, before, approved, expected);
  }

  @ParameterizedTest
  @MethodSource({"appendixA", "preApproved"})
  void shouldFollowEveryRow(final Row row) {
    assertEquals(
        row.expected,
        row.outbound
            ? Subscriptions.outbound(row.action, row.before, row.approvedBefore)
            : Subscriptions.inbound(row.action, row.before, row.approvedBefore));
  }

  @Test
  void shouldCoverEveryStateOfEveryTable() {
    assertEquals(2 * 4 * 9, appendixA().distinct().count());
  }

  @Test
  void shouldKeepAPreApprovalUntilItIsUsedOrCancelled() {
    for (final Action action : List.of(Action.SUBSCRIBE, Action.UNSUBSCRIBE)) {
      assertEquals(true, Subscriptions.outbound(action, SubscriptionState.TO, true).approved());
    }
    for (final Action action :
        List.of(Action.SUBSCRIBED, Action.UNSUBSCRIBED, Action.UNSUBSCRIBE)) {
      assertEquals(true, Subscriptions.inbound(action, SubscriptionState.TO, true).approved());
    }
  }

  @Test
  void shouldCancelAPreApprovalByUnsubscribed() {
    assertEquals(
        new Transition(SubscriptionState.TO, false, false, false),
        Subscriptions.outbound(Action.UNSUBSCRIBED, SubscriptionState.TO, true));
  }
}
