// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.port.ArchivePrefsStore.StoredPrefs;
import io.ringtail.handlers.rsm.ResultSetRequest.Refused;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Preferences as clients send and see them (XEP-0441 §2).
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class PrefsElement {
  private static final int MAX_LISTED = 1_000;

  private PrefsElement() {}

  static Element write(final String namespace, final StoredPrefs prefs) {
    final Element element = new Element("prefs", namespace).set("default", prefs.byDefault());
    final Element always = element.child("always");
    prefs.always().forEach(jid -> always.child("jid").text(jid.toString()));
    final Element never = element.child("never");
    prefs.never().forEach(jid -> never.child("jid").text(jid.toString()));
    return element;
  }

  static StoredPrefs read(final Element element) throws Refused {
    final String byDefault = element.attribute("default");
    if (byDefault == null
        || !List.of(ArchivePrefs.ALWAYS, ArchivePrefs.NEVER, ArchivePrefs.ROSTER)
            .contains(byDefault)) {
      throw new Refused(
          StanzaError.of(Condition.BAD_REQUEST, "default is always, never or roster"));
    }
    return new StoredPrefs(byDefault, jids(element, "always"), jids(element, "never"));
  }

  private static List<Jid> jids(final Element prefs, final String name) throws Refused {
    final Set<Jid> jids = new LinkedHashSet<>();
    final Element list = prefs.first(name, prefs.namespace());
    final List<Element> items = list == null ? List.of() : list.children();
    for (final Element item : items) {
      final Jid jid = item.is("jid", prefs.namespace()) ? Jid.parse(item.text().strip()) : null;
      if (jid == null) {
        throw new Refused(StanzaError.of(Condition.JID_MALFORMED));
      }
      jids.add(jid);
    }
    if (jids.size() > MAX_LISTED) {
      throw new Refused(
          StanzaError.of(Condition.RESOURCE_CONSTRAINT, "more than " + MAX_LISTED + " addresses"));
    }
    return List.copyOf(jids);
  }
}
