// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StreamHeader;
import io.ringtail.parser.XmlFault;
import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.loop.Peer;
import io.ringtail.transport.loop.Splice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One client's socket: bytes in and out, pauses, timers and the present {@link StreamState}.
 *
 * <p>Owner: its loop. Allocates: at the connection; per stanza never.
 */
public final class Endpoint extends ChannelInboundHandlerAdapter implements Peer, Input.Sink {
  private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long LEAVE_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long NO_HANDLE = -1;

  // reasons not to read
  private static final int RING = 1;
  private static final int SHAPER = 2;
  private static final int ANSWER = 4;
  private static final int STOPPED = 8;

  private final IoLoop loop;
  private final StreamServices services;
  private final Input input;
  private final Output output;
  private final Shaper shaper;
  private ChannelHandlerContext context;
  private StreamState state;
  private long handle = NO_HANDLE;
  private long deadlineNs = NO_TIMER;
  private long lastReadNs;
  private byte pauses;
  private boolean dirty;
  private boolean running;
  private boolean ended;
  private boolean gone;
  private boolean knownToRouter;
  private boolean routerTold;

  /**
   * @param secured true where TLS begins before XMPP
   */
  public Endpoint(final IoLoop loop, final StreamServices services, final boolean secured) {
    final long rate = services.settings().stream().shaperBytesPerSecond();
    this.loop = loop;
    this.services = services;
    this.input = new Input(services.limits(), this);
    this.output = new Output(services.settings().stream().maxOutboundBytes());
    this.shaper = rate > 0 ? new Shaper(rate, loop.clock().nowNs()) : null;
    final Negotiation negotiation = new Negotiation();
    if (secured) {
      negotiation.secured();
    }
    this.state = new AwaitHeader(negotiation);
  }

  // ---- the socket ----

  @Override
  public void handlerAdded(final ChannelHandlerContext newContext) {
    context = newContext;
    output.open(newContext);
    if (newContext.channel().isActive()) {
      open();
    }
  }

  @Override
  public void channelActive(final ChannelHandlerContext active) {
    open();
  }

  private void open() {
    if (handle == NO_HANDLE) {
      loop.touch();
      handle = loop.add(this);
      lastReadNs = loop.clock().nowNs();
      become(state);
    }
  }

  @Override
  public void channelRead(final ChannelHandlerContext from, final Object message) {
    try {
      if (message instanceof ByteBuf bytes && !isClosing()) {
        read(bytes);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(final ByteBuf bytes) {
    loop.touch();
    final int count = bytes.readableBytes();
    lastReadNs = loop.clock().nowNs();
    loop.counters().bytesIn.add(count);
    running = true;
    input.onBytes(bytes, loop.scratch());
    running = false;
    if (shaper != null && shaper.read(count, lastReadNs) - lastReadNs > 0 && !isClosing()) {
      pause(SHAPER);
      loop.arm(handle, shaper.paidUntilNs());
    }
    afterInput();
  }

  @Override
  public void channelInactive(final ChannelHandlerContext inactive) {
    loop.touch();
    ended = true;
    pauses &= ~SHAPER;
    goOn();
  }

  /** What was read before the socket closed is not lost: the end waits until the ring took it. */
  private void afterInput() {
    if (isClosing()) {
      input.forget();
    }
    final boolean stalled = state instanceof Session && !input.isEmpty() && (pauses & RING) != 0;
    if (ended && !stalled) {
      vanish();
    }
  }

  @Override
  public void channelWritabilityChanged(final ChannelHandlerContext changed) {
    if (changed.channel().isWritable() && !output.isEmpty()) {
      markDirty();
    }
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext from, final Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof DecoderException)) {
      loop.counters().faults.increment();
      services.errors().record("endpoint", cause);
    }
    vanish();
  }

  @Override
  public void userEventTriggered(final ChannelHandlerContext from, final Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      onHandshake(handshake);
    } else {
      from.fireUserEventTriggered(event);
    }
  }

  private void onHandshake(final SslHandshakeCompletionEvent handshake) {
    loop.touch();
    if (!handshake.isSuccess()) {
      vanish();
    } else if (state instanceof AwaitHeader waiting) {
      final SslHandler tls = context.pipeline().get(SslHandler.class);
      waiting.negotiation().bindings(services.tls().bindings(tls));
      become(state);
    }
  }

  // ---- frames ----

  @Override
  public boolean wantsInput() {
    return pauses == 0 && !isClosing();
  }

