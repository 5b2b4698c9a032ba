// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: a request, its answer, the next request. Whoever takes longer than the deadline,
 * to ask or to read, is cut off; a body is refused before it is read.
 *
 * <p>Owner: the server's event loop. Allocates: per request.
 */
final class Exchange extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Site site;
  private final Guard guard;
  private final Executor worker;
  private final long deadlineMs;
  private Future<?> deadline;
  private boolean answering;

  Exchange(final Site site, final Guard guard, final Executor worker, final long deadlineMs) {
    this.site = site;
    this.guard = guard;
    this.worker = worker;
    this.deadlineMs = deadlineMs;
  }

  @Override
  public void channelActive(final ChannelHandlerContext context) {
    restartDeadline(context);
  }

  @Override
  public void channelInactive(final ChannelHandlerContext context) {
    deadline.cancel(false);
  }

  /** From a connection or an answer to the next request, and from there to the answer's end. */
  private void restartDeadline(final ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    deadline =
        context.executor().schedule(() -> context.close(), deadlineMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(final ChannelHandlerContext context, final Object message) {
    try {
      if (message instanceof HttpRequest request) {
        onRequest(context, request);
      } else if (!(message instanceof LastHttpContent)) {
        context.close(); // a body was refused already: nobody reads on
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onRequest(final ChannelHandlerContext context, final HttpRequest request) {
    if (answering) {
      context.close(); // a second request before the first one's answer: no browser does that
      return;
    }
    answering = true;
    restartDeadline(context);
    final boolean isHead = request.method().equals(HttpMethod.HEAD);
    final Reply refusal = refusal(context, request);
    if (refusal != null) {
      answer(context, request, refusal, isHead, false);
      return;
    }
    final QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    final Page page = site.pages().get(uri.path());
    if (page == null) {
      answer(context, request, Reply.text(404, "There is no such page.\n"), isHead, true);
      return;
    }
    final String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
    make(context, request, page, new Request(uri.path(), uri.parameters(), accept));
  }

  private void make(
      final ChannelHandlerContext context,
      final HttpRequest request,
      final Page page,
      final Request asked) {
    final boolean isHead = request.method().equals(HttpMethod.HEAD);
    try {
      worker.execute(
          () -> {
            final Reply reply = made(page, asked);
            context.executor().execute(() -> answer(context, request, reply, isHead, true));
          });
    } catch (final RejectedExecutionException busy) {
      answer(context, request, Reply.text(503, "Too many are asking.\n"), isHead, true);
    }
  }

  private static Reply made(final Page page, final Request asked) {
    try {
      return page.get(asked);
    } catch (final RuntimeException fault) {
      LOG.error("the page {} could not be made", asked.path(), fault);
      return Reply.text(500, "This page could not be made; the log says why.\n");
    }
  }

  /** Why the request is not looked at any further; null when it is. */
  private Reply refusal(final ChannelHandlerContext context, final HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Reply.text(400, "That is no HTTP request.\n");
    }
    if (HttpUtil.isTransferEncodingChunked(request) || length(request) != 0) {
      return Reply.text(413, "A body is not wanted here.\n");
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return Reply.text(405, "Only GET and HEAD are understood.\n");
    }
    final HttpHeaders headers = request.headers();
    final boolean isOpen = site.open().contains(new QueryStringDecoder(request.uri()).path());
    if (isOpen || !(context.channel().remoteAddress() instanceof InetSocketAddress from)) {
      return null;
    }
    return switch (guard.check(
        headers.get(HttpHeaderNames.AUTHORIZATION),
        headers.get(HttpHeaderNames.HOST),
        from.getAddress(),
        System.nanoTime())) {
      case PASS -> null;
      case UNAUTHORIZED -> Reply.text(401, "User and password, please.\n");
      case TOO_MANY -> Reply.text(429, "Too many wrong passwords; wait a minute.\n");
      case MISDIRECTED -> Reply.text(421, "Ask by address, or as localhost.\n");
    };
  }

  private static long length(final HttpRequest request) {
    try {
      return HttpUtil.getContentLength(request, 0L);
    } catch (final NumberFormatException nonsense) {
      return Long.MAX_VALUE;
    }
  }

  private void answer(
      final ChannelHandlerContext context,
      final HttpRequest request,
      final Reply reply,
      final boolean isHead,
      final boolean mayKeep) {
    final FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
    final boolean keep = mayKeep && HttpUtil.isKeepAlive(request);
    headers(response.headers(), reply, keep);
    final ChannelFuture written = context.writeAndFlush(response);
    if (keep) {
      written.addListener(
          done -> {
            answering = false;
            restartDeadline(context);
          });
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static void headers(final HttpHeaders headers, final Reply reply, final boolean keep) {
    headers
        .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
        .set(HttpHeaderNames.CACHE_CONTROL, reply.lasting() ? "max-age=3600" : "no-store")
        .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer");
    if (reply.status() == 401) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"Ringtail\", charset=\"UTF-8\"");
    }
    headers.set(
        HttpHeaderNames.CONNECTION, keep ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
    LOG.debug("a connection of the operators' server broke: {}", cause.toString());
    context.close();
  }
}
