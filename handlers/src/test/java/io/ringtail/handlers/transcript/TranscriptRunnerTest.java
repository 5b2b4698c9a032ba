// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge must be able to say no. */
final class TranscriptRunnerTest {
  private static final String HEAD =
      "client romeo = romeo@montague.lit/orchard\nromeo connects\n"
          + "romeo > <iq type='get' id='1' to='montague.lit'><ping xmlns='urn:xmpp:ping'/></iq>\n";
  private static final String PONG =
      "<iq type='result' id='1' from='montague.lit' to='romeo@montague.lit/orchard'/>";

  private static void run(final String text) {
    TranscriptRunner.run(TranscriptParser.parse("test", text), InProcessDriver::new);
  }

  @Test
  void shouldBeSatisfiedWithWhatIsExpected() {
    run(HEAD + "romeo < " + PONG);
  }

  @Test
  void shouldNameFileAndLineOfABrokenExpectation() {
    final AssertionError broken =
        assertThrows(AssertionError.class, () -> run(HEAD + "romeo < <iq type='error' id='1'/>"));

    assertTrue(broken.getMessage().startsWith("test.txt:4: romeo expected"), broken.getMessage());
  }

  @Test
  void shouldMissWhatDoesNotCome() {
    assertThrows(AssertionError.class, () -> run(HEAD + "romeo < " + PONG + "\nromeo < " + PONG));
  }

  @Test
  void shouldNoticeWhatNobodyExpected() {
    assertThrows(AssertionError.class, () -> run(HEAD));
    assertThrows(AssertionError.class, () -> run(HEAD + "romeo < nothing"));
  }

  @Test
  void shouldNoticeThatAStreamIsStillOpen() {
    assertThrows(
        AssertionError.class, () -> run(HEAD + "romeo < " + PONG + "\nromeo is closed: conflict"));
  }

  @Test
  void shouldRefuseLinesItDoesNotUnderstand() {
    final IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> run(HEAD + "\nromeo dances"));

    assertEquals("test.txt:5: not understood: romeo dances", wrong.getMessage());
    assertThrows(IllegalArgumentException.class, () -> run(HEAD + "tybalt > <presence/>"));
    assertThrows(IllegalArgumentException.class, () -> run(HEAD + "in any order:\n"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "<a x='1' y='2'/>, <a y='2' x='1'/>, true",
        "<a x='1'/>, <a x='1' y='2'/>, false",
        "<a x='1'>{more}</a>, <a x='1' y='2'><b/></a>, true",
        "<a><b/><c/></a>, <a><c/><b/></a>, true",
        "<a><b/><b/></a>, <a><b/></a>, false",
        "<a><b/></a>, <a><b/><b/></a>, false",
        "<p:a xmlns:p='urn:x'/>, <a xmlns='urn:x'/>, true",
        "<a xmlns='urn:x'/>, <a xmlns='urn:y'/>, false",
        "<a x='{any}'/>, <a x='9'/>, true",
        "<a x='{any}'/>, <a/>, false",
        "<a>{any}</a>, <a>text</a>, true",
        "<a> text </a>, <a>text</a>, true",
        "<a>text</a>, <a>other</a>, false",
        "<a x='{id}'><b x='{id}'/></a>, <a x='1'><b x='1'/></a>, true",
        "<a x='{id}'><b x='{id}'/></a>, <a x='1'><b x='2'/></a>, false"
      })
  void shouldMatchByTheDocumentedRules(
      final String expected, final String actual, final boolean matches) {
    assertEquals(matches, new XmlMatcher().matches(XmlNode.parse(expected), XmlNode.parse(actual)));
  }

  @Test
  void shouldRememberCapturesOfMatchesOnly() {
    final XmlMatcher matcher = new XmlMatcher();

    assertFalse(
        matcher.matches(XmlNode.parse("<a x='{id}' y='1'/>"), XmlNode.parse("<a x='7' y='2'/>")));
    assertTrue(matcher.matches(XmlNode.parse("<a x='{id}'/>"), XmlNode.parse("<a x='8'/>")));
    assertEquals("<b id='8'/>", matcher.fill("<b id='{id}'/>"));
    assertThrows(AssertionError.class, () -> matcher.fill("{unknown}"));
  }
}
