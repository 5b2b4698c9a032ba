// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.account.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ringtail account …}: MongooseIM's verbs and argument names.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(
    name = "account",
    description = "Manages accounts: of the running node, or of an idle data folder.")
final class AccountCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HelpOption help;

  static CommandLine commandLine(final CliContext context) {
    return new CommandLine(new AccountCommands())
        .addSubcommand(new RegisterUser(context))
        .addSubcommand(new RemoveUser(context))
        .addSubcommand(new CheckUser(context))
        .addSubcommand(new ListUsers(context))
        .addSubcommand(new CountUsers(context))
        .addSubcommand(new ChangeUserPassword(context))
        .addSubcommand(new ImportUsers(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with accounts");
  }

  /** A command that asks one question about accounts. */
  abstract static class One implements Callable<Integer> {
    final CliContext context;

    @Mixin ConfigOptions options;

    One(final CliContext context) {
      this.context = context;
    }

    final int ask(final Function<AccountAdmin, Outcome> question) {
      try (AccountAccess access = AccountAccess.open(context, options)) {
        final Outcome outcome = question.apply(access.accounts());
        if (!outcome.ok()) {
          context.complain(outcome.text());
          return ExitCode.NO;
        }
        context.out().println(outcome.text());
        return ExitCode.OK;
      }
    }
  }

  @Command(name = "registerUser", description = "Makes an account.")
  private static final class RegisterUser extends One {
    @Option(names = "--username", required = true, description = "Part before the @.")
    private String username;

    @Option(names = "--domain", required = true, description = "Part behind the @.")
    private String domain;

    @Option(
        names = "--password",
        description = "Better left out: it is then asked for, or read from standard input.")
    private String password;

    @Option(names = "--passwordFile", paramLabel = "FILE", description = "File that holds it.")
    private Path passwordFile;

    RegisterUser(final CliContext context) {
      super(context);
    }

    @Override
    public Integer call() {
      final String secret = PasswordOptions.read(context, password, passwordFile);
      return ask(accounts -> accounts.register(username, domain, secret));
    }
  }

  @Command(
      name = "removeUser",
      description = "Removes an account and everything that is its own; ends its sessions.")
  private static final class RemoveUser extends One {
    @Option(names = "--user", required = true, description = "Address, alice@localhost.")
    private String user;

    RemoveUser(final CliContext context) {
      super(context);
    }

    @Override
    public Integer call() {
      return ask(accounts -> accounts.remove(user));
    }
  }

  @Command(name = "checkUser", description = "Says whether an account exists: exit code 0 or 1.")
  private static final class CheckUser extends One {
    @Option(names = "--user", required = true, description = "Address, alice@localhost.")
    private String user;

    CheckUser(final CliContext context) {
      super(context);
    }

    @Override
    public Integer call() {
      return ask(accounts -> accounts.check(user));
    }
  }

  @Command(name = "countUsers", description = "Counts a domain's accounts.")
  private static final class CountUsers extends One {
    @Option(names = "--domain", required = true, description = "Domain to count.")
    private String domain;

    CountUsers(final CliContext context) {
      super(context);
    }

    @Override
    public Integer call() {
      return ask(accounts -> accounts.count(domain));
    }
  }

  @Command(
      name = "listUsers",
      description = "Lists a domain's accounts in the order of their names.")
  private static final class ListUsers extends One {
    private static final int PAGE = 1000;

    @Option(names = "--domain", required = true, description = "Domain to list.")
    private String domain;

    ListUsers(final CliContext context) {
      super(context);
    }

    @Override
    public Integer call() {
      try (AccountAccess access = AccountAccess.open(context, options)) {
        final Outcome served = access.accounts().count(domain);
        if (!served.ok()) {
          context.complain(served.text());
          return ExitCode.NO;
        }
        List<String> page = access.accounts().list(domain, "", PAGE);
        while (!page.isEmpty()) {
          page.forEach(context.out()::println);
          final String last = page.getLast();
          page = access.accounts().list(domain, last.substring(0, last.indexOf('@')), PAGE);
        }
        return ExitCode.OK;
      }
    }
  }

  @Command(name = "changeUserPassword", description = "Gives an account a new password.")
  private static final class ChangeUserPassword extends One {
    @Option(names = "--user", required = true, description = "Address, alice@localhost.")
    private String user;

    @Option(
        names = "--newPassword",
        description = "Better left out: it is then asked for, or read from standard input.")
    private String newPassword;

    @Option(names = "--passwordFile", paramLabel = "FILE", description = "File that holds it.")
    private Path passwordFile;

    ChangeUserPassword(final CliContext context) {
      super(context);
    }

    @Override
    public Integer call() {
      final String secret = PasswordOptions.read(context, newPassword, passwordFile);
      return ask(accounts -> accounts.changePassword(user, secret));
    }
  }
}
