// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.account.IdleAccounts;
import io.ringtail.config.account.StoreAccounts;
import io.ringtail.config.control.ControlClient;
import io.ringtail.config.logging.Logging;
import io.ringtail.config.node.Databases;
import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.handlers.port.Stores;
import io.ringtail.persistence.DataFolder;
import io.ringtail.persistence.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The accounts of a data folder: through the node that runs on it, otherwise straight in its
 * database.
 *
 * <p>Owner: the command's thread. Allocates: per command.
 */
final class AccountAccess implements AutoCloseable {
  private final AccountAdmin accounts;
  private final Deque<Runnable> closers;

  private AccountAccess(final AccountAdmin accounts, final Deque<Runnable> closers) {
    this.accounts = accounts;
    this.closers = closers;
  }

  static AccountAccess open(final CliContext context, final ConfigOptions options) {
    final Path data = options.data(context);
    final Optional<ControlClient> node = ControlClient.connect(data);
    if (node.isPresent()) {
      return new AccountAccess(node.get(), new ArrayDeque<>(java.util.List.of(node.get()::close)));
    }
    if (!options.namesData(context) && !Files.isDirectory(data)) {
      throw new CommandException(
          ExitCode.NOT_RUNNING,
          "no node is running and there is no data folder "
              + data
              + "; start a node, or name a folder with --data");
    }
    return idle(ConfigOptions.load(context, options.request(context)), data);
  }

  private static AccountAccess idle(final ConfigLoader.Loaded loaded, final Path data) {
    final Deque<Runnable> closers = new ArrayDeque<>();
    boolean opened = false;
    try {
      final Logging logging = Logging.start("warning", false);
      closers.push(logging::close);
      final DataFolder folder = DataFolder.open(data);
      closers.push(folder::close);
      final Database database = Databases.open(loaded.settings().database(), folder.path());
      closers.push(database::close);
      final Stores stores = database.stores();
      final int cores = Runtime.getRuntime().availableProcessors();
      opened = true;
      return new AccountAccess(
          new StoreAccounts(
              loaded.settings(),
              stores.accounts(),
              new IdleAccounts(stores.accounts(), stores.rosters()),
              cores),
          closers);
    } finally {
      if (!opened) {
        closers.forEach(Runnable::run);
      }
    }
  }

  AccountAdmin accounts() {
    return accounts;
  }

  @Override
  public void close() {
    closers.forEach(Runnable::run);
  }
}
