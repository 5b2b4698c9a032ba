// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramerTest {
  private static final String STREAM =
      "<?xml version='1.0'?><stream:stream from='a' xmlns='jabber:client'>"
          + "<stream:features><bind xmlns='b'/></stream:features>\n "
          + "<message to=\"x>y\"><body>a &lt; b</body><x/></message>"
          + "<presence/><iq type='result' id='1'><q><![CDATA[</iq>]]></q></iq >"
          + "</stream:stream>";
  private static final List<String> EVENTS =
      List.of(
          "open",
          "<stream:features><bind xmlns='b'/></stream:features>",
          "<message to=\"x>y\"><body>a &lt; b</body><x/></message>",
          "<presence/>",
          "<iq type='result' id='1'><q><![CDATA[</iq>]]></q></iq >",
          "close");

  @Test
  void shouldCutAStreamIntoItsStanzas() {
    final Recording recording = new Recording();
    final byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);

    assertEquals(bytes.length, recording.framer.read(bytes, 0, bytes.length, recording));
    assertEquals(EVENTS, recording.events);
  }

  @Test
  void shouldFindTheSameHoweverTheBytesArrive() {
    final byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < 200; seed++) {
      final SplittableRandom random = new SplittableRandom(seed);
      final Recording recording = new Recording();
      int from = 0;
      int to = 0;
      while (to < bytes.length) {
        to = Math.min(bytes.length, to + random.nextInt(1, 40));
        from = recording.framer.read(bytes, from, to, recording);
      }
      assertEquals(EVENTS, recording.events, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "<message>text<</message>",
        "<a><b></c>x</b></d>",
        "<!DOCTYPE x>",
        "<message><!-- no --></message>",
        "</message>",
        "\0\1\2",
        "<>"
      })
  void shouldCallGarbageGarbage(final String garbage) {
    final Recording recording = new Recording();
    final byte[] bytes = garbage.getBytes(StandardCharsets.UTF_8);

    recording.framer.read(bytes, 0, bytes.length, recording);

    assertNotNull(recording.framer.garbage());
  }

  @Test
  void shouldWaitForWhatIsNotWhole() {
    final Recording recording = new Recording();
    final byte[] bytes = "<message><body>half".getBytes(StandardCharsets.UTF_8);

    assertEquals(0, recording.framer.read(bytes, 0, bytes.length, recording));
    assertNull(recording.framer.garbage());
  }

  @Test
  void shouldSurviveRandomBytes() {
    for (long seed = 0; seed < 300; seed++) {
      final byte[] bytes = new byte[200];
      final SplittableRandom random = new SplittableRandom(seed);
      final String alphabet = "<>/'\"!?[]-= ab:stream";
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      bytes[0] = '<';
      final Recording recording = new Recording();
      final int used = recording.framer.read(bytes, 0, bytes.length, recording);
      assertEquals(Math.clamp(used, 0, bytes.length), used, "seed " + seed);
    }
  }

  private static final class Recording implements Framer.Sink {
    private final List<String> events = new ArrayList<>();
    private final Framer framer = new Framer();

    @Override
    public void onStreamOpen(final byte[] in, final int from, final int to) {
      events.add("open");
    }

    @Override
    public boolean onStanza(final byte[] in, final int from, final int to) {
      events.add(new String(in, from, to - from, StandardCharsets.UTF_8));
      return true;
    }

    @Override
    public void onStreamClose() {
      events.add("close");
    }
  }
}
