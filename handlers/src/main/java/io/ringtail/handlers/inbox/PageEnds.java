// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.parser.Element;
import java.util.List;

/**
 * The first and last entry of a page (XEP-0059 §2.2). How many there are in all is not told, as in
 * MongooseIM.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class PageEnds {
  private PageEnds() {}

  static Element of(final List<ListedConversation> page) {
    final Element set = new Element("set", QueryForm.RSM);
    if (!page.isEmpty()) {
      set.child("first").text(EntryKey.of(page.getFirst()));
      set.child("last").text(EntryKey.of(page.getLast()));
    }
    return set;
  }
}
