// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.List;

/**
 * The data form of an inbox query (XEP-0004) and the page asked for (XEP-0059), with MongooseIM's
 * fields and its texts for what is wrong with them.
 *
 * <p>Owner: one call. Allocates: per call.
 */
final class QueryForm {
  static final String DATA = "jabber:x:data";
  static final String RSM = "http://jabber.org/protocol/rsm";

  private static final long MICROS = 1_000_000;
  private static final int MAX_YEAR = 9999;

  private final List<String> boxes;
  private final int maxPage;
  private long startMicros = Long.MIN_VALUE;
  private long endMicros = Long.MAX_VALUE;
  private boolean ascending;
  private boolean unreadOnly;
  private boolean lastPage;
  private String box;
  private int max;
  private String wrong;

  private QueryForm(final List<String> boxes, final int maxPage) {
    this.boxes = boxes;
    this.maxPage = maxPage;
    this.max = maxPage;
  }

  /** What was read: a query, or the error. */
  record Read(InboxQuery query, StanzaError error) {}

  /**
   * @param payload the element that may hold a form and a page
   * @param boxes every box there is
   */
  static Read read(final Element payload, final List<String> boxes, final int maxPage) {
    final QueryForm form = new QueryForm(boxes, maxPage);
    final Element data = payload.first("x", DATA);
    if (data != null) {
      data.children().forEach(form::field);
    }
    final Element page = payload.first("set", RSM);
    if (page != null) {
      form.page(page);
    }
    return form.result();
  }

  /** XEP-0430 has a page and attributes, but no form. */
  static Read readPage(final Element payload, final boolean onlyUnread, final int maxPage) {
    final QueryForm form = new QueryForm(List.of(), maxPage);
    form.unreadOnly = onlyUnread;
    final Element page = payload.first("set", RSM);
    if (page != null) {
      form.page(page);
    }
    return form.result();
  }

  private Read result() {
    return wrong != null
        ? new Read(null, StanzaError.of(Condition.BAD_REQUEST, wrong))
        : new Read(
            new InboxQuery(startMicros, endMicros, ascending, unreadOnly, box, lastPage, max),
            null);
  }

  private void field(final Element field) {
    final String name = field.attribute("var");
    if (!field.is("field", DATA) || name == null || name.equals("FORM_TYPE") || wrong != null) {
      return;
    }
    final List<Element> values = field.children();
    final String value = values.size() == 1 ? values.getFirst().text() : "";
    switch (name) {
      case "start" -> startMicros = Math.max(startMicros, moment(name, value));
      case "end" -> endMicros = Math.min(endMicros, moment(name, value));
      case "order" -> ascending = oneOf(name, value, "asc", "desc");
      case "hidden_read" -> unreadOnly = oneOf(name, value, "true", "false");
      case "archive" -> box = oneOf(name, value, "true", "false") ? Boxes.ARCHIVE : Boxes.INBOX;
      case "box" -> box = box(value);
      default -> wrong = "Unknown inbox form field=" + name + ", value=" + value;
    }
  }

  private long moment(final String name, final String value) {
    try {
      final OffsetDateTime moment = OffsetDateTime.parse(value);
      if (moment.getYear() >= 0 && moment.getYear() <= MAX_YEAR) {
        return moment.toEpochSecond() * MICROS + moment.get(ChronoField.MICRO_OF_SECOND);
      }
    } catch (final DateTimeException noMoment) {
      // reported below, like one nobody means
    }
    invalid(name, value);
    return 0;
  }

  private boolean oneOf(final String name, final String value, final String yes, final String no) {
    if (!value.equals(yes) && !value.equals(no)) {
      invalid(name, value);
    }
    return value.equals(yes);
  }

  private String box(final String value) {
    if (!value.equals(Boxes.ALL) && !boxes.contains(value)) {
      invalid("box", value);
    }
    return value;
  }

  private void invalid(final String name, final String value) {
    if (wrong == null) {
      wrong = "Invalid inbox form field value, field=" + name + ", value=" + value;
    }
  }

  /** MongooseIM's directions: before an entry are the newer ones, after it the older ones. */
  private void page(final Element page) {
    for (final Element child : page.children()) {
      final String value = child.text();
      switch (child.name()) {
        case "max" -> max(value);
        case "before" -> {
          if (value.isEmpty()) {
            lastPage = true; // XEP-0059 §2.5
          } else {
            startMicros = EntryKey.moment(value) + 1;
            wrong = startMicros == 0 ? EntryKey.WRONG : wrong;
          }
        }
        case "after" -> {
          if (!value.isEmpty()) {
            endMicros = EntryKey.moment(value) - 1;
            wrong = endMicros == -2 ? EntryKey.WRONG : wrong;
          }
        }
        default -> wrong = EntryKey.WRONG; // there is no index to go to
      }
    }
  }

  private void max(final String value) {
    final boolean isNumber =
        !value.isEmpty()
            && value.length() <= 18
            && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    if (!isNumber) {
      wrong = EntryKey.WRONG;
      return;
    }
    final long asked = Long.parseLong(value);
    max = asked == 0 ? maxPage : (int) Math.min(asked, maxPage); // MongooseIM: 0 is no limit
  }
}
