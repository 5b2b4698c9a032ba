// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging: to standard error, one line per event, by a queue that drops rather than makes
 * anybody wait.
 *
 * <pre>
 *   any thread ──► queue of 8,192 ──► writer thread ──► standard error
 *                  full: dropped
 * </pre>
 *
 * <p>Owner: the main thread; loggers belong to anyone. Allocates: per event, off the hot path.
 */
public final class Logging implements AutoCloseable {
  private static final int QUEUE = 8_192;
  private static final int FLUSH_MS = 2_000;
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg%n%rEx";

  /** Libraries whose news is nobody's, up to a warning. */
  private static final List<String> QUIET =
      List.of(
          "org.flywaydb", "com.zaxxer", "io.netty", "net.openhft", "org.postgresql", "org.sqlite");

  private final LoggerContext context;

  private Logging(final LoggerContext context) {
    this.context = context;
  }

  /**
   * Replaces whatever logging was set up.
   *
   * @param level MongooseIM's word
   * @param json whether each line is a JSON object
   */
  public static Logging start(final String level, final boolean json) {
    final ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("another logging library is on the class path: " + factory);
    }
    context.reset();
    final ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(started(json ? new JsonEncoder() : line(), context));
    console.start();
    final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(queued(console, context));
    root.setLevel(level(level));
    if (level(level).toInt() < Level.WARN_INT) {
      QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
    return new Logging(context);
  }

  /** MongooseIM's levels; {@code notice} lies between info and warning. */
  static Level level(final String word) {
    return switch (word) {
      case "none" -> Level.OFF;
      case "emergency", "alert", "critical", "error" -> Level.ERROR;
      case "warning" -> Level.WARN;
      case "notice", "info" -> Level.INFO;
      case "debug" -> Level.DEBUG;
      case "all" -> Level.TRACE;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static AsyncAppender queued(
      final ConsoleAppender<ILoggingEvent> console, final LoggerContext context) {
    final AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setName("queue");
    queue.setQueueSize(QUEUE);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MS);
    queue.addAppender(console);
    queue.start();
    return queue;
  }

  private static EncoderBase<ILoggingEvent> line() {
    final PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(LINE);
    return encoder;
  }

  private static Encoder<ILoggingEvent> started(
      final EncoderBase<ILoggingEvent> encoder, final LoggerContext context) {
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** Writes what is queued. */
  @Override
  public void close() {
    context.stop();
  }
}
