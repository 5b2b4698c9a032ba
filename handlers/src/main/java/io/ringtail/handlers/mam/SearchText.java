// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Ns;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into the words that full-text search compares (XEP-0431): letters and digits, in lower
 * case and without accents. The same for what is archived and for what is searched, on every
 * database.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class SearchText {
  /** Longer words are cut: nobody types them. */
  private static final int MAX_WORD = 64;

  /** Words of one message that can be found. */
  private static final int MAX_WORDS = 1_000;

  private SearchText() {}

  /** The different words of a text, in order of appearance. */
  public static List<String> words(final String text) {
    final Set<String> words = new LinkedHashSet<>();
    final String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    final StringBuilder word = new StringBuilder();
    int at = 0;
    while (at < plain.length() && words.size() < MAX_WORDS) {
      final int character = plain.codePointAt(at);
      at += Character.charCount(character);
      if (Character.isLetterOrDigit(character)) {
        word.appendCodePoint(character);
      } else if (Character.getType(character) != Character.NON_SPACING_MARK) {
        add(word, words);
      }
    }
    add(word, words);
    return List.copyOf(words);
  }

  private static void add(final StringBuilder word, final Set<String> words) {
    if (!word.isEmpty()) {
      words.add(word.substring(0, Math.min(MAX_WORD, word.length())));
      word.setLength(0);
    }
  }

  /** The different words in all bodies of an archived message. */
  public static List<String> wordsOf(final byte[] stanza) {
    final StringBuilder text = new StringBuilder();
    for (final Element child : Elements.parse(stanza, 0).children()) {
      if (child.is("body", Ns.CLIENT)) {
        text.append(child.text()).append('\n');
      }
    }
    return words(text.toString());
  }
}
