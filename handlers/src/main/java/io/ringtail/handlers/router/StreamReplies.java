// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.streams.UnackedQueue;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Ns;
import java.util.concurrent.TimeUnit;

/**
 * Writes what XEP-0198 says to a client into the current slot's outbox.
 *
 * <p>Owner: Router. Allocates: never for acknowledgements.
 */
final class StreamReplies {
  private static final String XMLNS = " xmlns='" + Sm.NAMESPACE + "'";

  private final Emitter emitter;

  StreamReplies(final Emitter emitter) {
    this.emitter = emitter;
  }

  /** {@code <r/>}; those asked follow by {@link #request}. */
  void beginRequest() {
    final Outbox outbox = emitter.outbox();
    final int start = outbox.arena().length();
    outbox.arena().raw("<r").raw(XMLNS).raw("/>");
    outbox.entry(Action.STANZA, start, outbox.arena().length()).keep();
  }

  void request(final LocalSession session) {
    emitter.outbox().to(session.handle());
  }

  /** {@code <a/>} with the count the client may rely on. */
  void count(final ManagedStream stream, final int h) {
    final ByteWriter arena = emitter.outbox().arena();
    final int start = arena.length();
    arena.raw("<a").raw(XMLNS).raw(" h='");
    arena.decimal(Integer.toUnsignedLong(h)).raw("'/>");
    send(Action.STANZA, stream.session().handle(), start);
  }

  void enabled(final ManagedStream stream) {
    final ByteWriter arena = emitter.outbox().arena();
    final int start = arena.length();
    writeEnabled(stream, arena);
    send(Action.MANAGED, stream.session().handle(), start);
  }

  /** Also inside {@code <bound/>} of Bind 2. */
  static void writeEnabled(final ManagedStream stream, final ByteWriter out) {
    out.raw("<enabled").raw(XMLNS);
    if (stream.isResumable()) {
      out.attribute("id", stream.id().toString()).raw(" resume='true' max='");
      out.decimal(TimeUnit.MILLISECONDS.toSeconds(stream.resumeTimeoutMs())).raw("'");
      if (!stream.policy().location().isEmpty()) {
        out.attribute("location", stream.policy().location());
      }
    }
    out.raw("/>");
  }

  void resumed(final ManagedStream stream) {
    final ByteWriter arena = emitter.outbox().arena();
    final int start = arena.length();
    writeResumed(stream, arena);
    send(Action.MANAGED, stream.session().handle(), start);
  }

  /** Also inside {@code <success/>} of SASL2. */
  static void writeResumed(final ManagedStream stream, final ByteWriter out) {
    stream.countTold();
    out.raw("<resumed").raw(XMLNS).attribute("previd", stream.id().toString()).raw(" h='");
    out.decimal(Integer.toUnsignedLong(stream.handled())).raw("'/>");
  }

  /**
   * {@code <failed/>}.
   *
   * @param h count of an ended stream; {@link Sm#INVALID} when none is known
   */
  void failed(final long handle, final Condition condition, final long h) {
    final ByteWriter arena = emitter.outbox().arena();
    final int start = arena.length();
    writeFailed(condition, h, arena);
    send(Action.STANZA, handle, start);
  }

  static void writeFailed(final Condition condition, final long h, final ByteWriter out) {
    out.raw("<failed").raw(XMLNS);
    if (h != Sm.INVALID) {
      out.raw(" h='").decimal(h).raw("'");
    }
    out.raw("><")
        .raw(condition.elementName())
        .attribute("xmlns", Ns.STANZA_ERRORS)
        .raw("/></failed>");
  }

  /** RFC 6120 §4.9 around what XEP-0198 §6 says to a client that counts what was never sent. */
  void tooHigh(final long handle, final int h, final int sent) {
    final ByteWriter arena = emitter.outbox().arena();
    final int start = arena.length();
    arena.raw("<stream:error><undefined-condition").attribute("xmlns", Ns.STREAM_ERRORS).raw("/>");
    arena.raw("<handled-count-too-high").raw(XMLNS).raw(" h='");
    arena.decimal(Integer.toUnsignedLong(h)).raw("' send-count='");
    arena.decimal(Integer.toUnsignedLong(sent)).raw("'/></stream:error>");
    send(Action.CLOSE, handle, start);
  }

  /** One of the stanzas kept, again; a message says when it was sent at first (XEP-0203). */
  void again(final ManagedStream stream, final int position) {
    final UnackedQueue queue = stream.queue();
    final ByteWriter arena = emitter.outbox().arena();
    final int start = arena.length();
    arena.put(queue.array(), queue.stanzaStart(position), queue.stanzaEnd(position));
    if (queue.id(position) != 0 && !queue.has(position, UnackedQueue.OFFLINE)) {
      LateStanza.stamp(
          arena, start, stream.session().account().host().jid(), queue.sentAtMs(position));
    }
    send(Action.STANZA, stream.session().handle(), start);
  }

  private void send(final Action action, final long handle, final int start) {
    final Outbox outbox = emitter.outbox();
    outbox.entry(action, start, outbox.arena().length()).to(handle).keep();
  }
}
