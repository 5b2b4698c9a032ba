// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.ListenerSettings;
import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.StrangerSettings;
import java.util.List;

/**
 * Declares and reads {@code [logins]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class LoginsSection {
  static final Key<Long> PASSWORDS =
      Key.of(
              "passwords_per_second",
              Kinds.whole(0, 1_000_000),
              0L,
              "Logins by password the node takes on, fewer where a check takes so long that it"
                  + " would need more than a quarter of the processors; 0 for 500 per processor."
                  + " Change if everybody logs in at once and those online must not, or may, notice"
                  + " more of it.")
          .in("per second");
  static final Key<Long> TOKENS =
      Key.of(
              "tokens_per_second",
              Kinds.whole(0, 1_000_000),
              0L,
              "Logins by token (XEP-0484), which cost little and have precedence; 0 for 2000 per"
                  + " processor.")
          .in("per second");
  static final Key<Long> HANDSHAKES =
      Key.of(
              "handshakes_per_second",
              Kinds.whole(0, 1_000_000),
              0L,
              "TLS handshakes the node begins, whoever the client is; the others wait as logins do,"
                  + " source addresses taking turns; 0 for 1000 per processor. Change if those"
                  + " online notice when many connect.")
          .in("per second");
  static final Key<Long> ACCEPTS =
      Key.of(
              "accepts_per_second",
              Kinds.whole(0, 1_000_000),
              0L,
              "Connections the node accepts, all listeners together; the others stay in the"
                  + " kernel's `backlog`. 0 for 5000 per processor: to accept, greet and close one"
                  + " costs about 100 microseconds, so that a flood of them takes half of the"
                  + " processors, and 10,000 clients that come back at once are in within a second"
                  + " on two. Change if those online notice when many connect.")
          .in("per second");
  static final Key<Long> MAX_UNAUTHENTICATED =
      Key.of(
              "max_unauthenticated",
              Kinds.whole(1, 1_000_000),
              65_536L,
              "Connections on which nobody has logged in yet, and never more than seven eighths of"
                  + " a listener's `max_connections`; of more the source address that has most of"
                  + " them loses its newest, so that no address can take all. Change to what the"
                  + " machine's memory bears: some 4 KB each, 30 KB with TLS.")
          .in("connections");
  static final Key<Long> REGISTRATIONS =
      Key.of(
              "registrations_per_second",
              Kinds.whole(1, 1_000_000),
              10L,
              "Registrations (XEP-0077) the node looks at, failed ones too, all addresses together;"
                  + " the others wait as logins do. How many accounts one address may have is"
                  + " `registration_timeout` of `mod_register`.")
          .in("per second");
  static final Key<Long> MAX_WAIT =
      Key.of(
              "max_wait",
              Kinds.whole(100, 3_600_000),
              30_000L,
              "Longest wait of a login whose turn has not come. Change if your clients give up"
                  + " sooner, or later.")
          .in("ms");
  static final Key<Long> MAX_WAITING =
      Key.of(
              "max_waiting",
              Kinds.whole(0, 1_000_000),
              0L,
              "Logins of each kind, handshakes and registrations that may wait; domains take turns,"
                  + " within a domain source addresses do; of more the largest crowd is told to"
                  + " come back later. 0 for as many as can have their turn within `max_wait`, at"
                  + " most 65536.")
          .in("logins");
  static final Key<String> SEE_OTHER_HOST =
      Key.of(
          "see_other_host",
          Kinds.text(),
          null,
          "`host` or `host:port` of another server of the same domains, where those told to come"
              + " back later may go instead (RFC 6120, section 4.9.3.19).");

  private static final int PASSWORDS_PER_PROCESSOR = 500;
  private static final int TOKENS_PER_PROCESSOR = 2_000;
  private static final int ACCEPTS_PER_PROCESSOR = 5_000;
  private static final int HANDSHAKES_PER_PROCESSOR = 1_000;
  private static final long LEFT_TO_OTHERS = 8; // a part in so many
  private static final long MOST_WAITING = 65_536;
  private static final long SECOND_MS = 1_000;

  static final Section SECTION =
      Section.of(
          "[logins]",
          "How many clients the node logs in at a time; the others wait (ours).",
          PASSWORDS,
          TOKENS,
          ACCEPTS,
          MAX_UNAUTHENTICATED,
          HANDSHAKES,
          REGISTRATIONS,
          MAX_WAIT,
          MAX_WAITING,
          SEE_OTHER_HOST);

  private LoginsSection() {}

  static LoginSettings settings(final Values logins, final List<ListenerSettings> listeners) {
    final int processors = Runtime.getRuntime().availableProcessors();
    final long passwords = orElse(logins.get(PASSWORDS), PASSWORDS_PER_PROCESSOR * processors);
    final long tokens = orElse(logins.get(TOKENS), TOKENS_PER_PROCESSOR * processors);
    final long maxWaitMs = logins.get(MAX_WAIT);
    final long fits = Math.clamp(passwords * maxWaitMs / SECOND_MS, 1, MOST_WAITING);
    return new LoginSettings(
        passwords,
        tokens,
        Math.max(1, processors / 2),
        (int) orElse(logins.get(MAX_WAITING), fits),
        maxWaitMs,
        logins.get(SEE_OTHER_HOST),
        new StrangerSettings(
            orElse(logins.get(ACCEPTS), ACCEPTS_PER_PROCESSOR * processors),
            mostConnected(logins, listeners),
            orElse(logins.get(HANDSHAKES), HANDSHAKES_PER_PROCESSOR * processors),
            logins.get(REGISTRATIONS)));
  }

  /** Some of a listener's connections are left to those who come from elsewhere. */
  private static int mostConnected(final Values logins, final List<ListenerSettings> listeners) {
    final long smallest =
        listeners.stream()
            .mapToLong(listener -> listener.limits().maxConnections())
            .min()
            .orElse(Long.MAX_VALUE);
    final long most = smallest - Math.max(1, smallest / LEFT_TO_OTHERS);
    return (int) Math.clamp(most, 1, logins.get(MAX_UNAUTHENTICATED));
  }

  private static long orElse(final long configured, final long otherwise) {
    return configured == 0 ? otherwise : configured;
  }
}
