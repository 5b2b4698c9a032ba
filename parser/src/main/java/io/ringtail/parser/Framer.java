// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Cuts one stream's bytes into frames: the stream header, whole stanzas, the closing tag. A
 * resumable byte machine that looks at every byte once and keeps no bytes itself.
 *
 * <pre>
 *   [ bytes of the unfinished frame | new bytes        ]   scan(buffer, from, to)
 *   ^from - pendingBytes()          ^from              ^to
 *            [ frame                       | unread    ]   after STREAM_OPEN, STANZA, STREAM_CLOSE
 *            ^frameStart()                 ^frameEnd()     next: scan(buffer, frameEnd(), to)
 * </pre>
 *
 * <p>Use: call {@link #scan} with new bytes only. On {@link Event#NEED_MORE} everything was looked
 * at; keep the last {@link #pendingBytes()} bytes before {@code to} (none between frames), put what
 * arrives next directly behind them, in this or another buffer, and scan from there. Positions are
 * never remembered across calls, so bytes may move freely. On {@link Event#FAULT} the stream is
 * dead. White space between frames is skipped and counted.
 *
 * <p>The limits on bytes, depth, attributes and names hold while bytes arrive. What this machine
 * accepts is no more than a guess at where a frame ends; {@link StanzaParser} then proves it.
 *
 * <p>Owner: the stream's I/O loop. Allocates: never.
 */
public final class Framer {
  /** What {@link #scan} found. */
  public enum Event {
    /** All bytes were taken and no frame is complete. */
    NEED_MORE,
    /** A start tag on level 0, with the XML declaration before it if there was one. */
    STREAM_OPEN,
    /** A whole element on level 1. */
    STANZA,
    /** The end tag of level 0. */
    STREAM_CLOSE,
    /** The stream is not acceptable; see {@link #fault()}. */
    FAULT
  }

  private static final byte[] CDATA_OPEN = {'[', 'C', 'D', 'A', 'T', 'A', '['};
  private static final byte[] DECLARATION_OPEN = {'x', 'm', 'l', ' '};

  private final Limits limits;
  private FramerState state = FramerState.BETWEEN;
  private Event event = Event.NEED_MORE;
  private XmlFault fault;
  private boolean declarationAllowed = true;
  private boolean inFrame;
  private byte quote;
  private int depth;
  private int progress; // within a name, a literal being matched, or the end of a CDATA section
  private int attributes;
  private int frameStart;
  private int frameEnd;
  private int frameBytes;
  private int whitespaceBytes;

  public Framer(final Limits limits) {
    this.limits = limits;
  }

  /** Expects a new stream header: first use, or a restart after TLS or SASL (RFC 6120 §4.3.3). */
  public void reset() {
    restart(0);
  }

  /** Expects stanzas without a stream header around them: WebSocket (RFC 7395 §3.3.2), BOSH. */
  public void resetInsideStream() {
    restart(1);
  }

  private void restart(final int newDepth) {
    state = FramerState.BETWEEN;
    fault = null;
    declarationAllowed = newDepth == 0;
    inFrame = false;
    depth = newDepth;
    frameBytes = 0;
    whitespaceBytes = 0;
  }

  /** Looks at the bytes of {@code [from, to)}, at most up to the end of the next frame. */
  public Event scan(final byte[] buffer, final int from, final int to) {
    if (state == FramerState.FAULTY) {
      return Event.FAULT;
    }
    event = Event.NEED_MORE;
    frameStart = inFrame ? from - frameBytes : from;
    int at = from;
    while (at < to && event == Event.NEED_MORE) {
      final int stop = inFrame ? Math.min(to, frameStart + limits.maxStanzaBytes()) : to;
      if (at == stop) {
        fail(XmlFault.STANZA_TOO_BIG);
      } else {
        at = step(buffer, at, stop);
      }
    }
    frameEnd = at;
    frameBytes = inFrame ? at - frameStart : 0;
    return event;
  }

  /** First position of the frame just found. */
  public int frameStart() {
    return frameStart;
  }

  /** First position behind the frame just found; the next scan begins here. */
  public int frameEnd() {
    return frameEnd;
  }

  /** After {@link Event#NEED_MORE}: how many of the last bytes belong to an unfinished frame. */
  public int pendingBytes() {
    return frameBytes;
  }

  /** White-space bytes skipped between frames since the last call (keep-alives). */
  public int takeWhitespace() {
    final int taken = whitespaceBytes;
    whitespaceBytes = 0;
    return taken;
  }

  /** Why the stream was refused; null unless {@link Event#FAULT}. */
  public XmlFault fault() {
    return fault;
  }

  private int step(final byte[] buffer, final int at, final int stop) {
    return switch (state) {
      case BETWEEN, CLOSED -> between(buffer, at, stop);
      case TEXT -> text(buffer, at, stop);
      case MARKUP -> markup(buffer, at, stop);
      case NAME -> name(buffer, at, stop);
      case TAG -> tag(buffer, at, stop);
      case VALUE -> value(buffer, at, stop);
      case EMPTY_TAG -> emptyTag(buffer[at], at);
      case END_TAG -> endTag(buffer, at, stop);
      case BANG -> bang(buffer[at], at);
      case CDATA_OPEN -> literal(buffer[at], at, CDATA_OPEN, FramerState.CDATA);
      case CDATA -> cdata(buffer, at, stop);
      case DECLARATION_OPEN -> literal(buffer[at], at, DECLARATION_OPEN, FramerState.DECLARATION);
      case DECLARATION -> declaration(buffer, at, stop);
      case FAULTY -> at;
    };
  }

  private int between(final byte[] buffer, final int at, final int stop) {
    final int next = XmlBytes.skipSpace(buffer, at, stop);
    if (next > at && !inFrame) {
      whitespaceBytes += next - at;
      declarationAllowed = false; // XML 1.0 §2.8: nothing may precede the declaration
    }
    if (next == stop) {
      return next;
    }
    if (buffer[next] != '<' || state == FramerState.CLOSED) {
      return fail(depth == 0 ? XmlFault.NOT_WELL_FORMED : XmlFault.TEXT_BETWEEN_STANZAS);
    }
    if (!inFrame) {
      inFrame = true;
      frameStart = next;
    }
    state = FramerState.MARKUP;
    return next + 1;
  }

  private int text(final byte[] buffer, final int at, final int stop) {
    final int next = XmlBytes.indexOf8((byte) '<', buffer, at, stop);
    if (next == stop) {
      return next;
    }
    state = FramerState.MARKUP;
    return next + 1 < stop ? markup(buffer, next + 1, stop) : stop;
  }

  /** The byte behind {@code <}. */
  private int markup(final byte[] buffer, final int at, final int stop) {
    final boolean declaration = declarationAllowed;
    declarationAllowed = false;
    progress = 0;
    return switch (buffer[at]) {
      case '/' -> depth == 0 ? fail(XmlFault.NOT_WELL_FORMED) : enter(FramerState.END_TAG, at + 1);
      case '!' -> enter(FramerState.BANG, at + 1);
      case '?' ->
          declaration
              ? enter(FramerState.DECLARATION_OPEN, at + 1)
              : fail(XmlFault.PROCESSING_INSTRUCTION);
      case ' ', '\t', '\r', '\n', '<', '>', '=', '\'', '"' -> fail(XmlFault.NOT_WELL_FORMED);
      default -> {
        attributes = 0;
        state = FramerState.NAME;
        yield name(buffer, at, stop);
      }
    };
  }

  /** An element's or attribute's name. */
  private int name(final byte[] buffer, final int at, final int stop) {
    final int next = XmlBytes.skipName(buffer, at, stop);
    progress += next - at;
    if (progress > limits.maxNameBytes()) {
      return fail(XmlFault.NAME_TOO_LONG);
    }
    if (next == stop) {
      return next;
    }
    state = FramerState.TAG;
    return tag(buffer, next, stop);
  }

  /** Inside a start tag, outside names and values. */
  private int tag(final byte[] buffer, final int from, final int stop) {
    int at = from;
    while (at < stop) {
      final byte b = buffer[at++];
      switch (b) {
        case ' ', '\t', '\r', '\n', '=' -> {}
        case '>' -> {
          elementStarts(false);
          return at;
        }
        case '/' -> {
          state = FramerState.EMPTY_TAG;
          return at < stop ? emptyTag(buffer[at], at) : at;
        }
        case '\'', '"' -> {
          return attributeStarts(b) ? value(buffer, at, stop) : at;
        }
        case '<' -> {
          return fail(XmlFault.NOT_WELL_FORMED);
        }
        default -> {
          progress = 1;
          state = FramerState.NAME;
          return at;
        }
      }
    }
    return at;
  }

  private boolean attributeStarts(final byte openingQuote) {
    if (++attributes > limits.maxAttributes()) {
      fail(XmlFault.TOO_MANY_ATTRIBUTES);
      return false;
    }
    quote = openingQuote;
    state = FramerState.VALUE;
    return true;
  }

  private int value(final byte[] buffer, final int at, final int stop) {
    final byte end = quote;
    int next = at;
    while (next < stop && buffer[next] != end) {
      if (buffer[next] == '<') {
        return fail(XmlFault.NOT_WELL_FORMED);
      }
      next++;
    }
    if (next == stop) {
      return next;
    }
    state = FramerState.TAG;
    return next + 1;
  }

  /** The byte behind the {@code /} of a start tag. */
  private int emptyTag(final byte b, final int at) {
    if (b != '>') {
      return fail(XmlFault.NOT_WELL_FORMED);
    }
    elementStarts(true);
    return at + 1;
  }

  private int endTag(final byte[] buffer, final int at, final int stop) {
    int next = at;
    while (next < stop && buffer[next] != '>') {
      if (buffer[next] == '<') {
        return fail(XmlFault.NOT_WELL_FORMED);
      }
      next++;
    }
    if (next == stop) {
      return next;
    }
    depth--;
    if (depth > 1) {
      state = FramerState.TEXT;
    } else {
      complete(depth == 0 ? Event.STREAM_CLOSE : Event.STANZA);
    }
    return next + 1;
  }

  /** The byte behind {@code <!}: only a CDATA section inside a stanza survives it. */
  private int bang(final byte b, final int at) {
    return switch (b) {
      case '-' -> fail(XmlFault.COMMENT);
      case 'D' -> fail(XmlFault.DTD);
      case '[' -> {
        if (depth < 2) {
          yield fail(depth == 0 ? XmlFault.NOT_WELL_FORMED : XmlFault.TEXT_BETWEEN_STANZAS);
        }
        yield enter(FramerState.CDATA_OPEN, at);
      }
      default -> fail(XmlFault.NOT_WELL_FORMED);
    };
  }

  private int literal(final byte b, final int at, final byte[] expected, final FramerState then) {
    final boolean same =
        b == expected[progress] || expected[progress] == ' ' && XmlBytes.isSpace(b);
    if (!same) {
      return fail(
          state == FramerState.CDATA_OPEN
              ? XmlFault.NOT_WELL_FORMED
              : XmlFault.PROCESSING_INSTRUCTION);
    }
    if (++progress == expected.length) {
      progress = 0;
      state = then;
    }
    return at + 1;
  }

  private int cdata(final byte[] buffer, final int at, final int stop) {
    int brackets = progress;
    int next = at;
    while (next < stop) {
      final byte b = buffer[next++];
      if (b == ']') {
        brackets = Math.min(2, brackets + 1);
      } else if (b == '>' && brackets == 2) {
        state = FramerState.TEXT;
        break;
      } else {
        brackets = 0;
      }
    }
    progress = brackets;
    return next;
  }

  private int declaration(final byte[] buffer, final int at, final int stop) {
    int next = at;
    while (next < stop) {
      final byte b = buffer[next++];
      if (b == '>') {
        if (progress == 0) {
          return fail(XmlFault.NOT_WELL_FORMED);
        }
        state = FramerState.BETWEEN;
        break;
      }
      progress = b == '?' ? 1 : 0;
    }
    return next;
  }

  private int enter(final FramerState next, final int at) {
    state = next;
    return at;
  }

  private void elementStarts(final boolean empty) {
    if (depth > limits.maxDepth()) {
      fail(XmlFault.TOO_DEEP);
    } else if (depth == 0 && empty) {
      fail(XmlFault.NOT_WELL_FORMED);
    } else if (depth == 0) {
      depth = 1;
      complete(Event.STREAM_OPEN);
    } else if (depth == 1 && empty) {
      complete(Event.STANZA);
    } else {
      depth += empty ? 0 : 1;
      state = FramerState.TEXT;
    }
  }

  private void complete(final Event found) {
    event = found;
    inFrame = false;
    state = found == Event.STREAM_CLOSE ? FramerState.CLOSED : FramerState.BETWEEN;
  }

  /** Any position will do: nothing is scanned any more. */
  private int fail(final XmlFault newFault) {
    fault = newFault;
    event = Event.FAULT;
    state = FramerState.FAULTY;
    inFrame = false;
    return frameStart;
  }
}
