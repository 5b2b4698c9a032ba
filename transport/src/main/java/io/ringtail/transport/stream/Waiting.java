// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.StanzaView;
import io.ringtail.transport.admit.Entrant;
import io.ringtail.transport.admit.SourceAddress;
import io.ringtail.transport.admit.Ticket;
import io.ringtail.transport.settings.StreamSettings;

/**
 * The client wants to log in and others do too: nothing is read until its turn comes.
 *
 * <p>Owner: the loop of the stream. Allocates: once per login that has to wait.
 */
final class Waiting implements StreamState, Entrant {
  private final Stream stream;
  private final SaslDialogue dialogue;
  private final String initialResponse;
  private Ticket ticket;

  private Waiting(final Stream stream, final SaslDialogue dialogue, final String initialResponse) {
    this.stream = stream;
    this.dialogue = dialogue;
    this.initialResponse = initialResponse;
  }

  /** Waits, or is turned away at once. */
  static void enter(
      final Stream stream, final SaslDialogue dialogue, final String initialResponse) {
    final Waiting waiting = new Waiting(stream, dialogue, initialResponse);
    stream.become(waiting);
    waiting.ticket =
        dialogue
            .lane()
            .await(
                dialogue.negotiation().host(),
                SourceAddress.of(stream.channel().remoteAddress()),
                waiting);
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
    dialogue.turnAway(stream);
  }

  @Override
  public void onEnd() {
    if (ticket != null) {
      dialogue.lane().leave(ticket);
    }
  }

  @Override
  public void admitted() {
    stream.goOn(this, null, nothing -> begin());
  }

  private void begin() {
    stream.become(dialogue.state());
    dialogue.start(stream, initialResponse);
  }

  @Override
  public void turnedAway() {
    dialogue.turnAway(stream);
  }
}
