// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.StanzaView;
import io.ringtail.transport.admit.Entrant;
import io.ringtail.transport.admit.LoginLane;
import io.ringtail.transport.admit.SourceAddress;
import io.ringtail.transport.admit.Ticket;
import io.ringtail.transport.settings.StreamSettings;

/**
 * The client wants something that others want too: nothing is read until its turn comes.
 *
 * <p>Owner: the loop of the stream. Allocates: once per client that has to wait.
 */
final class Waiting implements StreamState, Entrant {
  /** The domain of those who have not named one yet. */
  static final Object NO_DOMAIN = "";

  private final Stream stream;
  private final LoginLane lane;
  private final Runnable go;
  private final Runnable away;
  private Ticket ticket;

  private Waiting(
      final Stream stream, final LoginLane lane, final Runnable go, final Runnable away) {
    this.stream = stream;
    this.lane = lane;
    this.go = go;
    this.away = away;
  }

  /**
   * Goes on at once if the lane has room, or waits, or is turned away at once.
   *
   * @param domain takes turns with others
   * @param go enters another state, whether at once or later
   * @param away says that there is no room, now or at the end of the wait, and enters another state
   */
  static void forTurn(
      final Stream stream,
      final LoginLane lane,
      final Object domain,
      final Runnable go,
      final Runnable away) {
    if (lane.admitsNow()) {
      go.run();
      return;
    }
    final Waiting waiting = new Waiting(stream, lane, go, away);
    stream.become(waiting);
    waiting.ticket =
        lane.await(domain, SourceAddress.of(stream.channel().remoteAddress()), waiting);
  }

  @Override
  public boolean onElement(final Stream same, final StanzaView view) {
    return false;
  }

  @Override
  public boolean awaitsAnswer() {
    return true;
  }

  @Override
  public long limitMs(final StreamSettings settings) {
    return stream.services().admissions().settings().maxWaitMs();
  }

  @Override
  public void onTimeout(final Stream same) {
    onEnd();
    turnedAway();
  }

  @Override
  public void onEnd() {
    if (ticket != null) {
      lane.leave(ticket);
    }
  }

  @Override
  public void admitted() {
    stream.goOn(this, null, nothing -> go.run());
  }

  @Override
  public void turnedAway() {
    lane.refused();
    away.run();
  }
}
