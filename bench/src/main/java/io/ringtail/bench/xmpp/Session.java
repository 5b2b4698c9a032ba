// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One client connection, from its first byte to its last.
 *
 * <p>Owner: the loop it was made on; {@link #ask} and the getters of what never changes may be
 * called from anywhere. Allocates: at login and per {@link #ask}; a stanza received or appended
 * costs only pooled buffers.
 */
public final class Session extends ChannelInboundHandlerAdapter implements Framer.Sink {
  private static final int SMALL = 1024;
  private static final byte[] NONE = {};

  private final Target target;
  private final Account account;
  private final SessionLoop loop;
  private final SessionListener listener;
  private final SslContext tls;
  private final Framing framing;
  private final Framer framer = new Framer();
  private Handshake handshake;
  private ChannelHandlerContext context;
  private ByteBuf pending;
  private byte[] held = NONE;
  private int heldLength;
  private boolean begun;
  private boolean encrypted;
  private boolean dirty;
  private boolean closed;
  private String failure;
  private volatile String jid;
  private ResumeTicket ticket;
  private boolean resumptionOffered;
  private int handled;
  private long readAtNs;
  private long startedNs;
  private Object state;
  private Questions questions;

  /**
   * @param tls null where nothing is encrypted
   */
  public Session(
      final Target target,
      final Account account,
      final SessionLoop loop,
      final SessionListener listener,
      final SslContext tls) {
    this.target = target;
    this.account = account;
    this.loop = loop;
    this.listener = listener;
    this.tls = tls;
    this.framing =
        target.transport() == Target.Transport.WEBSOCKET
            ? new WebSocketFraming(target.host(), target.path(), this::appendRaw)
            : new TcpFraming();
  }

  /** Says how this session is to log in; before it connects. */
  public Session plan(final LoginPlan plan, final ResumeTicket resume) {
    handshake = target.isRelay() ? new RelayHandshake(this) : new Negotiation(this, plan, resume);
    return this;
  }

  // ---- what Netty tells

  @Override
  public void handlerAdded(final ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(final ChannelHandlerContext ctx) {
    if (target.security() == Security.DIRECT) {
      encrypt();
    } else {
      greet();
    }
  }

  private void greet() {
    final byte[] greeting = framing.greeting();
    if (greeting != null) {
      appendRaw(greeting);
    }
    beginWhenOpen();
  }

  private void beginWhenOpen() {
    if (!begun && framing.isOpen()) {
      begun = true;
      handshake.begin();
    }
  }

  @Override
  public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
    if (event instanceof SslHandshakeCompletionEvent done) {
      if (!done.isSuccess()) {
        fail("TLS failed: " + done.cause().getMessage());
      } else if (begun) {
        openStream();
      } else {
        greet();
      }
    }
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) {
    final ByteBuf in = (ByteBuf) message;
    final int length = in.readableBytes();
    readAtNs = System.nanoTime();
    loop.countIn(length);
    final byte[] bytes = loop.scratch(heldLength + length, 0);
    System.arraycopy(held, 0, bytes, 0, heldLength);
    in.readBytes(bytes, heldLength, length);
    in.release();
    final int end = heldLength + length;
    heldLength = 0;
    hold(bytes, framing.read(bytes, 0, end, framer, this), end);
    beginWhenOpen();
    final String garbage = framer.garbage() == null ? framing.garbage() : framer.garbage();
    if (garbage != null) {
      fail(garbage);
    }
  }

  private void hold(final byte[] bytes, final int from, final int to) {
    heldLength = to - from;
    if (heldLength > held.length) {
      held = new byte[Math.max(heldLength, SMALL)];
    } else if (heldLength == 0 && held.length > SMALL) {
      held = NONE; // idle sessions keep nothing
    }
    System.arraycopy(bytes, from, held, 0, heldLength);
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    gone(failure == null ? "the server closed the connection" : failure);
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
    fail(cause.toString());
  }

  // ---- what the framer finds

  @Override
  public void onStreamOpen(final byte[] in, final int from, final int to) {
    // Nothing in the header is of use before the features come.
  }

  @Override
  public boolean onStanza(final byte[] in, final int from, final int to) {
    final Stanza stanza = loop.view().wrap(in, from, to);
    if (handshake != null) {
      handshake.onStanza(stanza);
    } else if (!managed(stanza) && !answered(stanza)) {
      listener.onStanza(this, stanza, readAtNs);
    }
    return failure == null && !closed;
  }

  @Override
  public void onStreamClose() {
    fail(failure == null ? "the server closed the stream" : failure);
  }

  /** XEP-0198 §4: requests are answered, and everything else counts. */
  private boolean managed(final Stanza stanza) {
    if (ticket == null || stanza.isMessage() || stanza.isIq() || stanza.isPresence()) {
      handled++;
      return false;
    }
    if (stanza.named("r")) {
      say("<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
      return true;
    }
    return stanza.named("a");
  }

  private boolean answered(final Stanza stanza) {
    return questions != null && stanza.isIq() && questions.answer(stanza);
  }

  // ---- what the handshake does

  void openStream() {
    say(framing.openStream(account.domain()));
  }

  void encrypt() {
    encrypted = true;
    context.pipeline().addFirst(tls.newHandler(context.alloc()));
  }

  boolean isEncrypted() {
    return encrypted || target.security() == Security.DIRECT;
  }

  void offersResumption(final boolean offered) {
    resumptionOffered = offered;
  }

  void enabled(final ResumeTicket made) {
    ticket = made;
    handled = 0;
  }

  /** The stream goes on: what was handled before counts further. */
  void resumed(final ResumeTicket old) {
    ticket = old;
    handled = old.received();
  }

  void becomeReady(final String boundJid) {
    handshake = null;
    jid = boundJid;
    listener.onReady(this, readAtNs);
  }

  // ---- what scenarios do

  /** Appends a stanza; it is sent at the end of the loop's turn. */
  public void append(final byte[] stanza, final int length) {
    if (closed) {
      return;
    }
    if (pending == null) {
      pending = context.alloc().directBuffer(Math.max(SMALL, length + 16));
    }
    framing.write(pending, stanza, length);
    markDirty();
  }

  private void appendRaw(final byte[] bytes) {
    if (pending == null) {
      pending = context.alloc().directBuffer(SMALL);
    }
    pending.writeBytes(bytes);
    markDirty();
  }

  public void say(final String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    append(bytes, bytes.length);
  }

  private void markDirty() {
    if (!dirty) {
      dirty = true;
      loop.markDirty(this);
    }
  }

  /** Sends what was appended; called by the loop. */
  public void flush() {
    dirty = false;
    final ByteBuf out = pending;
    pending = null;
    if (out == null) {
      return;
    }
    if (closed) {
      out.release();
      return;
    }
    loop.countOut(out.readableBytes());
    context.writeAndFlush(out, context.voidPromise());
  }

  /** Asks a question from any thread; {@code iq} lacks its id: {@code <iq type='get' %s>…}. */
  public CompletableFuture<Reply> ask(final String iq) {
    return ask(iq, List.of());
  }

  /** Says some stanzas, then asks. */
  public CompletableFuture<Reply> ask(final String iq, final List<String> before) {
    final CompletableFuture<Reply> reply = new CompletableFuture<>();
    context.executor().execute(() -> ask(iq, before, reply));
    return reply;
  }

  private void ask(
      final String iq, final List<String> before, final CompletableFuture<Reply> reply) {
    if (closed) {
      reply.complete(Reply.lost("the session is gone: " + failure));
      return;
    }
    if (questions == null) {
      questions = new Questions();
    }
    before.forEach(this::say);
    say(iq.replaceFirst("%s", "id='" + questions.add(reply) + "'"));
  }

  /** Ends the session with a reason; the listener is told once the connection is down. */
  public void fail(final String reason) {
    if (failure == null) {
      failure = reason;
      context.close();
    }
  }

  /** Closes the stream as a client does that goes offline. */
  public void leave() {
    failure = "left";
    say(framing.closeStream());
    flush();
    context.close();
  }

  /** Cuts the connection as a network does: no end of stream. */
  public void drop() {
    fail("dropped");
  }

  /** Never connected: told by the loop. */
  public void refused(final String reason) {
    gone(reason);
  }

  private void gone(final String reason) {
    if (closed) {
      return;
    }
    closed = true;
    failure = reason;
    if (questions != null) {
      questions.lost(reason);
    }
    listener.onClosed(this, reason);
  }

  /** Whether to take what the server sends; false lets the kernel's buffers fill. */
  public void reading(final boolean on) {
    context.channel().config().setAutoRead(on);
  }

  public Target target() {
    return target;
  }

  public Account account() {
    return account;
  }

  public String resource() {
    return "lab";
  }

  /** The full JID, null before the session is ready. */
  public String jid() {
    return jid;
  }

  public boolean isClosed() {
    return closed;
  }

  public boolean offersResumption() {
    return resumptionOffered;
  }

  /** What the stream could be resumed with, or null. */
  public ResumeTicket ticket() {
    return ticket == null ? null : new ResumeTicket(ticket.id(), ticket.jid(), handled);
  }

  public long startedNs() {
    return startedNs;
  }

  public void startedNs(final long scheduledNs) {
    startedNs = scheduledNs;
  }

  /** What the scenario keeps with the session. */
  public Object state() {
    return state;
  }

  public void state(final Object scenarioState) {
    state = scenarioState;
  }
}
