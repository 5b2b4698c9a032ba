// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadNegotiationIT extends BadStreams {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET / HTTP/1.1 | not-well-formed",
        "<?xml version='1.0'?><!DOCTYPE x> | restricted-xml",
        "<!-- hello --> | restricted-xml",
        "<?php ?> | restricted-xml",
        "<stream:stream to='localhost' xmlns='jabber:client' version='1.0' xmlns:stream='urn:x'>"
            + " | invalid-namespace",
        "<stream:stream to='localhost' xmlns='jabber:server' version='1.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'> | invalid-namespace",
        "<stream:stream to='localhost' xmlns='jabber:client' version='2.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'> | unsupported-version",
        "<stream:stream to='nowhere.example' xmlns='jabber:client' version='1.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'> | host-unknown"
      })
  void shouldAnswerABadHeaderFromTheDefaultDomain(final String sent, final String condition) {
    villain.say(sent);
    final String answer = villain.rest();
    assertTrue(answer.contains("<stream:stream from='localhost'"), answer);
    assertTrue(answer.contains("<" + condition + " xmlns="), answer);
    assertTrue(answer.endsWith("</stream:error></stream:stream>"), answer);
  }

  @Test
  void shouldTakeASecondAuthSentAtOnceForAStreamError() {
    villain.open("localhost");
    villain.say(TextClient.plain("tybalt", PackagedNode.PASSWORD).repeat(2));
    final String answer = villain.rest();
    assertTrue(answer.contains("<success"), answer);
    assertTrue(answer.contains("<stream:error>"), answer);
  }

  @Test
  void shouldRefuseAStanzaBeforeLogin() {
    villain.open("localhost").say("<message to='juliet@localhost/chat'><body>I</body></message>");
    assertEndsWith("not-authorized");
  }

  @Test
  void shouldCloseTheStreamOfOneWhoGuesses() {
    villain.open("localhost").say(TextClient.plain("tybalt", "guess").repeat(3));
    final String answer = villain.rest();
    assertTrue(answer.contains("<not-authorized/>"), answer);
    assertTrue(answer.contains("<policy-violation "), answer);
  }

  /** Control characters and over-long resources fail RFC 7622 §3.4. */
  @ParameterizedTest
  @ValueSource(strings = {"a\u007fb", "\u0085"})
  void shouldRefuseAForbiddenResourceAndOfferAnotherTry(final String resource) {
    assertBindRefusedOnce(resource);
  }

  @Test
  void shouldRefuseATooLongResourceAndOfferAnotherTry() {
    assertBindRefusedOnce("x".repeat(1024));
  }

  private void assertBindRefusedOnce(final String resource) {
    villain.authenticate("tybalt", "localhost", PackagedNode.PASSWORD);
    villain.say(TextClient.bind(resource));
    final String refusal = villain.next();
    assertTrue(refusal.contains("type='error'"), refusal);
    assertTrue(refusal.contains("<bad-request ") || refusal.contains("<jid-malformed "), refusal);
    villain.say(TextClient.bind("street"));
    final String bound = villain.next();
    assertTrue(bound.contains("tybalt@localhost/street"), bound);
    assertAnswersPing();
  }

  @Test
  void shouldRefuseALoginUnderAnImpossibleName() {
    villain.open("localhost").say(TextClient.plain("ty@balt", PackagedNode.PASSWORD));
    final String refusal = villain.next();
    assertTrue(refusal.startsWith("<failure"), refusal);
  }
}
