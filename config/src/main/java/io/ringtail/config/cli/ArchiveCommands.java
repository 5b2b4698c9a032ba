// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.archive.ArchiveExport;
import io.ringtail.config.archive.ExportFormat;
import io.ringtail.config.archive.JsonFormat;
import io.ringtail.config.archive.XmlFormat;
import io.ringtail.config.logging.Logging;
import io.ringtail.config.node.Databases;
import io.ringtail.handlers.mam.Stamps;
import io.ringtail.handlers.port.AccountStore.StoredAccount;
import io.ringtail.handlers.port.ArchiveStore.Filter;
import io.ringtail.handlers.port.Stores;
import io.ringtail.parser.Jid;
import io.ringtail.persistence.sql.Database;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ringtail archive …}: straight in the database, whether a node runs on it or not; what a
 * running node has journaled but not stored yet is not seen.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(name = "archive", description = "Exports and purges the archived messages of an account.")
final class ArchiveCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HelpOption help;

  static CommandLine commandLine(final CliContext context) {
    return new CommandLine(new ArchiveCommands())
        .addSubcommand(new Export(context))
        .addSubcommand(new Purge(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with archives");
  }

  /** A command about one account's archive. */
  abstract static class One implements Callable<Integer> {
    final CliContext context;

    @Mixin ConfigOptions options;

    @Option(names = "--user", required = true, description = "Address, alice@localhost.")
    String user;

    One(final CliContext context) {
      this.context = context;
    }

    @Override
    public final Integer call() {
      final Path data = options.data(context);
      if (!Files.isDirectory(data) && !options.namesData(context)) {
        throw new CommandException(
            ExitCode.NOT_RUNNING, "there is no data folder " + data + "; name one with --data");
      }
      final var loaded = ConfigOptions.load(context, options.request(context));
      final Logging logging = Logging.start("warning", false);
      try (Database database = Databases.open(loaded.settings().database(), data)) {
        return in(database.stores());
      } finally {
        logging.close();
      }
    }

    private int in(final Stores stores) {
      final Jid jid = Jid.parse(user);
      final Optional<StoredAccount> account =
          jid == null || jid.isDomain() ? Optional.empty() : stores.accounts().find(jid.bare());
      if (account.isEmpty()) {
        context.complain("there is no account " + user);
        return ExitCode.NO;
      }
      return run(stores, account.get());
    }

    abstract int run(Stores stores, StoredAccount account);

    final Instant moment(final String option, final String text) {
      final Instant moment = Stamps.parse(text);
      if (moment == null) {
        throw new CommandException(
            ExitCode.USAGE, option + " is a moment such as 2026-01-31T00:00:00Z");
      }
      return moment;
    }
  }

  /** How an export is written. */
  enum Format {
    xep0227,
    jsonl
  }

  @Command(name = "export", description = "Writes an account's archived messages.")
  private static final class Export extends One {
    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default xep0227.")
    private Format format = Format.xep0227;

    @Option(names = "--with", paramLabel = "JID", description = "Only with this other side.")
    private String with;

    @Option(names = "--start", paramLabel = "TIME", description = "Only from this moment on.")
    private String start;

    @Option(names = "--end", paramLabel = "TIME", description = "Only up to this moment.")
    private String end;

    @Option(names = "--output", paramLabel = "FILE", description = "Standard output without it.")
    private Path output;

    Export(final CliContext context) {
      super(context);
    }

    @Override
    int run(final Stores stores, final StoredAccount account) {
      final Filter filter = filter(account);
      try (OutputStream out = open()) {
        final ExportFormat writer =
            format == Format.jsonl ? new JsonFormat(out) : new XmlFormat(out);
        final long count = new ArchiveExport(stores.archive()).write(filter, writer);
        context.err().println("exported " + count + " messages of " + account.jid());
        return ExitCode.OK;
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private OutputStream open() throws IOException {
      if (output != null) {
        return new BufferedOutputStream(Files.newOutputStream(output));
      }
      return new BufferedOutputStream(context.out()) {
        @Override
        public void close() throws IOException {
          flush(); // standard output is not ours to close
        }
      };
    }

    private Filter filter(final StoredAccount account) {
      final Jid peer = with == null ? null : Jid.parse(with);
      if (with != null && peer == null) {
        throw new CommandException(ExitCode.USAGE, "\"" + with + "\" is no address");
      }
      final Filter all =
          new Filter(
              account.number(),
              account.jid(),
              peer,
              0,
              Long.MAX_VALUE,
              java.util.List.of(),
              java.util.List.of());
      final long after = start == null ? 0 : Stamps.firstIdAt(moment("--start", start)) - 1;
      final long last = end == null ? Long.MAX_VALUE : Stamps.lastIdAt(moment("--end", end));
      return all.between(after, last == Long.MAX_VALUE ? last : last + 1);
    }
  }

  @Command(
      name = "purge",
      description = "Takes messages out of an account's archive; other accounts keep theirs.")
  private static final class Purge extends One {
    private static final int STEP = 1_000;

    @Option(
        names = "--before",
        paramLabel = "TIME",
        description = "Only what was received before this moment; everything without it.")
    private String before;

    Purge(final CliContext context) {
      super(context);
    }

    @Override
    int run(final Stores stores, final StoredAccount account) {
      final long bound =
          before == null ? Long.MAX_VALUE : Stamps.firstIdAt(moment("--before", before));
      long purged = 0;
      int step;
      do {
        step = stores.archive().purge(account.number(), bound, STEP);
        purged += step;
      } while (step == STEP);
      context.out().println("purged " + purged + " messages of " + account.jid());
      return ExitCode.OK;
    }
  }
}
