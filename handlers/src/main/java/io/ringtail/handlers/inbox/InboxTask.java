// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

/**
 * What the INBOX stage does for ROUTE when it has read the slot's facts: so it sees the state as of
 * the slot's place in the sequence.
 *
 * <p>Owner: made by ROUTE, run once by INBOX. Allocates: per task.
 */
public interface InboxTask {
  void run(LiveInboxes inboxes);
}
