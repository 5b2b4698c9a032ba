// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.parser.Jid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators do with single accounts. */
class StoreAccountsTest {
  private final TestAccounts test = new TestAccounts("plain");

  @Test
  void shouldRegisterAnAccountAndTellTheRouter() {
    final Outcome outcome = test.accounts.register("Alice", "localhost", "secret");
    assertEquals(new Outcome(true, "registered alice@localhost"), outcome);
    assertEquals(
        new StoredPassword.Plain("secret"), test.store.accounts.get(Jid.parse("alice@localhost")));
    assertEquals(List.of("created"), test.events.heard);
  }

  @Test
  void shouldKeepScramKeysWhereTheFormatIsScram() {
    final TestAccounts scram = new TestAccounts("scram");
    scram.accounts.register("alice", "localhost", "secret");
    final StoredPassword stored = scram.store.accounts.get(Jid.parse("alice@localhost"));
    assertInstanceOf(StoredPassword.Scram.class, stored);
    assertTrue(Passwords.verify(stored, "secret"));
  }

  @Test
  void shouldRefuseAnAccountThatExists() {
    test.accounts.register("alice", "localhost", "secret");
    final Outcome outcome = test.accounts.register("alice", "localhost", "other");
    assertFalse(outcome.ok());
    assertEquals(
        "alice@localhost exists already; changeUserPassword gives a new password", outcome.text());
  }

  @Test
  void shouldRefuseADomainThatIsNotServedAndNameTheNearest() {
    assertEquals(
        Outcome.refused(
            "the domain \"localhots\" is not served by this node; did you mean 'localhost'?"),
        test.accounts.register("alice", "localhots", "secret"));
  }

  @Test
  void shouldRefuseAnEmptyNameAndAnEmptyPassword() {
    assertFalse(test.accounts.register("", "localhost", "secret").ok());
    assertEquals(
        "this password cannot be used (RFC 4013): it is empty",
        test.accounts.register("alice", "localhost", "").text());
  }

  @Test
  void shouldRemoveThroughTheRouter() {
    test.accounts.register("alice", "localhost", "secret");
    assertTrue(test.accounts.remove("alice@localhost").ok());
    assertEquals(List.of("created", "remove alice@localhost"), test.events.heard);
    assertFalse(test.accounts.remove("alice@localhost").ok());
  }

  @Test
  void shouldRefuseAnAddressThatIsNoAccount() {
    for (final String user : List.of("localhost", "alice@localhost/phone", "@", "")) {
      assertEquals(
          Outcome.refused("\"" + user + "\" is no account's address, such as alice@localhost"),
          test.accounts.remove(user));
    }
  }

  @Test
  void shouldSayWhetherAnAccountExists() {
    test.accounts.register("alice", "localhost", "secret");
    assertTrue(test.accounts.check("alice@localhost").ok());
    assertEquals(
        Outcome.refused("there is no account bob@localhost"), test.accounts.check("bob@localhost"));
  }

  @Test
  void shouldChangeAPassword() {
    test.accounts.register("alice", "localhost", "secret");
    assertTrue(test.accounts.changePassword("alice@localhost", "better").ok());
    assertEquals(
        new StoredPassword.Plain("better"), test.store.accounts.get(Jid.parse("alice@localhost")));
    assertEquals(List.of("created", "passwordChanged alice@localhost"), test.events.heard);
    assertFalse(test.accounts.changePassword("bob@localhost", "better").ok());
  }

  @Test
  void shouldListAndCountADomain() {
    test.accounts.register("bob", "localhost", "secret");
    test.accounts.register("alice", "localhost", "secret");
    test.accounts.register("carol", "other.example", "secret");
    assertEquals(
        List.of("alice@localhost", "bob@localhost"), test.accounts.list("localhost", "", 10));
    assertEquals(List.of("bob@localhost"), test.accounts.list("localhost", "alice", 10));
    assertEquals("2", test.accounts.count("localhost").text());
    assertFalse(test.accounts.count("far.example").ok());
  }
}
