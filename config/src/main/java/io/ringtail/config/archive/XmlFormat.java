// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.archive;

import io.ringtail.handlers.mam.ResultMarkup;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The portable form of XEP-0227: other servers can import it.
 *
 * <p>Owner: the command's thread. Allocates: per message.
 */
public final class XmlFormat implements ExportFormat {
  private final OutputStream out;

  public XmlFormat(final OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(final Jid owner) throws IOException {
    final ByteWriter head = new ByteWriter(256);
    head.raw("<?xml version='1.0' encoding='UTF-8'?>\n<server-data xmlns='urn:xmpp:pie:0'><host")
        .attribute("jid", owner.domain())
        .raw("><user")
        .attribute("name", owner.local())
        .raw("><archive xmlns='urn:xmpp:pie:0#mam'>\n");
    write(head);
  }

  @Override
  public void message(final Archived message) throws IOException {
    final ByteWriter result = new ByteWriter(1024);
    ResultMarkup.write(result, message);
    write(result.put((byte) '\n'));
  }

  @Override
  public void end() throws IOException {
    write(new ByteWriter(64).raw("</archive></user></host></server-data>\n"));
  }

  private void write(final ByteWriter bytes) throws IOException {
    out.write(bytes.array(), 0, bytes.length());
  }
}
