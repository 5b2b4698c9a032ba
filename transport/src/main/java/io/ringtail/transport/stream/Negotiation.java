// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.node.Host;
import io.ringtail.parser.Jid;
import io.ringtail.transport.sasl.ChannelBindings;

/**
 * What a stream has settled so far; forgotten when its session begins.
 *
 * <p>Owner: the loop of the stream. Allocates: once per connection.
 */
final class Negotiation {
  private Host host;
  private String language = "";
  private boolean secured;
  private ChannelBindings bindings = ChannelBindings.NONE;
  private int failures;
  private int unfit;
  private Jid account;
  private long accountNumber;
  private long moment;
  private Runnable onAuthenticated = () -> {};

  Host host() {
    return host;
  }

  void host(final Host newHost) {
    host = newHost;
  }

  String language() {
    return language;
  }

  void language(final String newLanguage) {
    language = newLanguage;
  }

  /** True as soon as TLS has begun: nothing in the clear is accepted any more. */
  boolean isSecured() {
    return secured;
  }

  void secured() {
    secured = true;
  }

  ChannelBindings bindings() {
    return bindings;
  }

  void bindings(final ChannelBindings newBindings) {
    bindings = newBindings;
  }

  /** Counts a failed authentication; how many there were. */
  int failed() {
    return ++failures;
  }

  /** Counts a try that could not have succeeded whatever the secret is; how many there were. */
  int unfit() {
    return ++unfit;
  }

  boolean isAuthenticated() {
    return account != null;
  }

  /** What is to be done as soon as the client has proven who it is. */
  void onAuthenticated(final Runnable action) {
    onAuthenticated = action;
  }

  void authenticated(final Jid newAccount, final long newAccountNumber) {
    account = newAccount;
    accountNumber = newAccountNumber;
    onAuthenticated.run();
  }

  /** An authentication begins: what it reads of the account is of this moment, or newer. */
  void proving(final long newMoment) {
    moment = newMoment;
  }

  /** When the proof began, as {@link io.ringtail.handlers.auth.Revocations} counts. */
  long moment() {
    return moment;
  }

  /** Bare JID; null before authentication. */
  Jid account() {
    return account;
  }

  long accountNumber() {
    return accountNumber;
  }
}
