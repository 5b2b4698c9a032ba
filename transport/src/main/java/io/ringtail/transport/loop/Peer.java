// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

/**
 * What a loop and DELIVER may ask of one of the loop's endpoints.
 *
 * <p>Owner: the loop. Allocates: as the implementation says.
 */
public interface Peer {
  /** Returned by {@link #onTimer} when no timer is needed. */
  long NO_TIMER = Long.MAX_VALUE;

  /**
   * Sends the bytes, with the peer's own address inserted where the parcel has a place for it;
   * false when it will not: its stream is ending.
   */
  boolean deliver(Parcel stanza);

  /** The resource was bound: the bytes are the full JID, not escaped. */
  void bound(byte[] buffer, int start, int end);

  /** From here on the stream is managed (XEP-0198): what it is sent is counted. */
  void managed();

  /** The resource was not bound; the client may ask again. */
  void unbound();

  /** Ends the stream; the bytes are a complete stream error, or nothing. */
  void closeStream(Parcel error);

  /** Hands everything that was queued in this turn to the socket. */
  void flush();

  /** What the peer waited for may be there: go on with its input. */
  void resume();

  /** Its timer has come, perhaps early; returns the next deadline or {@link #NO_TIMER}. */
  long onTimer(long nowNs);

  /** Our own code failed on its behalf: the connection ends, the loop goes on. */
  void onFault(RuntimeException fault);

  /** The node stops: no more input. */
  void stopReading();

  /** The node stops: {@code system-shutdown} and close. */
  void shutDown();
}
