// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;
import io.ringtail.parser.StreamHeader;
import io.ringtail.parser.XmlFault;
import io.ringtail.transport.loop.Peer;
import io.ringtail.transport.settings.StreamSettings;

/**
 * Where a stream is in its life, RFC 6120 §4 to §7.
 *
 * <pre>
 *   AwaitHeader ─► Unauthenticated ─┬─ STARTTLS, SASL success ─► AwaitHeader
 *        └───────► Authenticated ─► Binding ─► Session ─► Leaving ─► Closing
 * </pre>
 *
 * <p>Owner: the loop of the stream. Allocates: as the states say.
 */
sealed interface StreamState
    permits AwaitHeader,
        Unauthenticated,
        Waiting,
        Authenticated,
        Binding,
        Session,
        Leaving,
        Closing {

  /** A header came; only {@link AwaitHeader} wants one. */
  default void onHeader(final Stream stream, final StreamHeader header) {
    onFault(stream, XmlFault.NOT_WELL_FORMED);
  }

  /** An element came, validated; false holds it back. */
  boolean onElement(Stream stream, StanzaView view);

  /** What came is not acceptable. */
  default void onFault(final Stream stream, final XmlFault fault) {
    stream.streamError(fault.condition(), fault.text());
  }

  /** The client closed its stream. */
  default void onStreamEnd(final Stream stream) {
    stream.endStream();
  }

  /** True while our own stream header has not been sent. */
  default boolean needsHeader() {
    return false;
  }

  /** True when the time in this state is limited. */
  default boolean isTimed() {
    return true;
  }

  /** How long that is. */
  default long limitMs(final StreamSettings settings) {
    return settings.stateTimeoutMs();
  }

  /** The time is over. */
  default void onTimeout(final Stream stream) {
    stream.streamError("connection-timeout", null); // RFC 6120 §4.9.3.4
  }

  /** True when nothing is read until an answer has come. */
  default boolean awaitsAnswer() {
    return false;
  }

  /** The stream ends in this state. */
  default void onEnd() {}

  /** True when the Router knows the stream's handle. */
  default boolean isKnownToRouter() {
    return false;
  }

  /** What is sent is counted from here on (XEP-0198). */
  default void managed() {}

  /** Whose address goes into what is sent; null while there is none. */
  default Session session() {
    return null;
  }

  /** The account whose bind is under way; else null. */
  default Jid binding() {
    return null;
  }

  /** Silence lasts: a chance to ping or give up; returns the next deadline. */
  default long onSilence(final Stream stream, final long nowNs, final long lastReadNs) {
    return Peer.NO_TIMER;
  }
}
