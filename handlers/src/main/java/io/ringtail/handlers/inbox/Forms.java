// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.parser.Element;
import java.util.List;

/**
 * The data forms (XEP-0004) that tell clients what they may ask for.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class Forms {
  private Forms() {}

  static Element ofInbox(final List<String> boxes) {
    final Element form = form(Inbox.NAMESPACE);
    field(form, "start", "text-single", null);
    field(form, "end", "text-single", null);
    final Element order = field(form, "order", "list-single", "desc");
    option(order, "Ascending by timestamp", "asc");
    option(order, "Descending by timestamp", "desc");
    field(form, "hidden_read", "text-single", "false");
    box(form, boxes);
    field(form, "archive", "boolean", "false");
    return new Element("query", Inbox.NAMESPACE).add(form);
  }

  static Element ofConversation(final List<String> boxes) {
    final Element form = form(Inbox.CONVERSATION);
    field(form, "archive", "boolean", "false");
    field(form, "read", "boolean", "false");
    field(form, "mute", "text-single", "0");
    box(form, boxes);
    return new Element("query", Inbox.CONVERSATION).add(form);
  }

  private static Element form(final String type) {
    final Element form = new Element("x", QueryForm.DATA).set("type", "form");
    field(form, "FORM_TYPE", "hidden", type);
    return form;
  }

  private static void box(final Element form, final List<String> boxes) {
    final Element box = field(form, "box", "list-single", Boxes.ALL);
    option(box, Boxes.ALL, Boxes.ALL);
    boxes.forEach(name -> option(box, name, name));
  }

  private static Element field(
      final Element form, final String name, final String type, final String value) {
    final Element field = form.child("field").set("type", type).set("var", name);
    if (value != null) {
      field.child("value").text(value);
    }
    return field;
  }

  private static void option(final Element field, final String label, final String value) {
    field.child("option").set("label", label).child("value").text(value);
  }
}
