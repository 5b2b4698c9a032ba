// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.Spec;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Acknowledged and resumable client streams. The work is the Router's own, since every stanza of a
 * managed stream is counted and kept where it is decided; this only says how.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public final class StreamManagement implements Feature {
  public static final Option<Long> ACK_FREQ =
      new Option<>(
          "ack_freq",
          new Option.Whole(1, 1_000),
          8L,
          "stanzas",
          "the client is asked to acknowledge after so many, and within about a second in any case;"
              + " the request rides on the same write as the stanza");
  public static final Option<Long> ACK_TIMEOUT =
      new Option<>(
          "ack_timeout",
          new Option.Whole(1, 3_600),
          20L,
          "seconds",
          "a client that does not answer such a request for so long is taken for lost: its"
              + " connection is closed, its stream waits to be resumed");
  public static final Option<Long> BUFFER_MAX =
      new Option<>(
          "buffer_max",
          new Option.Whole(1, 100_000),
          500L,
          "stanzas",
          "kept for a client that does not acknowledge; a connected one has five seconds to fall"
              + " below, then its stream ends with resource-constraint");
  public static final Option<Long> RESUME_TIMEOUT =
      new Option<>(
          "resume_timeout",
          new Option.Whole(1, 86_400),
          600L,
          "seconds",
          "how long a lost stream can be resumed; until then its user looks online");
  public static final Option<Boolean> STALE_H =
      new Option<>(
          "stale_h.enabled",
          new Option.Flag(),
          true,
          "",
          "tell a client that comes too late to resume which of its stanzas were handled");
  public static final Option<Long> GERIATRIC =
      new Option<>(
          "stale_h.geriatric",
          new Option.Whole(1, 604_800),
          3_600L,
          "seconds",
          "how long that is remembered");

  public static final Option<String> LOCATION =
      new Option<>(
          "location",
          new Option.Text(),
          "",
          "",
          "host:port, or [IPv6]:port, where clients should try first to resume a lost stream, such"
              + " as this node's own address behind a load balancer; empty: where they were");

  @Override
  public String module() {
    return "mod_stream_management";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0198", "1.6.3", "Stream Management"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(ACK_FREQ, ACK_TIMEOUT, BUFFER_MAX, RESUME_TIMEOUT, STALE_H, GERIATRIC, LOCATION);
  }

  @Override
  public void install(final FeatureSetup setup) {
    setup.streamFeature(Phase.AFTER_AUTHENTICATION, Sm.FEATURE);
    setup.provide(StreamPolicy.class, policy(setup.options()));
    setup.inline(
        Sm.NAMESPACE,
        "enable",
        Sm.NAMESPACE,
        (request, session, out) -> out.enableStream(session, request));
  }

  private static StreamPolicy policy(final Options options) {
    return new StreamPolicy(
        Math.toIntExact(options.get(ACK_FREQ)),
        TimeUnit.SECONDS.toMillis(options.get(ACK_TIMEOUT)),
        Math.toIntExact(options.get(BUFFER_MAX)),
        TimeUnit.SECONDS.toMillis(options.get(RESUME_TIMEOUT)),
        options.get(STALE_H) ? TimeUnit.SECONDS.toMillis(options.get(GERIATRIC)) : 0,
        options.get(LOCATION));
  }
}
