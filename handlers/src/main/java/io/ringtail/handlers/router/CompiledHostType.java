// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.node.HostTypePlan;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.spi.AcceptedHook;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountLoader;
import io.ringtail.handlers.spi.BoundReport;
import io.ringtail.handlers.spi.DurabilityRule;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.InlineHandler;
import io.ringtail.handlers.spi.IqHandler;
import io.ringtail.handlers.spi.MessageHook;
import io.ringtail.handlers.spi.OfflineHook;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.PreAuthenticationHandler;
import io.ringtail.handlers.spi.PresenceHandler;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaFilter;
import io.ringtail.handlers.spi.TickHook;
import io.ringtail.parser.Element;
import io.ringtail.parser.StanzaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A host type ready to route: tables and arrays, nothing looked up by module name any more.
 *
 * <p>Owner: built at start, then read by Router and loops. Allocates: at start.
 */
final class CompiledHostType implements HostType {
  private final HostTypePlan plan;
  private final List<Spec> specs = new ArrayList<>();
  private final List<String> modules = new ArrayList<>();
  private final Map<FeatureSetup.Target, TreeSet<String>> disco =
      new EnumMap<>(FeatureSetup.Target.class);
  private final Map<FeatureSetup.Target, List<Identity>> identities =
      new EnumMap<>(FeatureSetup.Target.class);
  private final List<Element> forms = new ArrayList<>();
  private final Map<FeatureSetup.Phase, String> streamFeatures =
      new EnumMap<>(FeatureSetup.Phase.class);
  private final Map<Class<?>, Object> services = new HashMap<>();
  private final Map<String, PreAuthenticationHandler> preAuthentication = new HashMap<>();

  final IqTable iqs = new IqTable();
  final InlineFeatures inline = new InlineFeatures();
  final List<AccountLoader<?>> loaders = new ArrayList<>();
  final List<SessionKey<Boolean>> sessionFlags = new ArrayList<>();
  MessageHook[] sentHooks = {};
  AcceptedHook[] acceptedHooks = {};
  RoutedHook[] routedHooks = {};
  OfflineHook[] offlineHooks = {};
  StanzaFilter[] filters = {};
  DurabilityRule[] durabilityRules = {};
  SessionListener[] listeners = {};
  TickHook[] tickHooks = {};
  boolean hidesArchiveIds;
  PresenceHandler availability;
  PresenceHandler subscriptions;

