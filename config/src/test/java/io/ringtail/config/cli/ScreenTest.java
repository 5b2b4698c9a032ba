// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String LIVE =
      """
      {"ready": false, "worst": "bad",
       "about": {"version": "1.0", "upSeconds": 7300, "cores": 2, "heapMax": 512000000},
       "health": [
         {"name": "ring", "level": "ok", "text": "fine", "advice": "", "since": 0},
         {"name": "database", "level": "bad", "text": "It is silent.", "advice": "Start it.",
          "since": 3600000}],
       "moments": [{"in": 1234.5, "out": 1234, "bounced": 0, "sessions": 42, "cpu": 0.5, "us": 14.2,
         "ring": 3, "rss": 300000000, "heap": 90000000, "lag": {"journal.lag_ms": 12}}],
       "curves": {
         "route.all": {"n": 9, "v": [1,1,1,4,4,4,4,4,4,4,4,4,4,9,9,9,20,20,20,40]},
         "flush.all": {"n": 9, "v": [1,1,1,12,12,12,12,12,12,12,12,12,12,30,30,30,40,40,40,2000]},
         "total.all": {"n": 9, "v": [1,1,1,16,16,16,16,16,16,16,16,16,16,40,40,40,60,60,60,2000]}},
       "top": [{"domain": "chat.example", "sessions": 42, "messages": 9, "presences": 8, "iqs": 7}]}
      """;

  private static JsonNode live() throws IOException {
    return new ObjectMapper().readTree(LIVE);
  }

  @Test
  void shouldBeginWithWhatIsWrongAndWhatToDo() throws IOException {
    final String screen = Screen.of(live(), false);
    assertTrue(screen.startsWith("Ringtail 1.0, up 2 h, NOT READY\n"), screen);
    assertTrue(
        screen.contains("BAD  database: It is silent. (since 01:00:00 UTC)\n     Start it.\n"),
        screen);
    assertFalse(screen.contains("fine"), "what is well needs no line");
  }

  @Test
  void shouldShowRatesStagesLagAndDomains() throws IOException {
    final String screen = Screen.of(live(), false);
    assertTrue(screen.contains("in 1,235/s   out 1,234/s"), screen);
    assertTrue(screen.contains("0.50 of 2 cores   14.2 us per stanza   ring 3 % full"), screen);
    assertTrue(screen.contains("journal.lag_ms 12"), screen);
    final String flush =
        screen.lines().filter(line -> line.startsWith("flush")).findFirst().orElseThrow();
    assertEquals("flush 12 us 30 us 40 us 2.0 ms ##################", flush.replaceAll(" +", " "));
    assertTrue(screen.contains("chat.example"), screen);
  }

  @Test
  void shouldUseColoursOnATerminalOnly() throws IOException {
    assertTrue(Screen.of(live(), true).contains("\033[31;1m"));
    assertFalse(Screen.of(live(), false).contains("\033"));
  }
}
