// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.xmpp.Stanza;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Pages of the archive (XEP-0313) or of the inbox: asked for on schedule, one under way per
 * session; a page asked for while everybody waits is queued, and its time runs from the schedule.
 *
 * <p>Owner: its loop. Allocates: per page asked for.
 */
final class Lookups implements Part {
  private static final byte[] RESULT = "<result".getBytes(StandardCharsets.US_ASCII);

  private final PartContext context;
  private final String prefix;
  private final String query;
  private final int least;
  private final DueQueue waiting = new DueQueue();
  private Seat[] seats = {};
  private int next;
  private long asked;
  private long answered;
  private long entries;

  /**
   * @param prefix of the ids, to tell two kinds of lookup apart
   * @param query the IQ with {@code %s} for its id
   * @param least entries of a page below which it is an error
   */
  private Lookups(
      final PartContext context, final String prefix, final String query, final int least) {
    this.context = context;
    this.prefix = prefix;
    this.query = query;
    this.least = least;
  }

  static Lookups archive(final PartContext context) {
    final int page = context.scenario().whole(Key.PAGE);
    return new Lookups(
        context,
        "mam",
        "<iq type='set' id='%s'><query xmlns='urn:xmpp:mam:2'><set"
            + " xmlns='http://jabber.org/protocol/rsm'><max>"
            + page
            + "</max><before/></set></query></iq>",
        Math.min(page, context.scenario().whole(Key.PREFILL)));
  }

  static Lookups inbox(final PartContext context) {
    return new Lookups(
        context,
        "box",
        "<iq type='set' id='%s'><inbox xmlns='erlang-solutions.com:xmpp:inbox:0'><set"
            + " xmlns='http://jabber.org/protocol/rsm'><max>"
            + context.scenario().whole(Key.PAGE)
            + "</max></set></inbox></iq>",
        Math.min(1, context.scenario().whole(Key.PREFILL)));
  }

  @Override
  public void assemble(final List<Seat> online) {
    seats = online.toArray(new Seat[0]);
  }

  @Override
  public void act(final long dueNs, final long nowNs) {
    asked++;
    for (int tried = 0; tried < seats.length; tried++) {
      next = next + 1 < seats.length ? next + 1 : 0;
      if (seats[next].lookupDueNs == 0) {
        ask(seats[next], dueNs, nowNs);
        return;
      }
    }
    if (!waiting.offer(dueNs)) {
      context.stats().error("too many lookups wait: the rate is far above the server's");
    }
  }

  private void ask(final Seat seat, final long dueNs, final long nowNs) {
    seat.lookupDueNs = dueNs;
    seat.lookupResults = 0;
    seat.lookups++;
    seat.session.say(query.replace("%s", prefix + seat.lookups));
    context.stats().sent(dueNs, nowNs);
  }

  @Override
  public boolean take(final Seat seat, final Stanza stanza, final long nowNs) {
    if (stanza.isMessage()) {
      final boolean result = seat.lookupDueNs != 0 && stanza.find(RESULT) > 0;
      seat.lookupResults += result ? 1 : 0;
      return result;
    }
    if (!stanza.isIq() || !stanza.attribute("id").equals(prefix + seat.lookups)) {
      return false;
    }
    if (!stanza.typeIs("result")) {
      context.stats().error("a lookup failed: " + stanza.condition());
    } else if (seat.lookupResults < least) {
      context.stats().error("a page of " + seat.lookupResults + " entries, not " + least);
    }
    answered++;
    entries += seat.lookupResults;
    context.stats().delivered(seat.lookupDueNs, nowNs);
    seat.lookupDueNs = 0;
    if (!waiting.isEmpty()) {
      ask(seat, waiting.take(), nowNs);
    }
    return true;
  }

  /** Entries in all pages so far. */
  long entries() {
    return entries;
  }

  @Override
  public Counts counts() {
    return new Counts(asked, answered, 0, 0, 0);
  }
}
