// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.parser.Jid;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads addresses back. One that today's rules forbid can neither be sent nor written any more, so
 * its row is passed over rather than locking its owner out.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class StoredJid {
  private static final Logger LOG = LoggerFactory.getLogger(StoredJid.class);

  private StoredJid() {}

  static Optional<Jid> read(final String text) {
    return checked(Jid.parse(text), text);
  }

  static Optional<Jid> of(final String local, final String domain) {
    return checked(Jid.of(local, domain, ""), local + '@' + domain);
  }

  private static Optional<Jid> checked(final Jid jid, final String text) {
    if (jid == null) {
      LOG.warn("A stored address is no valid one and was passed over: {}", text);
    }
    return Optional.ofNullable(jid);
  }
}
