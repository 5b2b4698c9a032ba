// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;

/**
 * What the Router counts.
 *
 * <p>Owner: written by the Router, read by anyone. Allocates: at start.
 */
public final class RouterCounters {
  final Counter messages;
  final Counter presences;
  final Counter iqs;
  final Counter delivered;
  final Counter bounced;
  final Counter undelivered;
  final Counter sessionsOpened;
  final Counter sessionsClosed;
  final Counter accountsLoaded;
  final Counter parked;
  final Counter faults;
  final Counter workFailed;
  final Counter streamsLost;
  final Counter streamsResumed;
  final Counter streamsExpired;

  public RouterCounters(final Counters counters) {
    messages = counters.counter("router.messages");
    presences = counters.counter("router.presences");
    iqs = counters.counter("router.iqs");
    delivered = counters.counter("router.delivered");
    bounced = counters.counter("router.bounced");
    undelivered = counters.counter("router.undelivered");
    sessionsOpened = counters.counter("router.sessions_opened");
    sessionsClosed = counters.counter("router.sessions_closed");
    accountsLoaded = counters.counter("router.accounts_loaded");
    parked = counters.counter("router.parked");
    faults = counters.counter("router.faults");
    workFailed = counters.counter("router.work_failed");
    streamsLost = counters.counter("router.streams_lost");
    streamsResumed = counters.counter("router.streams_resumed");
    streamsExpired = counters.counter("router.streams_expired");
  }
}
