// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.EnvironmentNames;
import io.ringtail.config.schema.Problems;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.TomlText;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.config.toml.ConfigValue;
import io.ringtail.config.toml.Origin;
import io.ringtail.config.toml.Overrides;
import io.ringtail.config.toml.References;
import io.ringtail.config.toml.TomlSource;
import io.ringtail.handlers.spi.Feature;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * From file, environment and command line to settings. The command line wins over the environment,
 * which wins over the file.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public final class ConfigLoader {
  private static final String PREFIX = "RINGTAIL_";

  private final ConfigReader reader;

  public ConfigLoader(final List<Feature> features) {
    this.reader = new ConfigReader(features);
  }

  /** With the features found on the class path. */
  public static ConfigLoader withInstalledFeatures() {
    return new ConfigLoader(
        ServiceLoader.load(Feature.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /**
   * What was loaded.
   *
   * @param settings to be used only when there are no errors
   * @param values the same, as configured, for printing
   */
  public record Loaded(NodeSettings settings, Values values, Problems problems) {}

  public Section schema() {
    return reader.schema();
  }

  /** The built-in defaults with the default modules named one by one, as a file would have them. */
  public Values defaults() {
    final String[] modules =
        reader.defaultModules().stream()
            .map(module -> "modules." + module + "={}")
            .toArray(String[]::new);
    return load(ConfigRequest.defaults().withSettings(modules)).values();
  }

  public Loaded load(final ConfigRequest request) {
    final Problems problems = new Problems();
    final ConfigValue.Table tree = source(request, problems);
    final Path folder = folder(request);
    if (problems.hasErrors()) {
      return new Loaded(null, null, problems);
    }
    if (!tree.entries().containsKey("listen")) {
      listenOnLoopback(tree, problems);
    }
    final Overrides overrides = new Overrides(tree, problems);
    environment(request, tree, overrides, problems);
    trial(request, tree, overrides, problems);
    request.settings().forEach(overrides::set);
    new References(request.environment(), folder, problems).resolve(tree);
    final ConfigReader.Result result = reader.read(tree, folder, problems);
    return new Loaded(result.settings(), result.values(), problems);
  }

  private static ConfigValue.Table source(final ConfigRequest request, final Problems problems) {
    if (request.file() == null) {
      return TomlSource.read(DefaultConfig.NAME, DefaultConfig.TEXT, problems);
    }
    final String name = request.file().toString();
    try {
      return TomlSource.read(name, Files.readString(request.file()), problems);
    } catch (final MalformedInputException notText) {
      problems.error(Origin.of(name), "is not UTF-8 text");
    } catch (final IOException unreadable) {
      final String why = Files.exists(request.file()) ? "cannot be read" : "does not exist";
      problems.error(Origin.of(name), why);
    }
    return ConfigValue.Table.empty(Origin.of(name));
  }

  private static Path folder(final ConfigRequest request) {
    final Path parent = request.file() == null ? null : request.file().toAbsolutePath().getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static void listenOnLoopback(final ConfigValue.Table tree, final Problems problems) {
    problems.warning(
        tree.origin(), "no [[listen.c2s]]: listening on 127.0.0.1, ports 5222 and 5223, only");
    final ConfigValue.Table listeners =
        TomlSource.read(DefaultConfig.NAME, DefaultConfig.LISTENERS, problems);
    tree.entries().putAll(listeners.entries());
  }

  private void environment(
      final ConfigRequest request,
      final ConfigValue.Table tree,
      final Overrides overrides,
      final Problems problems) {
    new TreeMap<>(request.environment())
        .forEach(
            (variable, value) -> {
              final String name =
                  variable.startsWith(PREFIX) ? variable.substring(PREFIX.length()) : "";
              if (EnvironmentNames.concerns(name, schema())) {
                final Origin origin = Origin.of("environment variable " + variable);
                final List<String> path = EnvironmentNames.path(name, schema(), tree);
                if (path == null) {
                  problems.error(origin, "names no setting; see config/docs/configuration.md");
                } else {
                  overrides.put(path, value, origin);
                }
              }
            });
  }

  private static void trial(
      final ConfigRequest request,
      final ConfigValue.Table tree,
      final Overrides overrides,
      final Problems problems) {
    if (request.domain() != null) {
      final Origin origin = Origin.of("--domain " + request.domain());
      final String quoted = TomlText.quote(request.domain());
      overrides.put(List.of("general", "hosts"), "[" + quoted + "]", origin);
      overrides.put(List.of("general", "default_server_domain"), quoted, origin);
    }
    if (request.listen() != null) {
      listen(request.listen(), tree, overrides, problems);
    }
    if (request.threading() != null) {
      final Origin origin = Origin.of("--threading " + request.threading());
      overrides.put(List.of("ring", "threading"), request.threading(), origin);
    }
  }

  /** Every listener moves to the address; a port is for the first one only. */
  private static void listen(
      final String written,
      final ConfigValue.Table tree,
      final Overrides overrides,
      final Problems problems) {
    final Origin origin = Origin.of("--listen " + written);
    final boolean whole = IpAddress.isLiteral(written);
    final int colon = whole ? -1 : written.lastIndexOf(':');
    final String host = colon < 0 ? written : written.substring(0, colon);
    final String address = host.replaceAll("^\\[(.*)]$", "$1");
    if (!IpAddress.isLiteral(address)) {
      problems.error(origin, "is no IP address, such as 0.0.0.0 or 192.168.1.5:5222");
      return;
    }
    if (tree.entries().get("listen") instanceof ConfigValue.Table listen
        && listen.entries().get("c2s") instanceof ConfigValue.Array listeners) {
      for (int i = 0; i < listeners.elements().size(); i++) {
        final String index = String.valueOf(i);
        overrides.put(List.of("listen", "c2s", index, "ip_address"), address, origin);
      }
      if (colon >= 0) {
        overrides.put(List.of("listen", "c2s", "0", "port"), written.substring(colon + 1), origin);
      }
    }
  }
}
