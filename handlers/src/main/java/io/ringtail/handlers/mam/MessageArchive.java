// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.port.ArchivePrefsStore;
import io.ringtail.handlers.rsm.ResultSetRequest;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqHandler;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.StanzaType;
import java.util.List;

/**
 * Keeps an account's messages and lets it look them up.
 *
 * <p>Owner: Router. Allocates: per request; archiving never in steady state.
 */
public final class MessageArchive implements Feature {
  @Override
  public String module() {
    return "mod_mam";
  }

  @Override
  public List<Spec> specs() {
    return List.of(
        new Spec("XEP-0313", "1.1.3", "Message Archive Management"),
        new Spec("XEP-0359", "0.7.0", "Unique and Stable Stanza IDs"),
        new Spec("XEP-0424", "0.4.2", "Message Retraction"),
        new Spec("XEP-0431", "0.2.0", "Full Text Search in MAM"),
        new Spec("XEP-0441", "0.2.0", "Message Archive Management Preferences"),
        ResultSetRequest.SPEC);
  }

  @Override
  public List<Option<?>> options() {
    return MamSettings.options();
  }

  /** True when the module, so configured, needs the words of what is archived. */
  public static boolean searchesText(final Options options) {
    return MamSettings.of(options).fullTextSearch();
  }

  /** How many days the module, so configured, keeps a message; 0 for ever. */
  public static int retentionDays(final Options options) {
    return MamSettings.of(options).retentionDays();
  }

  @Override
  public void install(final FeatureSetup setup) {
    final MamSettings settings = MamSettings.of(setup.options());
    final ArchivePrefsStore stored = setup.stores().archivePrefs();
    final AccountKey<ArchivePrefs> prefs =
        setup.accountState(
            account -> new ArchivePrefs(stored.load(account).orElse(ArchivePrefs.DEFAULT)));
    final AccountKey<RequestRate> rates =
        setup.accountState(account -> new RequestRate(settings.rate().perAccount()));
    setup.durability(
        new ArchiveRule(
            new Archivable(settings.archiveChatMarkers()), settings.retraction(), prefs));
    if (!settings.stanzaIds()) {
      setup.hideArchiveIds();
    }
    final ArchiveRequests requests = new ArchiveRequests(settings, setup.stores(), prefs, rates);
    for (final String namespace : MamNames.VERSIONS) {
      answer(setup, StanzaType.GET, "query", namespace, requests::form);
      answer(setup, StanzaType.SET, "query", namespace, requests::query);
      answer(setup, StanzaType.GET, "metadata", namespace, requests::metadata);
      answer(setup, StanzaType.GET, "prefs", namespace, requests::prefs);
      answer(setup, StanzaType.SET, "prefs", namespace, requests::setPrefs);
    }
    setup.bound(MamNames.MAM, new BoundMetadata(settings, setup.stores().archive()));
    advertise(setup, settings);
  }

  private static void answer(
      final FeatureSetup setup,
      final StanzaType type,
      final String name,
      final String namespace,
      final IqHandler handler) {
    setup.iq(Target.ACCOUNT, type, name, namespace, handler);
    setup.iq(Target.NO_ACCOUNT, type, name, namespace, ArchiveRequests::forbidden);
  }

  /** XEP-0313 §7: on the archive's own address; the domain's too, where older clients look. */
  private static void advertise(final FeatureSetup setup, final MamSettings settings) {
    for (final Target target : List.of(Target.ACCOUNT, Target.HOST)) {
      setup.disco(target, MamNames.MAM);
      setup.disco(target, MamNames.MAM_1);
      setup.disco(target, MamNames.EXTENDED);
      setup.disco(target, MamNames.GROUPCHAT_FIELD);
      setup.disco(target, "urn:xmpp:sid:0");
      if (settings.fullTextSearch()) {
        setup.disco(target, MamNames.FULL_TEXT);
      }
      if (settings.retraction()) {
        setup.disco(target, Retraction.Form.CURRENT.namespace());
        setup.disco(target, Retraction.Form.CURRENT.namespace() + "#tombstone");
        setup.disco(target, Retraction.Form.FASTENED.namespace());
      }
    }
  }
}
