// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.login.FastAuth;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastToken;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.parser.Element;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an {@code <authenticate/>} asks for (XEP-0388 §2.3).
 *
 * @param mechanism as named; null when it is not
 * @param initialResponse in base 64; null when there is none
 * @param userAgentId the installation's UUID in lower case; null when there is none
 * @param bind the Bind 2 request, or null
 * @param resume the stream to be resumed, or null
 * @param fast says that the mechanism uses a token (XEP-0484), or null
 * @param tokenFor mechanism a token is wanted for, or null
 *     <p>Owner: the loop of the stream. Allocates: per construction.
 */
record Sasl2Request(
    String mechanism,
    String initialResponse,
    String userAgentId,
    Element bind,
    Element resume,
    Element fast,
    FastMechanism tokenFor) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,10}");
  private static final String STREAM_MANAGEMENT = "urn:xmpp:sm:3";

  static Sasl2Request parse(final Element authenticate) {
    final Element agent = authenticate.first("user-agent", Sasl2.NAMESPACE);
    final Element initial = authenticate.first("initial-response", Sasl2.NAMESPACE);
    return new Sasl2Request(
        authenticate.attribute("mechanism"),
        initial == null ? null : initial.text().strip(),
        agent == null ? null : uuid(agent.attribute("id")),
        authenticate.first("bind", Bind2.NAMESPACE),
        authenticate.first("resume", STREAM_MANAGEMENT),
        authenticate.first("fast", FastAuth.NAMESPACE),
        tokenFor(authenticate.first("request-token", FastAuth.NAMESPACE)));
  }

  // what is no UUID is no stable name either
  private static String uuid(final String id) {
    if (id == null) {
      return null;
    }
    final String lower = id.toLowerCase(Locale.ROOT);
    return UUID.matcher(lower).matches() ? lower : null;
  }

  private static FastMechanism tokenFor(final Element request) {
    return request == null ? null : FastMechanism.of(request.attribute("mechanism"));
  }

  /** True when the Router has to be asked before success can be told. */
  boolean needsRouter() {
    return bind != null || resume != null;
  }

  /** XEP-0484 §4.6: the token used is to be worth nothing any more. */
  boolean invalidates() {
    final String wanted = fast == null ? null : fast.attribute("invalidate");
    return "true".equals(wanted) || "1".equals(wanted);
  }

  /**
   * XEP-0484 §4.4: how often the client has used the token; {@link FastToken#UNCOUNTED} for none.
   */
  int count() {
    final String count = fast == null ? null : fast.attribute("count");
    return count == null ? FastToken.UNCOUNTED : Integer.parseInt(count);
  }

  /** Whether there is a number where one has to be. */
  boolean isWellFormed() {
    final String count = fast == null ? null : fast.attribute("count");
    return count == null
        || COUNT.matcher(count).matches() && Long.parseLong(count) <= Integer.MAX_VALUE;
  }

  /** What the client calls itself; empty when it does not. */
  String tag() {
    final String tag = bind == null ? null : bind.textOf("tag");
    return tag == null ? "" : tag;
  }
}