  @Override
  public void onHeader(final byte[] buffer, final int start, final int end) {
    state.onHeader(this, StreamHeader.parse(buffer, start, end, Ns.CLIENT));
  }

  @Override
  public boolean onElement(final byte[] buffer, final int start, final int end) {
    final XmlFault fault = loop.parser().parse(buffer, start, end, loop.view());
    if (fault != null) {
      onFault(fault);
      return true;
    }
    return state.onElement(this, loop.view());
  }

  @Override
  public void onStreamEnd() {
    state.onStreamEnd(this);
  }

  @Override
  public void onFault(final XmlFault fault) {
    streamError(fault.condition(), fault.text());
  }

  // ---- what states ask for ----

  StreamServices services() {
    return services;
  }

  IoLoop loop() {
    return loop;
  }

  /** The client's address, 4 or 16 bytes; empty when it has none. */
  byte[] remoteAddress() {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getAddress()
        : new byte[0];
  }

  /** Enters the state; the time it may take begins. */
  void become(final StreamState next) {
    state = next;
    knownToRouter |= next.isKnownToRouter();
    deadlineNs = NO_TIMER;
    if (next.isTimed()) {
      deadlineNs =
          loop.clock().nowNs()
              + TimeUnit.MILLISECONDS.toNanos(services.settings().stream().stateTimeoutMs());
      loop.arm(handle, deadlineNs);
    }
    if (next instanceof Binding) {
      pause(ANSWER);
    }
  }

  /** SASL succeeded: a new stream begins on the same connection (RFC 6120 §6.4.6). */
  void restart(final Negotiation negotiation) {
    input.restart();
    become(new AwaitHeader(negotiation));
  }

  /** TLS begins: what came in the clear behind the request is void (RFC 6120 §5.4.3.3). */
  void startTls(final Negotiation negotiation) {
    write(new ByteWriter(64).raw("<proceed").attribute("xmlns", Ns.TLS).raw("/>"));
    output.flush();
    input.discardRest();
    restart(negotiation);
    final long timeoutMs = services.settings().stream().stateTimeoutMs();
    context.pipeline().addFirst(services.tls().newHandler(context.alloc(), timeoutMs));
  }

  /**
   * Runs something slow elsewhere while the stream reads nothing; {@code then} runs on the loop if
   * the stream is still in this state. False when too much is waiting.
   */
  <T> boolean workOff(
      final StreamState during, final Supplier<T> call, final Consumer<T> then) {
    final boolean accepted =
        services
            .work()
            .tryRun(
                () -> {
                  final T result = call.get();
                  loop.executor().execute(() -> finish(during, result, then));
                });
    if (accepted) {
      pause(ANSWER);
      deadlineNs = NO_TIMER; // waiting in our queue is not the client's fault
    }
    return accepted;
  }

