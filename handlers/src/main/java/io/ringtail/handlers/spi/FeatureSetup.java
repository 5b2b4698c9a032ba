// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.port.Stores;
import io.ringtail.parser.Element;
import io.ringtail.parser.StanzaType;
import java.util.function.Supplier;

/**
 * What a feature may add to a host type. Everything is compiled into arrays and tables at start.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public interface FeatureSetup {
  /** Whom an IQ or a disco answer is for. */
  enum Target {
    /** The domain itself, {@code to='example.com'}. */
    HOST,
    /** A bare JID of the host: the sender's own account (also without {@code to}) or another's. */
    ACCOUNT,
    /**
     * A bare JID of the host without an account; {@code service-unavailable} where nobody answers
     * (RFC 6121 §8.5.1). Only for specifications that ask for the same answer as for an account the
     * requester may not look at.
     */
    NO_ACCOUNT
  }

  /** When a stream feature is advertised. */
  enum Phase {
    BEFORE_AUTHENTICATION,
    AFTER_AUTHENTICATION
  }

  Options options();

  Stores stores();

  /** Host type being compiled, for what the feature wants to know of it at run time. */
  HostType hostType();

  /** Routes IQs of this type whose payload has this name and namespace to the handler. */
  void iq(Target target, StanzaType type, String name, String namespace, IqHandler handler);

  /** Adds a {@code <feature var=…/>} to disco#info. */
  void disco(Target target, String feature);

  void identity(Target target, String category, String type, String name);

  /** Adds an XEP-0128 data form to the domain's disco#info. */
  void discoForm(Element form);

  /** Presence of type available, unavailable and probe goes here; at most one feature. */
  void availability(PresenceHandler handler);

  /** The four subscription types go here; at most one feature. */
  void subscriptions(PresenceHandler handler);

  /** Called for each message in ascending order, before its recipients are known. */
  void onMessageSent(int order, MessageHook hook);

  /** Called for each message of a local client in ascending order, once it is accepted. */
  void onMessageAccepted(int order, AcceptedHook hook);

  /** Called for each message to a local account after its sessions were chosen. */
  void onMessageRouted(int order, RoutedHook hook);

  /** Called when no session of an existing account can take a message: the offline hand-over. */
  void offline(int order, OfflineHook hook);

  /**
   * Asked about each message, when its recipients are chosen, which views of the journal keep it.
   */
  void durability(DurabilityRule rule);

  /** Messages do not carry the id an archive of this host type gave them. */
  void hideArchiveIds();

  /** Asked before anything passes between an account and a peer. */
  void filter(StanzaFilter filter);

  void onSession(SessionListener listener);

  /** Called about once a second. */
  void onTick(TickHook hook);

  /** State kept per session, created on first use by the feature itself. */
  <T> SessionKey<T> sessionState();

  /**
   * The same for something a client switches on, true or null: it outlives the process where the
   * stream can be resumed (XEP-0198 §5).
   *
   * @param name unique in the host type, without spaces
   */
  SessionKey<Boolean> sessionFlag(String name);

  /** State kept per loaded account, read on a virtual thread before the account is used. */
  <T> AccountKey<T> accountState(AccountLoader<T> loader);

  /** Adds markup to the stream features of the phase. */
  void streamFeature(Phase phase, String markup);

  /** The same for markup that depends on what is installed: asked once, when all of it is. */
  void streamFeature(Phase phase, Supplier<String> markup);

  /** Offers a service to the other features of the host type; at most one of its class. */
  <T> void provide(Class<T> type, T service);

  /**
   * Looks up a service another feature provides; what is returned may be asked once all features
   * are installed, and gives null where none provides it.
   */
  <T> Supplier<T> service(Class<T> type);

  /**
   * Lets a client switch the feature on within Bind 2 (XEP-0386).
   *
   * @param feature its name in the stream features
   * @param element the request's element name, in {@code namespace}
   */
  void inline(String feature, String element, String namespace, InlineHandler handler);

  /**
   * Adds to the answer to a Bind 2 request what is read from the store; at most one feature.
   *
   * @param feature its name in the stream features
   */
  void bound(String feature, BoundReport report);

  /** Answers an IQ that a client sends before it is authenticated (XEP-0077). */
  void preAuthentication(String name, String namespace, PreAuthenticationHandler handler);
}
