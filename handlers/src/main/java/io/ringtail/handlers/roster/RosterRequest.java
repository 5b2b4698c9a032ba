// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a roster set asks for, checked against RFC 6121 §2.3.3: the one item, or the error.
 *
 * <p>{@code ask}, {@code approved} and every {@code subscription} but {@code remove} are the
 * server's to set and are ignored (§2.1.2).
 *
 * @param contact bare JID; null when refused
 * @param name handle; empty when none
 * @param groups groups without duplicates
 * @param remove the item is to be removed
 * @param refusal why the request is not acceptable; null when it is
 *     <p>Owner: anyone, immutable. Allocates: per request.
 */
record RosterRequest(
    Jid contact, String name, List<String> groups, boolean remove, StanzaError refusal) {
  static final int MAX_TEXT_BYTES = 1023;
  static final int MAX_GROUPS = 100;

  static RosterRequest of(final Element query, final Jid owner) {
    final List<Element> children = query.children();
    if (children.size() != 1 || !children.getFirst().is("item", Ns.ROSTER)) {
      return refused(Condition.BAD_REQUEST, "exactly one item is expected");
    }
    final Element item = children.getFirst();
    final String address = item.attribute("jid");
    final Jid contact = address == null ? null : Jid.parse(address);
    if (contact == null) {
      return refused(Condition.BAD_REQUEST, "the item has no valid address");
    }
    if (contact.sameBare(owner)) {
      return refused(Condition.NOT_ALLOWED, "this is your own address");
    }
    if ("remove".equals(item.attribute("subscription"))) {
      return new RosterRequest(contact.bare(), "", List.of(), true, null);
    }
    final String name = item.attribute("name");
    return details(contact.bare(), name == null ? "" : name, item);
  }

  private static RosterRequest details(final Jid contact, final String name, final Element item) {
    if (isTooLong(name)) {
      return refused(Condition.NOT_ACCEPTABLE, "the name is too long");
    }
    final Set<String> groups = new LinkedHashSet<>();
    for (final Element child : item.children()) {
      if (!child.is("group", Ns.ROSTER)) {
        continue; // RFC 6120 §8.4: unknown children are ignored
      }
      final String group = child.text();
      if (group.isEmpty() || isTooLong(group)) {
        return refused(Condition.NOT_ACCEPTABLE, "a group's name is empty or too long");
      }
      if (!groups.add(group)) {
        return refused(Condition.BAD_REQUEST, "a group is named twice");
      }
    }
    if (groups.size() > MAX_GROUPS) {
      return refused(Condition.NOT_ACCEPTABLE, "too many groups");
    }
    return new RosterRequest(contact, name, List.copyOf(groups), false, null);
  }

  private static boolean isTooLong(final String text) {
    return text.length() > MAX_TEXT_BYTES
        || text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES;
  }

  private static RosterRequest refused(final Condition condition, final String text) {
    return new RosterRequest(null, "", List.of(), false, StanzaError.of(condition, text));
  }
}