  private <T> void finish(final StreamState during, final T result, final Consumer<T> then) {
    if (state == during && !gone) {
      loop.touch();
      pauses &= ~ANSWER;
      then.accept(result);
      goOn();
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
    return loop.publishStanza(handle) || stall();
  }

  boolean publishBind(final BindRequest request) {
    return loop.publishBind(handle, request) || stall();
  }

  private boolean stall() {
    loop.counters().stalls.increment();
    pause(RING);
    loop.await(this);
    return false;
  }

  /** The client left in order; what was decided for it before is still sent. */
  void leave(final Session session) {
    become(new Leaving(session));
    tellRouter(null);
    if (loop.isInline()) {
      loop.await(this); // resumed when the stages have seen everything up to here
    } else {
      deadlineNs = loop.clock().nowNs() + LEAVE_NS;
      loop.arm(handle, deadlineNs);
    }
  }

  /** Closes the stream in order. */
  void endStream() {
    close(null);
  }

  /** Closes the stream with an error, RFC 6120 §4.9; {@code text} may be null. */
  void streamError(final String condition, final String text) {
    if (!isClosing()) {
      loop.counters().streamErrors.increment();
      close(Markup.streamError(condition, text));
    }
  }

  private void close(final ByteWriter lastWords) {
    if (isClosing()) {
      return;
    }
    if (state.needsHeader()) {
      write(Markup.header(services.hosts().defaultDomain(), null));
    }
    if (lastWords != null) {
      write(lastWords);
    }
    write(new ByteWriter(Markup.STREAM_END.length()).raw(Markup.STREAM_END));
    finish();
  }

  /** The last bytes are gathered: they are flushed at the end of the turn, then we only listen. */
  private void finish() {
    final Jid binding = state.binding();
    state = Closing.INSTANCE;
    tellRouter(binding);
    if (!running) {
      input.forget();
    }
    pauses = 0;
    context.channel().config().setAutoRead(true);
    deadlineNs = loop.clock().nowNs() + LINGER_NS;
    loop.arm(handle, deadlineNs);
    markDirty();
  }

  /** The connection is lost or no use any more. */
  private void vanish() {
    if (gone || handle == NO_HANDLE) {
      return;
    }
    gone = true;
    tellRouter(state.binding());
    state = Closing.INSTANCE;
    loop.remove(handle, knownToRouter);
    output.drop();
    input.forget();
    context.close();
  }

  private void tellRouter(final Jid waitingFor) {
    if (knownToRouter && !routerTold) {
      routerTold = true;
      loop.closed(handle, waitingFor);
    }
  }

  private boolean isClosing() {
    return state == Closing.INSTANCE;
  }

  private void pause(final int reason) {
    if (pauses == 0) {
      context.channel().config().setAutoRead(false);
    }
    pauses |= (byte) reason;
  }

  private void unpause(final int reason) {
    pauses &= (byte) ~reason;
    goOn();
  }

  /** Takes what was kept, then reads on, unless there is still a reason not to. */
  private void goOn() {
    if (pauses == 0 && !running && !isClosing()) {
      running = true;
      input.resume();
      running = false;
    }
    afterInput();
    if (pauses == 0 && !gone) {
      context.channel().config().setAutoRead(true);
    }
  }

  private void markDirty() {
    if (!dirty) {
      dirty = true;
      loop.markDirty(this);
    }
  }

  // ---- Peer ----

  @Override
  public void deliver(final Splice stanza) {
    if (isClosing()) {
      return;
    }
    final Session session = sessionOrNull();
    final byte[] address = session == null ? null : session.escapedJid();
    final int bareLength = session == null ? 0 : session.bareLength();
    final int length = session == null ? stanza.length() : stanza.lengthFor(address, bareLength);
    if (output.wouldOverflow(length)) {
      overflow();
    } else {
      output.put(stanza, address, bareLength);
      markDirty();
    }
  }

  /** The client does not read: it gets what fits of an explanation, and nobody else suffers. */
  private void overflow() {
    loop.counters().overflows.increment();
    output.drop();
    streamError("resource-constraint", "too much is waiting to be read");
  }

  private Session sessionOrNull() {
    return switch (state) {
      case Session session -> session;
      case Leaving leaving -> leaving.session();
      default -> null;
    };
  }

  @Override
  public void bound(final byte[] buffer, final int start, final int end) {
    if (state instanceof Binding) {
      become(new Session(java.util.Arrays.copyOfRange(buffer, start, end)));
      loop.arm(handle, loop.clock().nowNs());
      loop.await(this); // the stages are still at work: input goes on at the end of the turn
    }
  }

  @Override
  public void unbound() {
    if (state instanceof Binding binding) {
      become(new Authenticated(binding.negotiation(), true));
      loop.await(this);
    }
  }

  @Override
  public void closeStream(final Splice error) {
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
    if (gone) {
      return;
    }
    if (state instanceof Leaving) {
      endStream();
      return;
    }
    unpause(state instanceof Binding ? RING : RING | ANSWER);
  }

  @Override
  public long onTimer(final long nowNs) {
    if (isClosing()) {
      vanish();
      return NO_TIMER;
    }
    long next = NO_TIMER;
    if ((pauses & SHAPER) != 0) {
      next = shaper.paidUntilNs();
      if (next - nowNs <= 0) {
        next = NO_TIMER;
        unpause(SHAPER);
      }
    }
    return gone ? NO_TIMER : Math.min(next, onStateTimer(nowNs));
  }

  private long onStateTimer(final long nowNs) {
    if (deadlineNs == NO_TIMER) {
      return state.onSilence(this, nowNs, lastReadNs);
    }
    if (deadlineNs - nowNs > 0) {
      return deadlineNs;
    }
    if (state instanceof Leaving) {
      endStream();
    } else {
      streamError("connection-timeout", null); // RFC 6120 §4.9.3.4
    }
    return deadlineNs;
  }

  @Override
  public void stopReading() {
    pause(STOPPED);
  }

  @Override
  public void shutDown() {
    streamError("system-shutdown", null);
  }
}
