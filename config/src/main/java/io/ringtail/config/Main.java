// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config;

import io.ringtail.config.cli.Cli;
import io.ringtail.config.cli.CliContext;
import io.ringtail.config.node.LocalNode;
import io.ringtail.config.reading.ConfigLoader;
import java.io.Console;

/**
 * The process: the command line with the real world around it.
 *
 * <p>Owner: the main thread. Allocates: at start.
 */
public final class Main {
  private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

  private Main() {}

  @ExitsTheProcess
  public static void main(final String[] arguments) {
    if (System.getProperty(LEAK_DETECTION) == null) {
      System.setProperty(LEAK_DETECTION, "disabled"); // it samples stack traces; tests keep it on
    }
    final int exitCode = new Cli(context()).run(arguments);
    System.exit(exitCode);
  }

  private static CliContext context() {
    final Console console = System.console();
    return new CliContext(
        System.out,
        System.err,
        System.in,
        console != null && console.isTerminal(),
        System.getenv(),
        ConfigLoader::withInstalledFeatures,
        LocalNode::start);
  }
}
