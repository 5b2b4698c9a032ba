// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.AccessClass;
import io.ringtail.config.settings.AccessRules;
import io.ringtail.config.settings.HostTypeSettings;
import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.node.HostTypePlan;
import io.ringtail.handlers.spi.Options;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out the host types: which domains each has, and what {@code [[host_config]]} changes.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
final class HostTypes {
  private final RootSection schema;
  private final ModulesSection features;
  private final Reading reading;
  private final Values root;
  private final Map<String, List<String>> domains = new LinkedHashMap<>();
  private final Map<String, Values> overrides = new LinkedHashMap<>();

  HostTypes(
      final RootSection schema,
      final ModulesSection features,
      final Values root,
      final Reading reading) {
    this.schema = schema;
    this.features = features;
    this.root = root;
    this.reading = reading;
  }

  List<HostTypeSettings> settings() {
    final Values general = ConfigReader.section(root, RootSection.GENERAL);
    staticHosts(general);
    namedHostTypes(general);
    root.get(schema.hostConfig).forEach(this::override);
    if (hosted().isEmpty()) {
      reading.error(general, GeneralSection.HOSTS, "is missing: list at least one domain to serve");
    }
    final AuthSettings auth = auth(root);
    final Map<String, Options> modules = modules(root);
    final List<HostTypeSettings> settings = new ArrayList<>();
    domains.forEach(
        (name, list) -> settings.add(hostType(name, list, overrides.get(name), auth, modules)));
    return settings;
  }

  private Set<String> hosted() {
    final Set<String> hosted = new HashSet<>();
    domains.values().forEach(hosted::addAll);
    return hosted;
  }

  private void staticHosts(final Values general) {
    for (final String written : general.get(GeneralSection.HOSTS)) {
      final String domain = domain(written);
      if (domain == null) {
        reading.error(general, GeneralSection.HOSTS, "\"" + written + "\" is not a domain");
      } else if (domains.putIfAbsent(domain, List.of(domain)) != null) {
        reading.error(general, GeneralSection.HOSTS, "names \"" + written + "\" twice");
      }
    }
  }

  private void namedHostTypes(final Values general) {
    for (final String name : general.get(GeneralSection.HOST_TYPES)) {
      if (domains.putIfAbsent(name, new ArrayList<>()) != null) {
        reading.error(
            general, GeneralSection.HOST_TYPES, "\"" + name + "\" is the name of another host");
      }
    }
  }

  private void override(final Values host) {
    final boolean named = host.has(RootSection.HOST);
    if (named == host.has(RootSection.HOST_TYPE)) {
      final String text = " needs either host or host_type";
      reading.problems().error(host.origin(), host.path() + text);
      return;
    }
    final var key = named ? RootSection.HOST : RootSection.HOST_TYPE;
    final String name = named ? domain(host.get(key)) : host.get(key);
    final boolean known = name != null && domains.containsKey(name);
    if (!known || named != domains.get(name).contains(name) && named) {
      final String list = named ? "general.hosts" : "general.host_types";
      final String hint = io.ringtail.config.schema.Nearest.hint(host.get(key), domains.keySet());
      reading.error(host, key, "\"" + host.get(key) + "\" is not in " + list + hint);
    } else if (overrides.putIfAbsent(name, host) != null) {
      reading.error(host, key, "\"" + name + "\" has another [[host_config]]: join the two");
    } else {
      addDomains(name, named, host);
    }
  }

  private void addDomains(final String hostType, final boolean isHost, final Values host) {
    for (final String written : host.get(RootSection.DOMAINS)) {
      final String domain = domain(written);
      if (isHost) {
        reading.error(host, RootSection.DOMAINS, "is for host types: a host is its own domain");
      } else if (domain == null) {
        reading.error(host, RootSection.DOMAINS, "\"" + written + "\" is not a domain");
      } else if (hosted().contains(domain)) {
        reading.error(host, RootSection.DOMAINS, "\"" + domain + "\" is served already");
      } else {
        domains.get(hostType).add(domain);
      }
    }
  }

  private HostTypeSettings hostType(
      final String name,
      final List<String> served,
      final Values host,
      final AuthSettings auth,
      final Map<String, Options> modules) {
    final boolean ownAuth = host != null && host.has(RootSection.AUTH);
    final boolean ownModules = host != null && host.has(schema.modules);
    final HostTypePlan plan =
        new HostTypePlan(name, ownAuth ? auth(host) : auth, ownModules ? modules(host) : modules);
    return new HostTypeSettings(plan, served, access(served, host));
  }

  private AuthSettings auth(final Values values) {
    return AuthSection.settings(ConfigReader.section(values, RootSection.AUTH), reading);
  }

  private Map<String, Options> modules(final Values values) {
    final Map<String, Options> modules =
        values.has(schema.modules)
            ? features.plan(values.get(schema.modules))
            : features.defaults();
    GeneralSection.registrationTimeout(ConfigReader.section(root, RootSection.GENERAL), modules);
    return modules;
  }

  private AccessRules access(final List<String> served, final Values host) {
    final Map<String, AccessClass> classes =
        AccessSection.classes(root.get(RootSection.ACL), reading);
    final Map<String, List<AccessRules.Clause>> rules =
        AccessSection.rules(root.get(RootSection.ACCESS));
    if (host != null) {
      AccessSection.classes(host.get(RootSection.ACL), reading)
          .forEach((name, own) -> classes.merge(name, own, HostTypes::union));
      AccessSection.rules(host.get(RootSection.ACCESS))
          .forEach((name, own) -> rules.merge(name, own, AccessRules::merge));
    }
    return new AccessRules(classes, rules, Set.copyOf(served), hosted());
  }

  private static AccessClass union(final AccessClass global, final AccessClass host) {
    final List<AccessClass.UserPattern> patterns = new ArrayList<>(global.patterns());
    patterns.addAll(host.patterns());
    return new AccessClass(patterns);
  }

  /** The canonical domain, or null. */
  static String domain(final String text) {
    final Jid jid = text.isEmpty() ? null : Jid.of("", text, "");
    return jid == null ? null : jid.domain();
  }
}
