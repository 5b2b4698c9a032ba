// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Instance prices: the shipped table or the user's, a CSV file with the same first four columns.
 *
 * <p>Owner: anyone. Allocates: once.
 */
public record PriceTable(List<Instance> instances) {
  private static final String SHIPPED = "instances.csv";
  private static final int COLUMNS = 4;
  private static final int PUBLISHED = 4;

  public PriceTable {
    instances = List.copyOf(instances);
  }

  public static PriceTable shipped() {
    try (InputStream in = PriceTable.class.getResourceAsStream(SHIPPED)) {
      return parse(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException with file and line if it is not such a table
   */
  public static PriceTable read(final Path file) {
    try {
      return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (final IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static PriceTable parse(final String file, final String text) {
    final List<Instance> instances = new ArrayList<>();
    final List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      final String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("instance,")) {
        instances.add(instance(file + " line " + (i + 1), line.split("\\s*,\\s*")));
      }
    }
    if (instances.isEmpty()) {
      throw new IllegalArgumentException(file + ": no instance in it");
    }
    return new PriceTable(instances);
  }

  private static Instance instance(final String place, final String[] cells) {
    if (cells.length < COLUMNS) {
      throw new IllegalArgumentException(
          place + ": instance,vcpus,memory_gib,usd_per_hour are needed");
    }
    try {
      final Instance instance =
          new Instance(
              cells[0],
              Integer.parseInt(cells[1]),
              Double.parseDouble(cells[2]),
              Double.parseDouble(cells[3]),
              cells.length > PUBLISHED ? Double.parseDouble(cells[PUBLISHED]) : Double.NaN);
      if (instance.vcpus() <= 0 || instance.memoryGib() <= 0 || instance.usdPerHour() <= 0) {
        throw new IllegalArgumentException(place + ": every figure must be above zero");
      }
      return instance;
    } catch (final NumberFormatException e) {
      throw new IllegalArgumentException(place + ": not a number: " + e.getMessage(), e);
    }
  }

  /**
   * @throws IllegalArgumentException naming what there is
   */
  public Instance named(final String name) {
    return instances.stream()
        .filter(instance -> instance.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no instance '"
                        + name
                        + "' in the price table; it has "
                        + String.join(", ", instances.stream().map(Instance::name).toList())));
  }
}
