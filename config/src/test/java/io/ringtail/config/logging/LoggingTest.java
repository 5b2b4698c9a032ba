// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Levels by MongooseIM's words. */
class LoggingTest {
  @AfterEach
  void quieten() {
    Logging.start("error", false).close();
  }

  @Test
  void shouldFollowTheConfiguredLevel() {
    final Logging logging = Logging.start("debug", true);
    try {
      assertTrue(LoggerFactory.getLogger("io.ringtail.any").isDebugEnabled());
    } finally {
      logging.close();
    }
  }

  @Test
  void shouldKeepLibrariesQuiet() {
    final Logging logging = Logging.start("info", false);
    try {
      assertFalse(LoggerFactory.getLogger("org.flywaydb.core").isInfoEnabled());
      assertFalse(LoggerFactory.getLogger("com.zaxxer.hikari").isInfoEnabled());
      assertTrue(LoggerFactory.getLogger("io.ringtail.any").isInfoEnabled());
    } finally {
      logging.close();
    }
  }

  @Test
  void shouldKnowEveryWord() {
    assertEquals(Level.OFF, Logging.level("none"));
    assertEquals(Level.ERROR, Logging.level("critical"));
    assertEquals(Level.WARN, Logging.level("warning"));
    assertEquals(Level.INFO, Logging.level("notice"));
    assertEquals(Level.TRACE, Logging.level("all"));
  }
}
