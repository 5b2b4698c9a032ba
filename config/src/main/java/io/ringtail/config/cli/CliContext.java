// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.node.NodeStarter;
import io.ringtail.config.reading.ConfigLoader;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What commands have of the world around them.
 *
 * @param terminal whether errors go to a terminal, where a progress bar makes sense
 * @param environment the process's environment
 * @param loader makes the configuration loader when a command needs it: finding the features takes
 *     time
 * @param starter starts nodes
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record CliContext(
    PrintStream out,
    PrintStream err,
    InputStream in,
    boolean terminal,
    Map<String, String> environment,
    Supplier<ConfigLoader> loader,
    NodeStarter starter) {

  /** One line on the error stream. */
  void complain(final String text) {
    err.println("ringtail: " + text);
  }
}
