// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.parser.Jid;

/**
 * The stores a contract is checked on, and the accounts it needs.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface StoresUnderTest {
  StoredPassword PASSWORD = new StoredPassword.Plain("secret");

  Stores stores();

  static Jid jid(final String text) {
    final Jid jid = Jid.parse(text);
    assertNotNull(jid, text);
    return jid;
  }

  /** The number of a new account. */
  default long accountOf(final String bareJid) {
    return stores().accounts().create(jid(bareJid), PASSWORD).orElseThrow().number();
  }
}
