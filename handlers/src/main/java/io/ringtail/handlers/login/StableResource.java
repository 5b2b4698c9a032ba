// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Derives the resource of a Bind 2 client from its user agent, so that a device meets its own ghost
 * under its own address (XEP-0386 §4.2.1).
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class StableResource {
  private static final int DIGEST_BYTES = 9;

  private StableResource() {}

  /**
   * {@code tag/derived}: the same for each bind of the account's client. The id itself, a random
   * UUID, cannot be found from it.
   *
   * @param tag what the client calls itself; empty when it does not
   */
  public static String of(final Jid account, final String userAgentId, final String tag) {
    final String seed = account.toString() + '\0' + userAgentId + '\0' + tag;
    final byte[] digest = sha256().digest(seed.getBytes(StandardCharsets.UTF_8));
    final byte[] part = java.util.Arrays.copyOf(digest, DIGEST_BYTES);
    return prefixed(tag, Base64.getUrlEncoder().withoutPadding().encodeToString(part));
  }

  /** {@code tag/generated}, or what was generated alone. */
  public static String prefixed(final String tag, final String generated) {
    return tag.isEmpty() ? generated : tag + '/' + generated;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (final NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent); // every Java platform has it
    }
  }
}
