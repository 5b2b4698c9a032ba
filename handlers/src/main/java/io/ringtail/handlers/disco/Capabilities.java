// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.disco;

import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the verification string of XEP-0115 §5.1 from a disco#info answer.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Capabilities {
  static final String NAMESPACE = "http://jabber.org/protocol/caps";
  static final String FORM_NAMESPACE = "jabber:x:data";

  /** A name for the software; XEP-0115 asks for a URI. */
  static final String NODE = "urn:ringtail:server";

  private static final String FORM_TYPE = "FORM_TYPE";

  /** i;octet collation (RFC 4790 §9.3): by the UTF-8 bytes. */
  private static final Comparator<String> OCTETS =
      Comparator.comparing(
          text -> text.getBytes(StandardCharsets.UTF_8), java.util.Arrays::compareUnsigned);

  private Capabilities() {}

  /** The {@code ver} attribute for the {@code query} element of a disco#info result. */
  public static String hash(final Element query) {
    final StringBuilder text = new StringBuilder();
    sorted(children(query, "identity", query.namespace()).map(Capabilities::identity), text);
    sorted(
        children(query, "feature", query.namespace()).map(feature -> feature.attribute("var")),
        text);
    children(query, "x", FORM_NAMESPACE)
        .filter(form -> formType(form) != null)
        .sorted(Comparator.comparing(Capabilities::formType, OCTETS))
        .forEach(form -> appendForm(form, text));
    return sha1(text.toString());
  }

  /** The stream feature that announces the hash (XEP-0115 §6.3). */
  static String streamFeature(final Element query) {
    final ByteWriter out = new ByteWriter(128);
    new Element("c", NAMESPACE)
        .set("hash", "sha-1")
        .set("node", NODE)
        .set("ver", hash(query))
        .write(out, "");
    return out.toString();
  }

  private static String identity(final Element identity) {
    return String.join(
        "/",
        identity.attribute("category"),
        identity.attribute("type"),
        orEmpty(identity.attribute("xml:lang")),
        orEmpty(identity.attribute("name")));
  }

  private static void appendForm(final Element form, final StringBuilder text) {
    text.append(formType(form)).append('<');
    children(form, "field", FORM_NAMESPACE)
        .filter(field -> !FORM_TYPE.equals(field.attribute("var")))
        .sorted(Comparator.comparing(field -> field.attribute("var"), OCTETS))
        .forEach(
            field -> {
              text.append(field.attribute("var")).append('<');
              sorted(children(field, "value", FORM_NAMESPACE).map(Element::text), text);
            });
  }

  private static String formType(final Element form) {
    return children(form, "field", FORM_NAMESPACE)
        .filter(field -> FORM_TYPE.equals(field.attribute("var")))
        .filter(field -> "hidden".equals(field.attribute("type")))
        .map(field -> field.textOf("value"))
        .findFirst()
        .orElse(null);
  }

  private static java.util.stream.Stream<Element> children(
      final Element parent, final String name, final String namespace) {
    final List<Element> all = parent.children();
    return all.stream().filter(child -> child.is(name, namespace));
  }

  private static void sorted(
      final java.util.stream.Stream<String> parts, final StringBuilder text) {
    parts.sorted(OCTETS).forEach(part -> text.append(part).append('<'));
  }

  private static String orEmpty(final String value) {
    return value == null ? "" : value;
  }

  private static String sha1(final String text) {
    try {
      final MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (final NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }
}
