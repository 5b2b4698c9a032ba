// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The dashboard's files, out of this jar: nothing is fetched from anywhere.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
public final class Assets {
  private static final String FOLDER = "/io/ringtail/perf/dashboard/";
  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/dashboard.css", "dashboard.css",
          "/dashboard.js", "dashboard.js",
          "/charts.js", "charts.js",
          "/health.js", "health.js",
          "/icon.svg", "icon.svg",
          "/uplot.js", "uplot/uPlot.iife.min.js",
          "/uplot.css", "uplot/uPlot.min.css");

  private Assets() {}

  public static Map<String, Page> pages() {
    return FILES.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, file -> page(file.getValue())));
  }

  private static Page page(final String file) {
    final Reply reply = new Reply(200, type(file), read(file), file.startsWith("uplot/"));
    return request -> reply;
  }

  private static byte[] read(final String file) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + file);
      }
      return in.readAllBytes();
    } catch (final IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String type(final String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "application/octet-stream";
    };
  }
}
