// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.parser.Element;

/**
 * Switches a feature on for a session while it is being bound (XEP-0386 §4.2), before any stanza
 * reaches it.
 *
 * <p>Owner: Router. Allocates: per call.
 */
public interface InlineHandler {
  /** What {@code <bound/>} says about it, or null for nothing. */
  Element on(Element request, SessionView session, Outbound out);
}
