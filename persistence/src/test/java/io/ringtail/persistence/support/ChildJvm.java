// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.support;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with the test's own class path, to be killed.
 *
 * <p>Owner: the test. Allocates: per process.
 */
public final class ChildJvm {
  private ChildJvm() {}

  /** Runs the class's main method; what it says on standard error is the test's, too. */
  public static Process start(final Class<?> main, final String... arguments) throws IOException {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dchronicle"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
