// SPDX-License-Identifier: Apache-2.0
import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format over every Java file of the project, in one JVM of the
 * project's own JDK; the build runs it from source: {@code java Format.java check|apply ROOT}.
 *
 * <p>Owner: its main thread. Allocates: freely.
 */
public final class Format {
  private Format() {}

  /** Exits with 1 when a file is not formatted, naming each. */
  public static void main(final String[] args) throws Exception {
    final boolean apply = args[0].equals("apply");
    final Path root = Path.of(args[1]);
    final Path files = Files.createTempFile("ringtail-format", ".args");
    try {
      Files.write(files, sources(root), StandardCharsets.UTF_8);
      final String[] check = {"--dry-run", "--set-exit-if-changed", "@" + files};
      final String[] replace = {"--replace", "@" + files};
      System.exit(run(root, apply ? replace : check));
    } finally {
      Files.deleteIfExists(files);
    }
  }

  private static int run(final Path root, final String[] arguments) throws Exception {
    final StringWriter found = new StringWriter();
    final PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    final int status = new Main(new PrintWriter(found), errors, System.in).format(arguments);
    found.toString().lines().map(Path::of).map(root::relativize).sorted().forEach(errors::println);
    if (status != 0) {
      errors.println("The files named above are not formatted: ./mvnw -N -Pformat");
    }
    return status;
  }

  private static List<String> sources(final Path root) throws IOException {
    try (Stream<Path> gates = Files.walk(root.resolve(".mvn"));
        Stream<Path> modules = Files.list(root)) {
      final List<Path> sourceRoots =
          modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList();
      Stream<Path> files = gates;
      for (final Path sourceRoot : sourceRoots) {
        files = Stream.concat(files, Files.walk(sourceRoot));
      }
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
