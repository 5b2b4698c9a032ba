// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.netty.channel.Channel;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.loop.Parcel;
import io.ringtail.transport.loop.Peer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One XMPP stream: its present state, what it sends, and how it ends.
 *
 * <p>Owner: the loop of its {@link Endpoint}. Allocates: at the connection; per stanza never.
 */
final class Stream implements Peer {
  // reasons not to read
  static final int RING = 1;
  static final int SHAPER = 2;
  static final int ANSWER = 4;
  static final int STOPPED = 8;

  private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long LEAVE_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long NO_HANDLE = -1;

  private final IoLoop loop;
  private final StreamServices services;
  private final Source source;
  private final Output output;
  private Channel channel;
  private StreamState state;
  private long handle = NO_HANDLE;
  private long deadlineNs = NO_TIMER;
  private boolean dirty;
  private boolean gone;
  private boolean knownToRouter;
  private boolean routerTold;

  Stream(
      final IoLoop loop,
      final StreamServices services,
      final Source source,
      final StreamState first) {
    this.loop = loop;
    this.services = services;
    this.source = source;
    this.output = new Output(services.settings().stream(), loop.buffers().outputs());
    this.state = first;
  }

  // ---- for the endpoint ----

  Output output() {
    return output;
  }

  /** The connection is there: the client's time begins. False when it has begun before. */
  boolean open(final Channel newChannel) {
    if (handle != NO_HANDLE) {
      return false;
    }
    channel = newChannel;
    handle = loop.add(this);
    become(state);
    return true;
  }

  StreamState state() {
    return state;
  }

  boolean isClosing() {
    return state == Closing.INSTANCE;
  }

  boolean isGone() {
    return gone;
  }

  /** The socket takes bytes again. */
  void onWritable() {
    if (!output.isEmpty()) {
      markDirty();
    }
  }

  /** The connection is lost or of no use any more. */
  void vanish() {
    if (gone || handle == NO_HANDLE) {
      return;
    }
    gone = true;
    state.onEnd();
    tellRouter(SlotKind.CLOSED, state.binding());
    state = Closing.INSTANCE;
    loop.remove(handle, knownToRouter);
    output.drop();
    source.forget();
    channel.close();
  }

  void arm(final long whenNs) {
    loop.arm(handle, whenNs);
  }

  // ---- for the states ----

  StreamServices services() {
    return services;
  }

  IoLoop loop() {
    return loop;
  }

  Channel channel() {
    return channel;
  }

  /** Enters the state; the time it may take begins. */
  void become(final StreamState next) {
    state = next;
    knownToRouter |= next.isKnownToRouter();
    deadlineNs = NO_TIMER;
    if (next.isTimed()) {
      setDeadline(TimeUnit.MILLISECONDS.toNanos(next.limitMs(services.settings().stream())));
    }
    if (next.awaitsAnswer()) {
      source.pause(ANSWER);
    }
  }

  /** SASL succeeded: a new stream begins on the same connection (RFC 6120 §6.4.6). */
  void restart(final Negotiation negotiation) {
    source.restart();
    become(new AwaitHeader(negotiation));
  }

  /** TLS begins: what came in the clear behind the request is void (RFC 6120 §5.4.3.3). */
  void startTls(final Negotiation negotiation) {
    write(new ByteWriter(64).raw("<proceed").attribute("xmlns", Ns.TLS).raw("/>"));
    output.flush();
    source.discardRest();
    restart(negotiation);
    TlsStart.encrypt(this);
  }

  /**
   * Runs something slow elsewhere while the stream reads nothing; {@code then} runs on the loop if
   * the stream is still in this state. False when too much is waiting. A bug in it ends the stream:
   * nobody else would answer the client.
   */
  <T> boolean workOff(final StreamState during, final Supplier<T> call, final Consumer<T> then) {
    final boolean accepted =
        services
            .work()
            .tryRun(
                () -> {
                  try {
                    final T result = call.get();
                    loop.submit(() -> goOn(during, result, then));
                  } catch (final RuntimeException fault) {
                    loop.submit(() -> onFault(fault));
                  }
                });
    if (accepted) {
      source.pause(ANSWER);
      deadlineNs = NO_TIMER; // waiting in our queue is not the client's fault
    }
    return accepted;
  }

  /** Goes on, on the loop, with what was waited for; nothing happens if the state is another. */
  <T> void goOn(final StreamState during, final T result, final Consumer<T> then) {
    if (state != during || gone) {
      return;
    }
    loop.touch();
    try {
      source.forgive(ANSWER);
      then.accept(result);
      source.unpause(0);
    } catch (final RuntimeException fault) {
      onFault(fault); // nobody else would notice: this runs as a task of the loop
    }
  }

  void write(final ByteWriter markup) {
    if (!isClosing()) {
      output.put(markup);
      markDirty();
    }
  }

  /** Publishes the stanza in the loop's view; false under pressure. */
  boolean publishStanza() {
    final boolean published = loop.publishStanza(handle);
    if (!published) {
      loop.counters().stalls.increment();
      source.pause(RING);
      loop.await(this);
    }
    return published;
  }

