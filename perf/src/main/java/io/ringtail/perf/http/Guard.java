// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who may look: a password compared in constant time, with a bound on wrong tries per address; and
 * without a password only names of this machine, so that no web page can have a browser look on its
 * behalf (DNS rebinding).
 *
 * <p>Owner: the server's event loop. Allocates: per request.
 */
final class Guard {
  /** What it says to a request. */
  enum Verdict {
    PASS,
    /** No or wrong credentials. */
    UNAUTHORIZED,
    /** Too many wrong ones from there. */
    TOO_MANY,
    /** Asked under a name that is not ours. */
    MISDIRECTED
  }

  static final int MAX_WRONG = 10;
  static final long FORGIVEN_AFTER_NS = 60_000_000_000L;
  static final int MAX_ADDRESSES = 1024;

  /** Wrong tries of one address since a moment. */
  private static final class Tries {
    private long sinceNs;
    private int wrong;
  }

  private final byte[] expected;
  private final boolean open;
  private final Map<InetAddress, Tries> tries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<InetAddress, Tries> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  Guard(final String username, final String password) {
    this.open = password.isEmpty();
    this.expected = digest(username + ':' + password);
  }

  /**
   * @param authorization the header, or null
   * @param host the header, or null
   */
  Verdict check(
      final String authorization, final String host, final InetAddress from, final long nowNs) {
    if (open) {
      return isOurs(host) ? Verdict.PASS : Verdict.MISDIRECTED;
    }
    final Tries known = tries.get(from);
    if (known != null && nowNs - known.sinceNs > FORGIVEN_AFTER_NS) {
      tries.remove(from);
    } else if (known != null && known.wrong >= MAX_WRONG) {
      return Verdict.TOO_MANY; // the right password is not looked at either
    }
    if (authorization == null) {
      return Verdict.UNAUTHORIZED; // a browser asks first without: no wrong try
    }
    if (MessageDigest.isEqual(expected, digest(credentials(authorization)))) {
      tries.remove(from);
      return Verdict.PASS;
    }
    final Tries mine = tries.computeIfAbsent(from, address -> new Tries());
    if (mine.wrong++ == 0) {
      mine.sinceNs = nowNs;
    }
    return Verdict.UNAUTHORIZED;
  }

  /** Addresses with wrong tries. */
  int remembered() {
    return tries.size();
  }

  /** The user and password of an HTTP basic header; something wrong when it is none. */
  private static String credentials(final String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return "";
    }
    try {
      final byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
      return new String(decoded, StandardCharsets.UTF_8);
    } catch (final IllegalArgumentException notBase64) {
      return "";
    }
  }

  /** Hashes have one length: comparing them tells nothing of the password's. */
  private static byte[] digest(final String credentials) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(credentials.getBytes(StandardCharsets.UTF_8));
    } catch (final GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static boolean isOurs(final String host) {
    if (host == null) {
      return false;
    }
    final String name = host.replaceFirst(":[0-9]+$", "").replaceAll("^\\[|]$", "");
    if (name.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      InetAddress.ofLiteral(name);
      return true;
    } catch (final IllegalArgumentException someName) {
      return false;
    }
  }
}
