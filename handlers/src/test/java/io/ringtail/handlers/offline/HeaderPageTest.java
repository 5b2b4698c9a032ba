// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.offline.NodeReader.Moment;
import io.ringtail.handlers.offline.NodeReader.Page;
import io.ringtail.handlers.offline.OfflineMessages.Waiting;
import io.ringtail.handlers.port.OfflineStore;
import io.ringtail.handlers.rsm.ResultSetRequest;
import io.ringtail.handlers.rsm.ResultSetRequest.Refused;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The list of headers of an account with thousands of offline messages. */
class HeaderPageTest {
  private static final int MANY = 5_000;
  private static final String SELF = "romeo@montague.lit";

  private final Waiting waiting = new Waiting(MANY);
  private final NodeReader reader = new NodeReader(new Many());

  /** Messages 1 to {@link #MANY}, each from a sender with a name to be escaped. */
  private static final class Many implements OfflineStore {
    private int largestLoad;

    @Override
    public int count(final long account) {
      return MANY;
    }

    @Override
    public List<Kept> load(
        final long account, final long afterId, final int atMost, final int atMostBytes) {
      final List<Kept> rows =
          LongStream.rangeClosed(afterId + 1, Math.min(MANY, afterId + atMost))
              .mapToObj(id -> new Kept(id, false, id, stanza(id)))
              .toList();
      largestLoad = Math.max(largestLoad, rows.size());
      return rows;
    }

    private static byte[] stanza(final long id) {
      return ("<message from='o&apos;hara@a.lit/" + id + "' type='chat'><body>x</body></message>")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static Element query(final String... names) {
    final Element query = new Element("query", Ns.DISCO_ITEMS);
    final Element set = query.child("set", ResultSetRequest.NAMESPACE);
    for (int i = 0; i < names.length; i += 2) {
      set.child(names[i]).text(names[i + 1]);
    }
    return query;
  }

  private Element answer(final Element query) throws Refused {
    final HeaderPage page = reader.headers(1, 0, HeaderPage.of(query, SELF));
    page.complete(waiting);
    return page.toElement();
  }

  private static List<Long> ids(final Element answer) {
    return answer.children().stream()
        .filter(child -> child.is("item", Ns.DISCO_ITEMS))
        .map(item -> NodeReader.id(item.attribute("node")))
        .toList();
  }

  private static Element set(final Element answer) {
    return answer.first("set", ResultSetRequest.NAMESPACE);
  }

  private static void assertIds(final long from, final long to, final Element answer) {
    assertEquals(LongStream.rangeClosed(from, to).boxed().toList(), ids(answer));
  }

  @Test
  void shouldTellOfAFirstPageWhereNotAllFitIntoAStanza() throws Refused {
    final Element answer = answer(new Element("query", Ns.DISCO_ITEMS));
    final int shown = ids(answer).size();
    assertTrue(shown > 100 && shown < MANY, "shown " + shown);
    assertIds(1, shown, answer);
    assertTrue(answer.toString().length() < 64 << 10);
    assertEquals(Integer.toString(MANY), set(answer).textOf("count"));
    assertEquals(NodeReader.node(shown), set(answer).textOf("last"));
  }

  @Test
  void shouldGiveAllOfThemPageByPage() throws Refused {
    final List<Long> all = new ArrayList<>();
    Element answer = answer(query());
    while (!ids(answer).isEmpty()) {
      assertTrue(answer.toString().length() < 64 << 10);
      final String index =
          set(answer).first("first", ResultSetRequest.NAMESPACE).attribute("index");
      assertEquals(Integer.toString(all.size()), index);
      all.addAll(ids(answer));
      answer = answer(query("after", set(answer).textOf("last")));
    }
    assertEquals(LongStream.rangeClosed(1, MANY).boxed().toList(), all);
    assertNull(set(answer).textOf("first"));
  }

  @Test
  void shouldGiveThePageAskedFor() throws Refused {
    assertIds(11, 30, answer(query("max", "20", "after", NodeReader.node(10))));
    assertIds(80, 99, answer(query("max", "20", "before", NodeReader.node(100))));
    assertIds(MANY - 19, MANY, answer(query("max", "20", "before", "")));
    assertIds(1, 0, answer(query("max", "0")));
    assertEquals(Integer.toString(MANY), set(answer(query("max", "0"))).textOf("count"));
    final Element last = answer(query("before", ""));
    assertIds(MANY - ids(last).size() + 1, MANY, last);
    assertTrue(last.toString().length() < 64 << 10);
  }

  @Test
  void shouldGoOnBehindAMessageThatIsGoneAndCountOnlyThoseThatAreThere() throws Refused {
    waiting.beginRead();
    LongStream.rangeClosed(5, 10).forEach(waiting::take);
    final Element answer = answer(query("max", "3", "after", NodeReader.node(10)));
    assertIds(11, 13, answer);
    assertEquals(Integer.toString(MANY - 6), set(answer).textOf("count"));
    assertEquals("4", set(answer).first("first", ResultSetRequest.NAMESPACE).attribute("index"));
  }

  @Test
  void shouldRefuseAPageBehindWhatIsNoNode() {
    assertThrows(Refused.class, () -> answer(query("after", "yesterday")));
    assertThrows(Refused.class, () -> answer(query("index", "3")));
  }

  @Test
  void shouldCountThousandsWithoutKeepingTheirHeaders() {
    final HeaderPage all = reader.headers(1, 0, HeaderPage.empty());
    all.complete(waiting);
    assertEquals(MANY, all.count());
    assertTrue(all.contains(1) && all.contains(MANY));
    assertFalse(all.contains(0) || all.contains(MANY + 1));
  }

  @Test
  void shouldReadAFewMessagesAtATime() {
    final Many store = new Many();
    final NodeReader some = new NodeReader(store);
    some.headers(1, 0, HeaderPage.empty());
    final Page page = some.ids(1, 0, new Moment(MANY, MANY));
    assertTrue(store.largestLoad <= 50 && page.messages().size() <= 50);
    assertFalse(page.isLast());
  }
}
