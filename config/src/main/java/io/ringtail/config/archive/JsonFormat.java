// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.archive;

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
  private final OutputStream out;
  private final StringBuilder line = new StringBuilder();

  public JsonFormat(final OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(final Jid owner) {}

  @Override
  public void message(final Archived message) throws IOException {
    final Element stanza = Elements.parse(message.stanza(), 0);
    line.setLength(0);
    line.append('{');
    field("id", ArchiveIds.toText(message.id()));
    field("time", Stamps.of(message.id()));
    field("from", stanza.attribute("from"));
    field("to", stanza.attribute("to"));
    field("body", stanza.textOf("body"));
    field("stanza", new String(message.stanza(), StandardCharsets.UTF_8));
    line.append("}\n");
    out.write(line.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void field(final String name, final String value) {
    if (value == null) {
      return;
    }
    line.append(line.length() == 1 ? "\"" : ",\"").append(name).append("\":\"");
    value.chars().forEach(character -> append((char) character));
    line.append('"');
  }

  private void append(final char character) {
    switch (character) {
      case '"', '\\' -> line.append('\\').append(character);
      case '\n' -> line.append("\\n");
      default -> {
        if (character < ' ') {
          line.append("\\u00").append(Character.forDigit(character >> 4, 16));
          line.append(Character.forDigit(character & 15, 16));
        } else {
          line.append(character);
        }
      }
    }
  }

  @Override
  public void end() {}
}
