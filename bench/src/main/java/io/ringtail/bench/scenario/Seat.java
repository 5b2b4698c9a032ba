// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.Tally;
import io.ringtail.bench.load.Template;
import io.ringtail.bench.xmpp.Session;

/**
 * What an online session has of the parts of its scenario.
 *
 * <p>Owner: the session's loop. Allocates: at start.
 */
final class Seat {
  final Session session;
  final int number;

  // Pairs: what it sends, what it gets.
  Template template;
  int partnerFlow;
  Tally tally;
  boolean slow;

  // Groups: numbers of the members are firstMember … firstMember + tallies.length - 1.
  int firstMember;
  Tally[] tallies;
  Template groupTemplate;

  // Lookups: at most one under way; 0 when there is none.
  long lookupDueNs;
  int lookupResults;
  int lookups;

  Seat(final Session session) {
    this.session = session;
    this.number = session.account().number();
  }
}
