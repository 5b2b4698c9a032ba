// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.rsm.ResultSetRequest.Refused;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The filter of a query: the submitted data form (XEP-0313 §4.1), with MongooseIM's further fields.
 *
 * <p>Owner: one call; then immutable. Allocates: per request.
 */
final class QueryForm {
  private static final int MAX_IDS = 1_000;
  private static final int MAX_SEARCH_TEXT = 1_024;

  private final Set<String> seen = new HashSet<>();
  private final Set<Long> known = new LinkedHashSet<>();
  private final Set<Long> ids = new LinkedHashSet<>();
  private Jid with;
  private long after;
  private long before = Long.MAX_VALUE;
  private List<String> words = List.of();
  private boolean simple;

  private QueryForm() {}

  /** Reads the form of a query; one without a form has no filter. */
  static QueryForm of(final Element query, final boolean fullTextSearch) throws Refused {
    final QueryForm form = new QueryForm();
    final Element data = query.first("x", MamNames.DATA_FORM);
    if (data != null) {
      form.read(data, query.namespace(), fullTextSearch);
    }
    return form;
  }

  private void read(final Element data, final String namespace, final boolean fullTextSearch)
      throws Refused {
    if (!"submit".equals(data.attribute("type"))) {
      throw bad("the form is not submitted");
    }
    boolean typed = false;
    for (final Element field : data.children()) {
      if (!field.is("field", MamNames.DATA_FORM)) {
        continue;
      }
      final String name = field.attribute("var");
      if (name == null || !seen.add(name)) {
        throw bad("a field without a name of its own");
      }
      if (name.equals("FORM_TYPE")) {
        typed = namespace.equals(value(field));
      } else {
        read(name, field, fullTextSearch);
      }
    }
    if (!typed) {
      throw bad("the form is of another type"); // XEP-0313 §4.1: FORM_TYPE must be set
    }
  }

  private void read(final String name, final Element field, final boolean fullTextSearch)
      throws Refused {
    switch (name) {
      case "with" -> with = jid(value(field));
      case "start" -> afterId(Stamps.firstIdAt(moment(value(field))) - 1);
      case "end" -> beforeId(next(Stamps.lastIdAt(moment(value(field)))));
      case "after-id" -> afterId(QueryRequest.id(value(field), known));
      case "before-id" -> beforeId(QueryRequest.id(value(field), known));
      case "from-id" -> afterId(id(value(field)) - 1);
      case "to-id" -> beforeId(next(id(value(field))));
      case "ids" -> readIds(field);
      case "simple" -> simple = flag(value(field));
      case "include-groupchat" -> flag(value(field)); // none are in an account's archive
      case MamNames.FULL_TEXT_FIELD, MamNames.FULL_TEXT_SEARCH -> {
        if (!fullTextSearch) {
          throw unknownField(name);
        }
        search(value(field));
      }
      default -> throw unknownField(name);
    }
  }

  private void readIds(final Element field) throws Refused {
    for (final Element value : field.children()) {
      if (value.is("value", MamNames.DATA_FORM)) {
        ids.add(QueryRequest.id(value.text(), known));
      }
    }
    if (ids.size() > MAX_IDS) {
      throw new Refused(
          StanzaError.of(Condition.POLICY_VIOLATION, "more than " + MAX_IDS + " ids"));
    }
  }

  private void search(final String text) throws Refused {
    if (text.length() > MAX_SEARCH_TEXT) {
      throw new Refused(
          StanzaError.of(
              Condition.POLICY_VIOLATION, "longer than " + MAX_SEARCH_TEXT + " characters"));
    }
    if (text.isBlank()) {
      return; // XEP-0431 §2.2: an empty text searches for nothing
    }
    words = SearchText.words(text);
    if (words.isEmpty()) {
      beforeId(0); // marks and signs are in no word of any message
    }
  }

  private void afterId(final long id) {
    after = Math.max(after, id);
  }

  private void beforeId(final long id) {
    before = Math.min(before, id);
  }

  private static long next(final long id) {
    return id == Long.MAX_VALUE ? id : id + 1;
  }

  private static long id(final String text) throws Refused {
    final long id = ArchiveIds.parse(text.strip());
    if (id < 0) {
      throw QueryRequest.unknownId();
    }
    return id;
  }

  private static Instant moment(final String text) throws Refused {
    final Instant moment = Stamps.parse(text);
    if (moment == null) {
      throw bad("no date and time as in XEP-0082");
    }
    return moment;
  }

  private static Jid jid(final String text) throws Refused {
    final Jid jid = Jid.parse(text.strip());
    if (jid == null) {
      throw new Refused(StanzaError.of(Condition.JID_MALFORMED));
    }
    return jid;
  }

  private static boolean flag(final String text) throws Refused {
    return switch (text.strip()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw bad("neither true nor false");
    };
  }

  private static String value(final Element field) throws Refused {
    final List<String> values = new ArrayList<>();
    for (final Element child : field.children()) {
      if (child.is("value", MamNames.DATA_FORM)) {
        values.add(child.text());
      }
    }
    if (values.size() != 1) {
      throw bad(field.attribute("var") + " needs one value");
    }
    return values.getFirst();
  }

  private static Refused bad(final String text) {
    return new Refused(StanzaError.of(Condition.BAD_REQUEST, text));
  }

  /** XEP-0313 §4.1.5: a field the server does not know must not be passed over. */
  private static Refused unknownField(final String name) {
    return new Refused(StanzaError.of(Condition.FEATURE_NOT_IMPLEMENTED, "unknown field " + name));
  }

  Jid with() {
    return with;
  }

  long after() {
    return after;
  }

  long before() {
    return before;
  }

  Set<Long> ids() {
    return ids;
  }

  /** Ids it builds on. */
  Set<Long> known() {
    return known;
  }

  List<String> words() {
    return words;
  }

  boolean simple() {
    return simple;
  }

  /** The empty form that tells clients what may be asked (XEP-0313 §4.1.5). */
  static Element empty(final String namespace, final boolean fullTextSearch) {
    final Element form = new Element("x", MamNames.DATA_FORM).set("type", "form");
    form.child("field")
        .set("type", "hidden")
        .set("var", "FORM_TYPE")
        .child("value")
        .text(namespace);
    field(form, "jid-single", "with");
    field(form, "text-single", "start");
    field(form, "text-single", "end");
    field(form, "text-single", "before-id");
    field(form, "text-single", "after-id");
    field(form, "list-multi", "ids")
        .child("validate", MamNames.VALIDATE)
        .set("datatype", "xs:string")
        .child("open");
    field(form, "boolean", "include-groupchat");
    field(form, "text-single", "from-id");
    field(form, "text-single", "to-id");
    field(form, "boolean", "simple");
    if (fullTextSearch) {
      field(form, "text-single", MamNames.FULL_TEXT_FIELD);
      field(form, "text-single", MamNames.FULL_TEXT_SEARCH);
    }
    return form;
  }

  private static Element field(final Element form, final String type, final String name) {
    return form.child("field").set("type", type).set("var", name);
  }
}
