// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.parser.Element;
import java.util.List;

/**
 * What a client asked for together with its authentication (XEP-0388 §2.3), already authenticated:
 * the Router answers all of it in one {@code <success/>}.
 *
 * @param additionalData the mechanism's last word in base 64; null when it has none
 * @param userAgentId the client installation's own id; null when it gave none
 * @param bind the Bind 2 request (XEP-0386); null when there is none
 * @param resume the stream to be resumed (XEP-0198); null when there is none
 * @param extras children for {@code <success/>} that are known already
 *     <p>Owner: anyone, immutable once made. Allocates: per construction.
 */
public record InlineLogin(
    String additionalData,
    String userAgentId,
    Element bind,
    Element resume,
    List<Element> extras) {}
