// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.DurabilityRule;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaView;

/**
 * Keeps a message in the archives of its sender and of its recipient, each as that account wants.
 *
 * <p>Owner: Router. Allocates: as {@link ArchivePrefs} and {@link Archivable} do.
 */
final class ArchiveRule implements DurabilityRule {
  private final Archivable archivable;
  private final boolean retractions;
  private final AccountKey<ArchivePrefs> prefs;
  private final JidView from = new JidView();

  ArchiveRule(
      final Archivable archivable,
      final boolean retractions,
      final AccountKey<ArchivePrefs> prefs) {
    this.archivable = archivable;
    this.retractions = retractions;
    this.prefs = prefs;
  }

  @Override
  public int sent(final Packet packet, final AccountView sender) {
    return archivable.test(packet.stanza()) && sender.state(prefs).keeps(sender, packet.to())
        ? Views.ARCHIVE_SENDER | retracting(packet.stanza())
        : Views.NONE;
  }

  @Override
  public int received(
      final Packet packet, final AccountView recipient, final RoutedHook.Chosen chosen) {
    if (!archivable.test(packet.stanza())) {
      return Views.NONE;
    }
    from.wrap(packet.from());
    return recipient.state(prefs).keeps(recipient, from)
        ? Views.ARCHIVE_RECIPIENT | retracting(packet.stanza())
        : Views.NONE;
  }

  private int retracting(final StanzaView message) {
    return retractions && Retraction.mayBeIn(message) && Retraction.of(message) != null
        ? Views.RETRACTION
        : Views.NONE;
  }
}
