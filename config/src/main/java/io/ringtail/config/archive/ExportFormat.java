// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.archive;

import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.parser.Jid;
import java.io.IOException;

/**
 * How an exported archive is written.
 *
 * <p>Owner: the command's thread. Allocates: per message.
 */
public interface ExportFormat {
  void begin(Jid owner) throws IOException;

  void message(Archived message) throws IOException;

  void end() throws IOException;
}