  private CompiledHostType(final HostTypePlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public AuthSettings auth() {
    return plan.auth();
  }

  @Override
  public List<String> modules() {
    return modules;
  }

  @Override
  public List<Spec> specs() {
    return specs;
  }

  @Override
  public List<String> discoFeatures(final FeatureSetup.Target target) {
    return List.copyOf(disco.getOrDefault(target, new TreeSet<>()));
  }

  @Override
  public List<Identity> identities(final FeatureSetup.Target target) {
    return identities.getOrDefault(target, List.of());
  }

  @Override
  public List<Element> discoForms() {
    return forms;
  }

  @Override
  public String streamFeatures(final FeatureSetup.Phase phase) {
    return streamFeatures.getOrDefault(phase, "");
  }

  @Override
  public List<String> inlineFeatures() {
    return inline.names();
  }

  @Override
  public <T> T service(final Class<T> contract) {
    return contract.cast(services.get(contract));
  }

  @Override
  public PreAuthenticationHandler preAuthentication(final String name, final String namespace) {
    return preAuthentication.get(namespace + ' ' + name);
  }

  /**
   * Installs features one by one.
   *
   * <p>Owner: the thread that starts the node. Allocates: at start.
   */
  static final class Builder {
    private record Ordered<T>(int order, T hook) {}

    private final CompiledHostType type;
    private final Stores stores;
    private final List<Ordered<MessageHook>> sent = new ArrayList<>();
    private final List<Ordered<AcceptedHook>> accepted = new ArrayList<>();
    private final List<Ordered<RoutedHook>> routed = new ArrayList<>();
    private final List<Ordered<OfflineHook>> offline = new ArrayList<>();
    private final List<StanzaFilter> filters = new ArrayList<>();
    private final List<DurabilityRule> durabilityRules = new ArrayList<>();
    private final List<SessionListener> listeners = new ArrayList<>();
    private final List<TickHook> tickHooks = new ArrayList<>();
    private final Map<FeatureSetup.Phase, List<Supplier<String>>> markup =
        new EnumMap<>(FeatureSetup.Phase.class);
    private int sessionKeys;

    Builder(final HostTypePlan plan, final Stores stores) {
      this.type = new CompiledHostType(plan);
      this.stores = stores;
    }

    void install(final Feature feature, final Options options) {
      type.modules.add(feature.module());
      type.specs.addAll(feature.specs());
      feature.install(new Setup(options));
    }

    CompiledHostType build() {
      type.sentHooks = sorted(sent).toArray(MessageHook[]::new);
      type.acceptedHooks = sorted(accepted).toArray(AcceptedHook[]::new);
      type.routedHooks = sorted(routed).toArray(RoutedHook[]::new);
      type.offlineHooks = sorted(offline).toArray(OfflineHook[]::new);
      type.filters = filters.toArray(StanzaFilter[]::new);
      type.durabilityRules = durabilityRules.toArray(DurabilityRule[]::new);
      type.listeners = listeners.toArray(SessionListener[]::new);
      type.tickHooks = tickHooks.toArray(TickHook[]::new);
      markup.forEach((phase, parts) -> type.streamFeatures.put(phase, joined(parts)));
      return type;
    }

    private static String joined(final List<Supplier<String>> parts) {
      return parts.stream().map(Supplier::get).collect(Collectors.joining());
    }

    private static <T> List<T> sorted(final List<Ordered<T>> hooks) {
      return hooks.stream()
          .sorted(Comparator.comparingInt(Ordered::order))
          .map(Ordered::hook)
          .toList();
    }

    private final class Setup implements FeatureSetup {
      private final Options options;

      private Setup(final Options options) {
        this.options = options;
      }

      @Override
      public Options options() {
        return options;
      }

      @Override
      public Stores stores() {
        return stores;
      }

      @Override
      public HostType hostType() {
        return type;
      }

      @Override
      public void iq(
          final Target target,
          final StanzaType kind,
          final String name,
          final String namespace,
          final IqHandler handler) {
        type.iqs.add(target, kind, name, namespace, handler);
      }

      @Override
      public void disco(final Target target, final String feature) {
        type.disco.computeIfAbsent(target, key -> new TreeSet<>()).add(feature);
      }

      @Override
      public void identity(
          final Target target, final String category, final String kind, final String name) {
        type.identities
            .computeIfAbsent(target, key -> new ArrayList<>())
            .add(new Identity(category, kind, name));
      }

      @Override
      public void discoForm(final Element form) {
        type.forms.add(form);
      }

      @Override
      public void availability(final PresenceHandler handler) {
        type.availability = once(type.availability, handler);
      }

      @Override
      public void subscriptions(final PresenceHandler handler) {
        type.subscriptions = once(type.subscriptions, handler);
      }

      private static PresenceHandler once(
          final PresenceHandler before, final PresenceHandler handler) {
        if (before != null) {
          throw new IllegalStateException("two features take the same presence types");
        }
        return handler;
      }

      @Override
      public void onMessageSent(final int order, final MessageHook hook) {
        sent.add(new Ordered<>(order, hook));
      }

      @Override
      public void onMessageAccepted(final int order, final AcceptedHook hook) {
        accepted.add(new Ordered<>(order, hook));
      }

      @Override
      public void onMessageRouted(final int order, final RoutedHook hook) {
        routed.add(new Ordered<>(order, hook));
      }

      @Override
      public void offline(final int order, final OfflineHook hook) {
        offline.add(new Ordered<>(order, hook));
      }

      @Override
      public void filter(final StanzaFilter filter) {
        filters.add(filter);
      }

      @Override
      public void durability(final DurabilityRule rule) {
        durabilityRules.add(rule);
      }

      @Override
      public void hideArchiveIds() {
        type.hidesArchiveIds = true;
      }

      @Override
      public void onSession(final SessionListener listener) {
        listeners.add(listener);
      }

      @Override
      public void onTick(final TickHook hook) {
        tickHooks.add(hook);
      }

      @Override
      public <T> SessionKey<T> sessionState() {
        return new SessionKey<>(sessionKeys++, null);
      }

      @Override
      public SessionKey<Boolean> sessionFlag(final String name) {
        final SessionKey<Boolean> key = new SessionKey<>(sessionKeys++, name);
        type.sessionFlags.add(key);
        return key;
      }

      @Override
      public <T> AccountKey<T> accountState(final AccountLoader<T> loader) {
        type.loaders.add(loader);
        return new AccountKey<>(type.loaders.size() - 1);
      }

      @Override
      public void streamFeature(final Phase phase, final String constant) {
        streamFeature(phase, () -> constant);
      }

      @Override
      public void streamFeature(final Phase phase, final Supplier<String> part) {
        markup.computeIfAbsent(phase, key -> new ArrayList<>()).add(part);
      }

      @Override
      public <T> void provide(final Class<T> contract, final T service) {
        if (type.services.put(contract, service) != null) {
          throw new IllegalStateException("two features provide " + contract.getName());
        }
      }

      @Override
      public <T> Supplier<T> service(final Class<T> contract) {
        return () -> type.service(contract);
      }

      @Override
      public void inline(
          final String feature,
          final String element,
          final String namespace,
          final InlineHandler handler) {
        type.inline.add(feature, element, namespace, handler);
      }

      @Override
      public void bound(final String feature, final BoundReport report) {
        type.inline.report(feature, report);
      }

      @Override
      public void preAuthentication(
          final String name, final String namespace, final PreAuthenticationHandler handler) {
        type.preAuthentication.put(namespace + ' ' + name, handler);
      }
    }
  }
}
