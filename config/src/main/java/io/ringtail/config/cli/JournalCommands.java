// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.logging.Logging;
import io.ringtail.config.node.JournalReplay;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.persistence.DataFolder;
import io.ringtail.persistence.journal.JournalLook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ringtail journal …}: a look at the journal, while a node runs or not; only {@code replay}
 * needs an idle data folder.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(name = "journal", description = "Looks at the log of messages to be kept; replays it.")
final class JournalCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HelpOption help;

  static CommandLine commandLine(final CliContext context) {
    return new CommandLine(new JournalCommands())
        .addSubcommand(new Info(context))
        .addSubcommand(new Verify(context))
        .addSubcommand(new Dump(context))
        .addSubcommand(new Replay(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the journal");
  }

  private static String time(final long id) {
    final long micros = ArchiveIds.toEpochMicros(id);
    return Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros)).toString();
  }

  private static String file(final JournalLook.FileReport report) {
    final String damage =
        (report.unsound() > 0 ? ", " + report.unsound() + " DAMAGED" : "")
            + (report.gap() ? ", cut off or being written" : "");
    final String span =
        report.entries() == 0 ? "" : ", " + time(report.firstId()) + " to " + time(report.lastId());
    return String.format(
        Locale.ROOT,
        "%-24s %,d entries, %,d bytes%s%s",
        report.file().getFileName(),
        report.entries(),
        report.lengthBytes(),
        span,
        damage);
  }

  /** {@code ringtail journal info}. */
  @Command(name = "info", description = "Says which files there are and what they span.")
  private static final class Info implements Callable<Integer> {
    private final CliContext context;

    @Mixin private ConfigOptions options;

    Info(final CliContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      final JournalLook journal = JournalLook.at(options.data(context));
      context.out().println("journal   " + journal.identity());
      context.out().println("files     " + journal.roll().toLowerCase(Locale.ROOT));
      context.out().println("state     " + (journal.isOpen() ? "open, or not closed" : "closed"));
      journal.files().forEach(report -> context.out().println(file(report)));
      return ExitCode.OK;
    }
  }

  /** {@code ringtail journal verify}. */
  @Command(name = "verify", description = "Reads every entry and checks it; no when one is bad.")
  private static final class Verify implements Callable<Integer> {
    private final CliContext context;

    @Mixin private ConfigOptions options;

    Verify(final CliContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      final JournalLook journal = JournalLook.at(options.data(context));
      final List<JournalLook.FileReport> files = journal.files();
      long entries = 0;
      boolean sound = true;
      for (final JournalLook.FileReport report : files) {
        entries += report.entries();
        // What lies behind the last entry of an open journal is the next one.
        if (report.unsound() > 0 || report.gap() && !journal.isOpen()) {
          sound = false;
          context.out().println(file(report));
        }
      }
      context
          .out()
          .printf(
              Locale.ROOT,
              "%,d entries in %d files: %s%n",
              entries,
              files.size(),
              sound ? "sound" : "damaged");
      return sound ? ExitCode.OK : ExitCode.NO;
    }
  }

  /** {@code ringtail journal dump}. */
  @Command(name = "dump", description = "Prints entries, one a line, the oldest first.")
  private static final class Dump implements Callable<Integer> {
    private final CliContext context;
    private final MessageEntry message = new MessageEntry();

    @Mixin private ConfigOptions options;

    @Option(names = "--after", paramLabel = "ID", description = "Only entries behind this id.")
    private String after = "0";

    @Option(names = "--limit", paramLabel = "N", description = "So many at most; 100 without it.")
    private long limit = 100;

    @Option(names = "--stanzas", description = "The messages themselves too: they are private.")
    private boolean stanzas;

    Dump(final CliContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      final long first = ArchiveIds.parse(after);
      if (first < 0) {
        throw new CommandException(ExitCode.USAGE, after + " is no id as clients see it");
      }
      JournalLook.at(options.data(context))
          .forEach(
              (index, buffer, start, end) -> {
                if (limit > 0 && Layout.id(buffer, start) > first) {
                  limit--;
                  print(index, buffer, start, end);
                }
              });
      return ExitCode.OK;
    }

    private void print(final long index, final byte[] buffer, final int start, final int end) {
      final long id = Layout.id(buffer, start);
      final EntryType type = Layout.type(buffer, start);
      final StringBuilder line = new StringBuilder(160);
      line.append(Long.toHexString(index)).append(' ').append(ArchiveIds.toText(id));
      line.append(' ').append(time(id)).append(' ');
      line.append(type.name().toLowerCase(Locale.ROOT));
      line.append(' ').append(end - start).append(" bytes");
      if (type == EntryType.MESSAGE) {
        describe(line, message.wrap(buffer, start));
      }
      context.out().println(line);
    }

    private void describe(final StringBuilder line, final MessageEntry entry) {
      line.append(" views=").append(Integer.toBinaryString(entry.views()));
      line.append(" from=").append(text(entry, entry.fromStart(), entry.fromEnd()));
      line.append('(').append(entry.sender()).append(')');
      line.append(" to=").append(text(entry, entry.toStart(), entry.toEnd()));
      line.append('(').append(entry.recipient()).append(')');
      if (stanzas) {
        line.append(' ').append(text(entry, entry.stanzaStart(), entry.stanzaEnd()));
      }
    }

    /** A control character would let a message draw on the operator's terminal. */
    private static String text(final MessageEntry entry, final int start, final int end) {
      return new String(entry.buffer(), start, end - start, StandardCharsets.UTF_8)
          .replaceAll("\\p{Cntrl}", " ");
    }
  }

  /** {@code ringtail journal replay}. */
  @Command(
      name = "replay",
      description = "Writes into the database what it lacks; the node must not run.")
  private static final class Replay implements Callable<Integer> {
    private final CliContext context;

    @Mixin private ConfigOptions options;

    @Option(
        names = "--all",
        description = "Everything the journal still has, as after a restored backup.")
    private boolean all;

    @Option(
        names = "--give-up",
        paramLabel = "SECONDS",
        description = "When the database takes nothing for so long; 60 without it.")
    private int giveUpSeconds = 60;

    Replay(final CliContext context) {
      this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
      final var loaded = ConfigOptions.load(context, options.request(context));
      final Path data = options.data(context);
      JournalLook.at(data);
      final Logging logging = Logging.start("warning", false);
      try (DataFolder folder = DataFolder.open(data)) {
        return replay(new JournalReplay(loaded.settings(), folder));
      } finally {
        logging.close();
      }
    }

    private int replay(final JournalReplay replay) throws InterruptedException {
      final JournalReplay.Result result = replay.run(all, TimeUnit.SECONDS.toMillis(giveUpSeconds));
      context
          .out()
          .printf(
              Locale.ROOT, "%,d entries written, %,d parked%n", result.entries(), result.parked());
      if (!result.complete()) {
        throw new CommandException(ExitCode.NO, "the database did not take everything");
      }
      return ExitCode.OK;
    }
  }
}
