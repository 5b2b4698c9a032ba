// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.disco;

import io.ringtail.handlers.spi.Option;
import io.ringtail.parser.Element;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contact addresses of a domain (XEP-0157) as a data form (XEP-0128).
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class ServerInfo {
  static final Option<List<Map<String, String>>> OPTION =
      new Option<>(
          "server_info",
          new Option.Tables(List.of("name", "urls", "modules")),
          List.of(),
          "",
          "fields of the contact form, such as {name = \"abuse-addresses\", urls ="
              + " [\"mailto:abuse@example.com\"]}");

  private static final String FORM_TYPE = "http://jabber.org/network/serverinfo";

  private ServerInfo() {}

  /** The form; empty when no field is for the domain itself. */
  static Optional<Element> form(final List<Map<String, String>> fields) {
    final Element form = new Element("x", Capabilities.FORM_NAMESPACE).set("type", "result");
    form.child("field")
        .set("var", "FORM_TYPE")
        .set("type", "hidden")
        .child("value")
        .text(FORM_TYPE);
    for (final Map<String, String> entry : fields) {
      if (isForDomain(entry)) {
        addField(entry, form);
      }
    }
    return form.children().size() > 1 ? Optional.of(form) : Optional.empty();
  }

  private static boolean isForDomain(final Map<String, String> entry) {
    final String modules = entry.get("modules");
    return modules == null || modules.lines().anyMatch(Disco.MODULE::equals);
  }

  private static void addField(final Map<String, String> entry, final Element form) {
    final Element field =
        form.child("field").set("var", entry.get("name")).set("type", "list-multi");
    entry.getOrDefault("urls", "").lines().forEach(url -> field.child("value").text(url));
  }
}
