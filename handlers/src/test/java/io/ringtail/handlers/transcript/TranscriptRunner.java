// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays a transcript against a driver; a broken expectation is an {@link AssertionError} that names
 * file and line and shows both sides.
 *
 * <p>Owner: the test's thread. Allocates: per run.
 */
public final class TranscriptRunner {
  private static final String REQUEST = "<r xmlns='urn:xmpp:sm:3'/>";

  private final Transcript transcript;
  private final TranscriptDriver driver;
  private final XmlMatcher matcher = new XmlMatcher();
  private final Set<String> connected = new HashSet<>();

  private TranscriptRunner(final Transcript transcript, final TranscriptDriver driver) {
    this.transcript = transcript;
    this.driver = driver;
  }

  public static void run(final Transcript transcript, final TranscriptDriver.Factory factory) {
    try (TranscriptDriver driver = factory.start(transcript.setup())) {
      new TranscriptRunner(transcript, driver).play();
    }
  }

  private void play() {
    int last = 0;
    for (final Step step : transcript.steps()) {
      play(step);
      last = step.line();
    }
    for (final String client : connected) {
      silence(last, client);
    }
  }

  private void play(final Step step) {
    switch (step) {
      case Step.Connect connect -> connect(connect);
      case Step.Authenticate proof -> {
        driver.authenticate(proof.client());
        connected.add(proof.client());
      }
      case Step.LogIn login -> {
        driver.logIn(login.client(), matcher.fill(login.inline()));
        connected.add(login.client());
      }
      case Step.Leave gone -> {
        driver.leave(gone.client());
        connected.remove(gone.client());
      }
      case Step.Disconnect gone -> {
        driver.disconnect(gone.client());
        connected.remove(gone.client());
      }
      case Step.Send send -> driver.send(send.client(), matcher.fill(send.xml()));
      case Step.Expect expect -> expect(expect);
      case Step.Unordered group -> unordered(group);
      case Step.Silence silence -> silence(silence.line(), silence.client());
      case Step.Closed closed -> closed(closed);
    }
  }

  private void connect(final Step.Connect step) {
    driver.connect(step.client());
    connected.add(step.client());
    if (step.online()) {
      driver.send(step.client(), "<presence/>");
      for (final String client : connected) {
        while (next(client) != null) {
          // whatever this brings is not what the transcript is about
        }
      }
    }
  }

  private void expect(final Step.Expect step) {
    final String actual =
        step.xml().startsWith("<r ") ? driver.next(step.client()) : next(step.client());
    if (actual == null) {
      throw broken(step.line(), step.client(), step.xml(), "nothing");
    }
    if (!matcher.matches(XmlNode.parse(step.xml()), XmlNode.parse(actual))) {
      throw broken(step.line(), step.client(), step.xml(), actual);
    }
  }

  private String next(final String client) {
    String element = driver.next(client);
    while (REQUEST.equals(element)) {
      element = driver.next(client);
    }
    return element;
  }

  private void unordered(final Step.Unordered group) {
    final Map<String, List<Step.Expect>> byClient = new LinkedHashMap<>();
    for (final Step.Expect expect : group.expectations()) {
      byClient.computeIfAbsent(expect.client(), client -> new ArrayList<>()).add(expect);
    }
    byClient.forEach(this::unordered);
  }

  private void unordered(final String client, final List<Step.Expect> expectations) {
    while (!expectations.isEmpty()) {
      final String actual = next(client);
      final boolean found =
          actual != null && expectations.removeIf(new FirstMatch(XmlNode.parse(actual))::isIt);
      if (!found) {
        final Step.Expect first = expectations.getFirst();
        throw broken(first.line(), client, first.xml(), actual == null ? "nothing" : actual);
      }
    }
  }

  /** True for the first expectation that matches, so that only one is ticked off. */
  private final class FirstMatch {
    private final XmlNode actual;
    private boolean done;

    private FirstMatch(final XmlNode actual) {
      this.actual = actual;
    }

    private boolean isIt(final Step.Expect expect) {
      if (done || !matcher.matches(XmlNode.parse(expect.xml()), actual)) {
        return false;
      }
      done = true;
      return true;
    }
  }

  private void silence(final int line, final String client) {
    final String unread = next(client);
    if (unread != null) {
      throw broken(line, client, "nothing", unread);
    }
  }

  private void closed(final Step.Closed step) {
    final String unread = next(step.client());
    final String condition = driver.closedWith(step.client());
    if (unread != null || !step.condition().equals(condition)) {
      throw broken(
          step.line(),
          step.client(),
          "closed: " + step.condition(),
          unread != null ? unread : "closed: " + condition);
    }
  }

  private AssertionError broken(
      final int line, final String client, final String expected, final String actual) {
    return new AssertionError(
        transcript.name()
            + ".txt:"
            + line
            + ": "
            + client
            + " expected\n  "
            + expected
            + "\nbut got\n  "
            + actual);
  }
}
