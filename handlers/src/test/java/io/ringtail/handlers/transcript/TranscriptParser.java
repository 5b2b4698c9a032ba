// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.transcript.Transcript.Contact;
import io.ringtail.handlers.transcript.Transcript.Setting;
import io.ringtail.handlers.transcript.Transcript.Setup;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads transcript files (their form is in this package's description).
 *
 * <p>Owner: one call of {@link #parse}. Allocates: per call.
 */
public final class TranscriptParser {
  private static final Pattern EXCHANGE =
      Pattern.compile("([A-Za-z0-9]+) ([<>])\\s+(.+)", Pattern.DOTALL);
  private static final Pattern CLOSED = Pattern.compile("([A-Za-z0-9]+) is closed: ([a-z-]+)");
  private static final Pattern WORDS =
      Pattern.compile("([A-Za-z0-9]+) (connects|comes online|disconnects|authenticates|leaves)");
  private static final Pattern LOGIN =
      Pattern.compile("([A-Za-z0-9]+) logs in with (<.+)", Pattern.DOTALL);
  private static final Pattern CLIENT = Pattern.compile("client ([A-Za-z0-9]+) = (\\S+)");
  private static final Pattern ROSTER = Pattern.compile("roster (\\S+) (\\S+) (none|to|from|both)");
  private static final Pattern OPTION =
      Pattern.compile("option (mod_[a-z_]+) (\\S+) = (.+)", Pattern.DOTALL);

  /** A logical line and where it began. */
  private record Line(int number, String text) {}

  private final List<String> specs = new ArrayList<>();
  private final Map<String, Jid> clients = new LinkedHashMap<>();
  private final List<Jid> accounts = new ArrayList<>();
  private final List<Contact> rosters = new ArrayList<>();
  private final List<String> modules = new ArrayList<>();
  private final List<String> without = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final String name;
  private List<Step.Expect> group;
  private int groupLine;

  private TranscriptParser(final String name) {
    this.name = name;
  }

  public static Transcript parse(final String name, final String text) {
    final TranscriptParser parser = new TranscriptParser(name);
    logicalLines(text, parser.specs).forEach(parser::line);
    if (parser.group != null) {
      throw parser.wrong(new Line(parser.groupLine, "in any order: without end"));
    }
    return new Transcript(
        name,
        List.copyOf(parser.specs),
        new Setup(
            parser.clients,
            parser.accounts,
            parser.rosters,
            parser.modules,
            parser.without,
            parser.settings),
        List.copyOf(parser.steps));
  }

  private static List<Line> logicalLines(final String text, final List<String> specs) {
    final List<Line> lines = new ArrayList<>();
    int number = 0;
    for (final String raw : text.lines().toList()) {
      number++;
      if (raw.isBlank() || raw.startsWith("#")) {
        if (raw.startsWith("# spec:")) {
          specs.add(raw.substring("# spec:".length()).strip());
        }
      } else if (Character.isWhitespace(raw.charAt(0)) && !isStep(raw.strip())) {
        final Line last = lines.removeLast();
        lines.add(new Line(last.number(), last.text() + '\n' + raw.strip()));
      } else {
        lines.add(new Line(number, raw.strip()));
      }
    }
    return lines;
  }

  /** Inside a group steps are indented, too. */
  private static boolean isStep(final String text) {
    return EXCHANGE.matcher(text).matches();
  }

  private void line(final Line line) {
    if (!declaration(line) && !step(line)) {
      throw wrong(line);
    }
  }

  private boolean declaration(final Line line) {
    final String text = line.text();
    final Matcher client = CLIENT.matcher(text);
    final Matcher roster = ROSTER.matcher(text);
    final Matcher option = OPTION.matcher(text);
    if (client.matches()) {
      clients.put(client.group(1), jid(client.group(2), line));
    } else if (roster.matches()) {
      rosters.add(
          new Contact(
              jid(roster.group(1), line),
              jid(roster.group(2), line),
              Subscription.valueOf(roster.group(3).toUpperCase(Locale.ROOT))));
    } else if (option.matches()) {
      settings.add(new Setting(option.group(1), option.group(2), option.group(3)));
    } else if (text.startsWith("account ")) {
      accounts.add(jid(text.substring("account ".length()), line));
    } else if (text.startsWith("module ")) {
      modules.add(text.substring("module ".length()));
    } else if (text.startsWith("without ")) {
      without.add(text.substring("without ".length()));
    } else {
      return false;
    }
    return true;
  }

  private boolean step(final Line line) {
    final String text = line.text();
    final Matcher exchange = EXCHANGE.matcher(text);
    final Matcher closed = CLOSED.matcher(text);
    final Matcher words = WORDS.matcher(text);
    final Matcher login = LOGIN.matcher(text);
    if (text.equals("in any order:")) {
      group = new ArrayList<>();
      groupLine = line.number();
    } else if (text.equals("end") && group != null) {
      steps.add(new Step.Unordered(groupLine, List.copyOf(group)));
      group = null;
    } else if (exchange.matches()) {
      exchange(line, exchange);
    } else if (closed.matches()) {
      steps.add(new Step.Closed(line.number(), client(closed, line), closed.group(2)));
    } else if (login.matches()) {
      steps.add(new Step.LogIn(line.number(), client(login, line), login.group(2)));
    } else if (words.matches()) {
      steps.add(connection(line.number(), client(words, line), words.group(2)));
    } else {
      return false;
    }
    return true;
  }

  private static Step connection(final int line, final String client, final String words) {
    return switch (words) {
      case "disconnects" -> new Step.Disconnect(line, client);
      case "authenticates" -> new Step.Authenticate(line, client);
      case "leaves" -> new Step.Leave(line, client);
      default -> new Step.Connect(line, client, words.equals("comes online"));
    };
  }

  private void exchange(final Line line, final Matcher exchange) {
    final String client = client(exchange, line);
    final String content = exchange.group(3);
    if (exchange.group(2).equals(">")) {
      steps.add(new Step.Send(line.number(), client, content));
    } else if (content.equals("nothing")) {
      steps.add(new Step.Silence(line.number(), client));
    } else if (group != null) {
      group.add(new Step.Expect(line.number(), client, content));
    } else {
      steps.add(new Step.Expect(line.number(), client, content));
    }
  }

  private String client(final Matcher matcher, final Line line) {
    if (!clients.containsKey(matcher.group(1))) {
      throw wrong(line);
    }
    return matcher.group(1);
  }

  private Jid jid(final String text, final Line line) {
    final Jid jid = Jid.parse(text);
    if (jid == null) {
      throw wrong(line);
    }
    return jid;
  }

  private IllegalArgumentException wrong(final Line line) {
    return new IllegalArgumentException(
        name + ".txt:" + line.number() + ": not understood: " + line.text());
  }
}
