// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.scenario.TargetException;
import io.ringtail.bench.usage.Processes;
import io.ringtail.bench.xmpp.Security;
import io.ringtail.bench.xmpp.Target;
import io.ringtail.bench.xmpp.Target.Transport;
import io.ringtail.bench.xmpp.Target.Users;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say where the load goes and as whom; {@link AccountingSpecs} say whose CPU is
 * counted.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
public final class TargetSpecs {
  private static final Pattern TARGET =
      Pattern.compile(
          "(?:([\\w.-]+)=)?(?:(\\w+)://)?(\\[[0-9a-fA-F:]+]|[^:/?]+):(\\d+)(/[^?]*)?(?:\\?(.*))?");

  @Option(
      names = "--target",
      required = true,
      paramLabel = "[NAME=][SCHEME://]HOST:PORT[/PATH][?OPTIONS]",
      description = {
        "A server. Schemes: xmpp (default), xmpps (direct TLS), starttls, ws, wss, relay.",
        "Options, joined by &: domain, prefix, password, sasl. May be given several times."
      })
  private List<String> targets = new ArrayList<>();

  @Option(names = "--domain", defaultValue = "localhost", description = "Domain of the accounts.")
  private String domain;

  @Option(
      names = "--user-prefix",
      defaultValue = "user",
      description = "Accounts are PREFIX0 … PREFIXn.")
  private String prefix;

  @Option(
      names = "--password",
      defaultValue = "{user}",
      description = "Password of each; {user} becomes the user name, which is the default.")
  private String password;

  @Option(
      names = "--sasl",
      defaultValue = "auto",
      description = "auto, PLAIN, SCRAM-SHA-1, SCRAM-SHA-256 or SCRAM-SHA-512.")
  private String sasl;

  @Mixin private AccountingSpecs accounting;

  List<Target> targets() {
    final List<Target> parsed = new ArrayList<>();
    for (final String spec : targets) {
      final Target target = target(spec, parsed.size());
      if (parsed.stream().anyMatch(other -> other.name().equals(target.name()))) {
        throw new TargetException(
            "two targets are named '" + target.name() + "': say NAME=HOST:PORT");
      }
      parsed.add(target);
    }
    return parsed;
  }

  private Target target(final String spec, final int number) {
    final Matcher matcher = TARGET.matcher(spec);
    if (!matcher.matches()) {
      throw new TargetException(
          "--target " + spec + ": must be [NAME=][SCHEME://]HOST:PORT, such as 127.0.0.1:5222");
    }
    final Map<String, String> options = options(spec, matcher.group(6));
    final String scheme =
        matcher.group(2) == null ? "xmpp" : matcher.group(2).toLowerCase(Locale.ROOT);
    final Users users =
        new Users(
            options.getOrDefault("domain", domain),
            options.getOrDefault("prefix", prefix),
            options.getOrDefault("password", password),
            options.getOrDefault("sasl", sasl));
    final Target.Transport transport =
        switch (scheme) {
          case "xmpp", "xmpps", "starttls" -> Transport.TCP;
          case "ws", "wss" -> Transport.WEBSOCKET;
          case "relay" -> Transport.RELAY;
          default ->
              throw new TargetException(
                  "--target "
                      + spec
                      + ": unknown scheme '"
                      + scheme
                      + "'; known are xmpp, xmpps, starttls, ws, wss, relay");
        };
    final Security security =
        switch (scheme) {
          case "xmpps", "wss" -> Security.DIRECT;
          case "starttls" -> Security.STARTTLS;
          default -> Security.PLAIN;
        };
    return new Target(
        matcher.group(1) == null ? (number == 0 ? "server" : "server" + number) : matcher.group(1),
        transport,
        matcher.group(3),
        Integer.parseInt(matcher.group(4)),
        matcher.group(5) == null ? "/ws-xmpp" : matcher.group(5),
        security,
        users);
  }

  private static Map<String, String> options(final String spec, final String text) {
    final Map<String, String> options = new HashMap<>();
    if (text == null || text.isEmpty()) {
      return options;
    }
    for (final String one : text.split("&")) {
      final int equals = one.indexOf('=');
      final String key = equals < 0 ? one : one.substring(0, equals);
      if (equals < 0 || !List.of("domain", "prefix", "password", "sasl").contains(key)) {
        throw new TargetException(
            "--target "
                + spec
                + ": unknown option '"
                + key
                + "'; known are domain, prefix, password, sasl");
      }
      options.put(key, one.substring(equals + 1));
    }
    return options;
  }

  /** The processes by target name and label; a label may name several. */
  Map<String, SequencedMap<String, Processes>> processes(final List<Target> known) {
    return accounting.processes(known.stream().map(Target::name).toList());
  }
}
