// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.mam.Stamps;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One JSON object per line, for tools: id, time, addresses, text and the whole stanza.
 *
 * <p>Owner: the command's thread. Allocates: per message.
 */
public final class JsonFormat implements ExportFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream out;

  public JsonFormat(final OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(final Jid owner) {}

  @Override
  public void message(final Archived message) throws IOException {
    final Element stanza = Elements.parse(message.stanza(), 0);
    final ObjectNode line = JSON.createObjectNode();
    put(line, "id", ArchiveIds.toText(message.id()));
    put(line, "time", Stamps.of(message.id()));
    put(line, "from", stanza.attribute("from"));
    put(line, "to", stanza.attribute("to"));
    put(line, "body", stanza.textOf("body"));
    put(line, "stanza", new String(message.stanza(), StandardCharsets.UTF_8));
    out.write(JSON.writeValueAsBytes(line));
    out.write('\n');
  }

  private static void put(final ObjectNode line, final String name, final String value) {
    if (value != null) {
      line.put(name, value);
    }
  }

  @Override
  public void end() {}
}
