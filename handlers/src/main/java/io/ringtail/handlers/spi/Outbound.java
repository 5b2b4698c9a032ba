// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.inbox.InboxTask;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;

/**
 * The only way a feature acts on the world. Stanzas emitted during one slot leave in the order of
 * the calls.
 *
 * <p>Owner: Router; valid inside the call that hands it out. Allocates: as the method says.
 */
public interface Outbound {
  /** Epoch milliseconds of the slot being handled. */
  long nowMs();

  /** Answers with a result; {@code payload} may be null. Allocates: per call. */
  void result(IqRequest iq, Element payload);

  /** Answers with an error that does not echo the payload. Allocates: per call. */
  void error(IqRequest iq, StanzaError error);

  /** Answers a message, IQ or presence with an error, unless it is an error or a result itself. */
  void error(Packet packet, StanzaError error);

  /** Sends a generated stanza to one session as it is. Allocates: per call. */
  void send(SessionView to, Element stanza);

  /** Sends ready bytes of one whole stanza to one session. Allocates: never in steady state. */
  void send(SessionView to, byte[] stanza, int start, int end);

  /**
   * Sends ready bytes of one whole stanza as a part of the answer to a session's own request: it
   * waits behind nothing, as little as the result that ends the answer. Allocates: never in steady
   * state.
   */
  void part(IqRequest iq, byte[] stanza, int start, int end);

  /**
   * Routes a generated stanza by its {@code to} after the current handler returns, as if {@code
   * from} had sent it; hooks of the recipient's side apply. Allocates: per call.
   */
  void route(Jid from, Jid to, Element stanza);

  /**
   * Routes the packet on to its {@code to}, after the current handler returns: what a presence
   * feature does with a directed presence it has noted. Allocates: per call.
   */
  void deliver(Packet packet);

  /**
   * Begins one copy of the packet, stamped with its sender's {@code from}, for any number of
   * sessions; {@code own} says which of the recipient's addresses replaces {@code to} (NONE leaves
   * {@code to} as it was sent). Recipients follow by {@link FanOut#to}. Allocates: never in steady
   * state.
   */
  FanOut fanOut(Packet packet, boolean bareFrom, OwnAddress own);

  /** Recipients of one copy. */
  interface FanOut {
    void to(SessionView session);
  }

  /**
   * Work that may block, in submission order within the account; the answer runs on the Router.
   * When it is refused or fails the IQ is answered with the matching error and {@code then} is not
   * called. Allocates: per call.
   */
  <T> void call(IqRequest iq, Blocking.Call<T> call, Then<T> then);

  /**
   * The same for work that no IQ waits for: failures are counted and logged, and {@code failed}
   * runs (may be null).
   */
  <T> void call(AccountView account, Blocking.Call<T> call, Then<T> then, Then<StanzaError> failed);

  /**
   * Begins a journal entry: its fields are appended to what comes back, then {@link #endFact}
   * completes it. Null while the journal takes no more: what it would have told must not happen.
   * Not for hooks that see a message whose recipients are chosen: its own entry is open then.
   * Allocates: never in steady state.
   */
  ByteWriter beginFact(EntryType type);

  /** The entry begun is complete. */
  void endFact();

  /**
   * Goes on with something long when the client has acknowledged enough of what it was sent: at
   * once where nobody acknowledges or there is room, never when the session ends before. Allocates:
   * per call.
   *
   * @return false when too much of the session waits already
   */
  boolean whenRoom(SessionView session, Then<SessionView> then);

  /**
   * The client itself asks for the offline messages it wants to have: none come by themselves any
   * more, and those just being sent stay. Allocates: on the first call.
   */
  void offlineByNode(SessionView session);

  /**
   * An offline message has been taken for good: journals that, so that nobody gets it any more.
   * Allocates: per call.
   *
   * @param message its id in the store
   * @return false while the journal takes no more: the message stays
   */
  boolean offlineTaken(AccountView account, long message);

  /**
   * Has the INBOX stage run a task when it has read this slot's facts. Allocates: as the task does.
   */
  void inbox(InboxTask task);

  /**
   * Reads the archive of the IQ's account, apart from the account's other calls and in no order
   * with them: first waits until the store has all that the archive has at this place in the
   * sequence, and answers the IQ with an error to be tried again when that takes too long. Of an
   * account only so many may be under way; one more is answered with {@code resource-constraint}.
   * Allocates: per call.
   */
  default <T> void ask(final IqRequest iq, final Blocking.Call<T> call, final Then<T> then) {
    ask(iq, call, then, (error, out) -> out.error(iq, error));
  }

  /** The same for who has to know of a failure too: {@code failed} has to answer the IQ then. */
  <T> void ask(IqRequest iq, Blocking.Call<T> call, Then<T> then, Then<StanzaError> failed);

  /** A successful answer. */
  interface Then<T> {
    void on(T value, Outbound out);
  }

  /**
   * Records a session's availability for the routing rules: called by the presence feature.
   *
   * @param stanza canonical bytes of the presence that says so, {@code from} stamped
   */
  void setPresence(SessionView session, boolean available, int priority, byte[] stanza);

  /**
   * False when a filter of the owner's host type hides the owner and the peer from each other
   * ({@link StanzaFilter#sharesPresence}). Allocates: never.
   */
  boolean sharesPresence(AccountView owner, Jid peer);

  /** Ends a session with a stream error, RFC 6120 §4.9.3 condition name and a text or null. */
  void closeSession(SessionView session, String condition, String text);

  /**
   * Ends all of an account's sessions but one likewise, those too that could be resumed: what their
   * clients have not acknowledged goes where it goes when a session ends.
   *
   * @param except may be null
   */
  void closeSessions(AccountView account, SessionView except, String condition, String text);

  /**
   * Has a session's stream managed (XEP-0198 §9.1) while it is being bound.
   *
   * @return {@code <enabled/>} or {@code <failed/>}
   */
  Element enableStream(SessionView session, Element enable);

  /** A session's client is looked at, or nobody looks and what can wait does (XEP-0352 §4.2). */
  void clientState(SessionView session, boolean active);

  /** Closes a session likewise, but one whose stream can be resumed only loses its connection. */
  void suspendSession(SessionView session, String condition, String text);

  /**
   * Runs {@code then} with the account loaded (at once when it is already), or with null when no
   * such account exists; {@code failed} when the store could not say.
   */
  void withAccount(Jid bareJid, Then<AccountView> then, Then<StanzaError> failed);

  /**
   * Removes an account: answers first by {@code done}, then closes its sessions with {@code
   * not-authorized} ({@code except} is told last and may be null), tells the features and clears
   * its data. {@code done} gets false when there was no such account any more, and null when the
   * store could not remove it: everything stays as it was then.
   */
  void removeAccount(AccountView account, SessionView except, Then<Boolean> done);

  /** An account was created: whoever remembered that there is none forgets it. */
  void accountCreated(Jid bareJid);

  /** Accounts were created in number: nobody is remembered as missing any more. */
  void accountsCreated();

  /** The node as the control plane sees it. */
  NodeView node();
}
