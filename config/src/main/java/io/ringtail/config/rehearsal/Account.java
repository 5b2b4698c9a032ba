// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who rehearses.
 *
 * <p>Owner: anyone, immutable. Allocates: per call.
 */
record Account(String user, String domain, String password) {
  String jid() {
    return user + '@' + domain;
  }

  /** The initial response of PLAIN (RFC 4616). */
  String plain() {
    final String message = '\0' + user + '\0' + password;
    return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return jid();
  }
}
