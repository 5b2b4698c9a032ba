// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.parser.Jid;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StoredFarewellsTest {
  private static final Jid JULIET = Jid.parse("juliet@capulet.lit");
  private static final Jid ROMEO = Jid.parse("romeo@montague.lit");
  private static final Jid STRANGER = Jid.parse("stranger@elsewhere.example");

  private final Stores stores = MemoryStores.create();
  private long juliet;
  private long romeo;

  @BeforeEach
  void createAccounts() {
    juliet = create(JULIET);
    romeo = create(ROMEO);
  }

  @Test
  void shouldEndBothSubscriptionsAndKeepWhatTheContactWrote() {
    put(juliet, item(ROMEO, "", Subscription.BOTH, false, false));
    put(romeo, item(JULIET, "my sun", Subscription.BOTH, false, false));

    sayFarewell();

    assertEquals(List.of(item(JULIET, "my sun", Subscription.NONE, false, false)), items(romeo));
  }

  @Test
  void shouldWithdrawARequestThatWaitsForAnAnswer() {
    put(juliet, item(ROMEO, "", Subscription.NONE, true, false));
    put(romeo, item(JULIET, "", Subscription.NONE, false, true));

    sayFarewell();

    assertTrue(items(romeo).isEmpty());
  }

  @Test
  void shouldRefuseARequestThatWaitsHere() {
    put(juliet, item(ROMEO, "", Subscription.NONE, false, true));
    put(romeo, item(JULIET, "", Subscription.NONE, true, false));

    sayFarewell();

    assertEquals(List.of(item(JULIET, "", Subscription.NONE, false, false)), items(romeo));
  }

  @Test
  void shouldLeaveContactsOfOtherServersAndOtherItemsAlone() {
    put(juliet, item(STRANGER, "", Subscription.BOTH, false, false));
    put(juliet, item(ROMEO, "", Subscription.TO, false, false));
    put(romeo, item(STRANGER, "", Subscription.BOTH, false, false));

    sayFarewell();
    sayFarewell();

    assertEquals(List.of(item(STRANGER, "", Subscription.BOTH, false, false)), items(romeo));
  }

  private void sayFarewell() {
    new StoredFarewells(stores.accounts(), stores.rosters()).say(JULIET);
  }

  private long create(final Jid account) {
    final StoredPassword password = new StoredPassword.Plain("secret");
    return stores.accounts().create(account, password).orElseThrow().number();
  }

  private void put(final long account, final RosterItem item) {
    stores.rosters().put(account, item);
  }

  private List<RosterItem> items(final long account) {
    return stores.rosters().load(account).items();
  }

  private static RosterItem item(
      final Jid contact,
      final String name,
      final Subscription subscription,
      final boolean pendingOut,
      final boolean pendingIn) {
    return new RosterItem(contact, name, List.of(), subscription, pendingOut, pendingIn, false);
  }
}