  /** Asks the Router for a session; nothing is read until it has answered. */
  void ask(final SlotKind kind, final Negotiation negotiation, final Object request) {
    become(new Binding(negotiation));
    loop.request(kind, handle, request);
  }

  /** The client left in order; what was decided for it before is still sent. */
  void leave(final Session session) {
    become(new Leaving(session));
    tellRouter(SlotKind.LEFT, null);
    setDeadline(LEAVE_NS); // the Router closes it before, when all that is owed is sent
  }

  /** Closes the stream in order. */
  void endStream() {
    close(null);
  }

  /** Closes the stream with an error, RFC 6120 §4.9; {@code text} may be null. */
  void streamError(final String condition, final String text) {
    streamError(Markup.streamError(condition, text));
  }

  /** Closes the stream with this error. */
  void streamError(final ByteWriter error) {
    if (!isClosing()) {
      loop.counters().streamErrors.increment();
      close(error);
    }
  }

  /** The last words are gathered and flushed at the end of the turn, then we only listen. */
  private void close(final ByteWriter lastWords) {
    if (isClosing() || gone) {
      return;
    }
    if (state.needsHeader()) {
      output.put(Markup.header(services.hosts().defaultDomain(), null));
    }
    if (lastWords != null) {
      output.put(lastWords);
    }
    output.put(new ByteWriter(Markup.STREAM_END.length()).raw(Markup.STREAM_END));
    final Jid binding = state.binding();
    state.onEnd();
    state = Closing.INSTANCE;
    tellRouter(SlotKind.CLOSED, binding);
    source.forget();
    setDeadline(LINGER_NS);
    markDirty();
  }

  private void tellRouter(final SlotKind how, final Jid waitingFor) {
    if (knownToRouter && !routerTold) {
      routerTold = true;
      loop.closed(how, handle, waitingFor);
    }
  }

  private void setDeadline(final long inNs) {
    deadlineNs = loop.clock().nowNs() + inNs;
    loop.arm(handle, deadlineNs);
  }

  private void markDirty() {
    if (!dirty) {
      dirty = true;
      loop.markDirty(this);
    }
  }

  @Override
  public boolean deliver(final Parcel stanza) {
    if (isClosing()) {
      return false;
    }
    final Session session = stanza.own() == OwnAddress.NONE ? null : state.session();
    final byte[] address = session == null ? null : session.escapedJid();
    final int bareLength = session == null ? 0 : session.bareLength();
    if (output.wouldOverflow(stanza.lengthFor(address, bareLength))) {
      // The client does not read: it gets what fits of an explanation, and nobody else suffers.
      loop.counters().overflows.increment();
      output.drop();
      streamError("resource-constraint", "too much is waiting to be read");
      return false;
    }
    output.put(stanza, address, bareLength);
    markDirty();
    return true;
  }

  @Override
  public void bound(final byte[] buffer, final int start, final int end) {
    if (state instanceof Binding binding) {
      source.shape(services.settings().users().bytesPerSecond(binding.binding()));
      final Host host = binding.negotiation().host();
      become(Session.open(handle, Arrays.copyOfRange(buffer, start, end), services.ping(host)));
      loop.arm(handle, loop.clock().nowNs()); // the silence is timed from here
      loop.await(this); // the stages are still at work: input goes on at the end of the turn
    }
  }

  @Override
  public void managed() {
    state.managed();
  }

  @Override
  public void unbound() {
    if (state instanceof Binding binding) {
      become(new Authenticated(binding.negotiation(), true));
      loop.await(this);
    }
  }

  @Override
  public void closeStream(final Parcel error) {
    if (!isClosing()) {
      output.put(error, null, 0);
      close(null);
    }
  }

  @Override
  public void flush() {
    dirty = false;
    if (gone) {
      return;
    }
    if (isClosing()) {
      output.flushAndFinish();
    } else {
      loop.counters().bytesOut.add(output.flush());
    }
  }

  @Override
  public void resume() {
    if (!gone) {
      source.unpause(state.awaitsAnswer() ? RING : RING | ANSWER);
    }
  }

  @Override
  public long onTimer(final long nowNs) {
    if (isClosing()) {
      if (deadlineNs - nowNs <= 0) { // else a timer from before: the last words have their time
        vanish();
      }
      return gone ? NO_TIMER : deadlineNs;
    }
    final long shaperNs = source.shaperTimer(nowNs);
    return gone ? NO_TIMER : Math.min(shaperNs, onStateTimer(nowNs));
  }

  private long onStateTimer(final long nowNs) {
    if (deadlineNs == NO_TIMER) {
      return state.onSilence(this, nowNs, source.lastReadNs());
    }
    if (deadlineNs - nowNs <= 0) {
      state.onTimeout(this);
    }
    return deadlineNs;
  }

  @Override
  public void onFault(final RuntimeException fault) {
    loop.counters().faults.increment();
    services.errors().record("endpoint", fault);
    vanish();
  }

  @Override
  public void stopReading() {
    source.pause(STOPPED);
  }

  @Override
  public void shutDown() {
    streamError("system-shutdown", null);
  }
}
