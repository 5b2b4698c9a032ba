// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.ScramKeys;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore.StoredAccount;
import io.ringtail.parser.Jid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an {@link AccountStore} does.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface AccountStoreContract extends StoresUnderTest {

  @Test
  default void shouldFindNothingWhenTheNameIsUnknown() {
    assertTrue(stores().accounts().find(jid("nobody@find.example")).isEmpty());
  }

  @Test
  default void shouldFindTheAccountThatWasCreated() {
    final Jid romeo = jid("romeo@find.example");
    final StoredAccount created = stores().accounts().create(romeo, PASSWORD).orElseThrow();

    assertTrue(created.number() > 0);
    assertEquals(Optional.of(created), stores().accounts().find(romeo));
  }

  @Test
  default void shouldRefuseANameThatIsTaken() {
    final long first = accountOf("taken@create.example");

    assertTrue(stores().accounts().create(jid("taken@create.example"), PASSWORD).isEmpty());
    assertEquals(first, number("taken@create.example"));
  }

  private long number(final String bareJid) {
    return stores().accounts().find(jid(bareJid)).orElseThrow().number();
  }

  @Test
  default void shouldTellApartTheSameNameInTwoDomains() {
    assertNotEquals(accountOf("same@one.example"), accountOf("same@two.example"));
  }

  @Test
  default void shouldFindAnAccountWhateverTheCaseItWasAskedIn() {
    final long number = accountOf("Juliet@Case.Example");

    assertEquals(number, number("juliet@case.example"));
    assertTrue(stores().accounts().create(jid("JULIET@case.example"), PASSWORD).isEmpty());
  }

  @Test
  default void shouldKeepNamesOutsideOfAscii() {
    final long number = accountOf("джульетта@verona.example");

    assertEquals(number, number("джульетта@verona.example"));
    assertEquals(
        List.of(jid("джульетта@verona.example")),
        stores().accounts().list("verona.example", "", 10));
  }

  @Test
  default void shouldKeepTheLongestNameRfc7622Allows() {
    final String longest = "n".repeat(1023) + "@long.example";

    assertEquals(accountOf(longest), number(longest));
  }

  @Test
  default void shouldKeepScramKeysOfEveryHash() {
    final StoredPassword.Scram keys =
        new StoredPassword.Scram(Stream.of(ScramHash.values()).map(this::keys).toList());
    stores().accounts().create(jid("keys@scram.example"), keys);

    final StoredPassword found =
        stores().accounts().find(jid("keys@scram.example")).orElseThrow().password();

    final List<ScramKeys> kept = ((StoredPassword.Scram) found).keys();
    assertEquals(keys.keys().size(), kept.size());
    IntStream.range(0, kept.size()).forEach(i -> assertSame(keys.keys().get(i), kept.get(i)));
  }

  private ScramKeys keys(final ScramHash hash) {
    final byte[] key = new byte[hash.lengthBytes()];
    java.util.Arrays.fill(key, (byte) (200 + hash.ordinal()));
    return new ScramKeys(hash, new byte[] {1, 2, (byte) 0xff}, 10_000, key, key.clone());
  }

  private static void assertSame(final ScramKeys expected, final ScramKeys actual) {
    assertEquals(expected.hash(), actual.hash());
    assertEquals(expected.iterations(), actual.iterations());
    assertArrayEquals(expected.salt(), actual.salt());
    assertArrayEquals(expected.storedKey(), actual.storedKey());
    assertArrayEquals(expected.serverKey(), actual.serverKey());
  }

  @Test
  default void shouldKeepPlainPasswordsThatLookLikeScramKeys() {
    final StoredPassword odd = new StoredPassword.Plain("==MULTI_SCRAM==,x 'quoted' \\ пароль 🔑");
    stores().accounts().create(jid("odd@plain.example"), odd);

    assertEquals(odd, stores().accounts().find(jid("odd@plain.example")).orElseThrow().password());
  }

  @Test
  default void shouldChangeAPasswordAndItsForm() {
    final Jid user = jid("user@change.example");
    final long number = accountOf("user@change.example");
    final StoredPassword scram = new StoredPassword.Scram(List.of(keys(ScramHash.SHA_256)));

    assertTrue(stores().accounts().changePassword(user, scram));

    final StoredAccount after = stores().accounts().find(user).orElseThrow();
    assertEquals(number, after.number());
    assertTrue(after.password() instanceof StoredPassword.Scram);
    assertTrue(stores().accounts().changePassword(user, PASSWORD));
    assertEquals(PASSWORD, stores().accounts().find(user).orElseThrow().password());
  }

  @Test
  default void shouldNotChangeThePasswordOfAnUnknownName() {
    assertFalse(stores().accounts().changePassword(jid("none@change.example"), PASSWORD));
  }

  @Test
  default void shouldRemoveAnAccountOnce() {
    accountOf("once@remove.example");

    assertTrue(stores().accounts().remove(jid("once@remove.example")));
    assertFalse(stores().accounts().remove(jid("once@remove.example")));
    assertTrue(stores().accounts().find(jid("once@remove.example")).isEmpty());
  }

  @Test
  default void shouldNeverGiveANumberTwice() {
    final long first = accountOf("again@number.example");
    stores().accounts().remove(jid("again@number.example"));

    assertTrue(accountOf("again@number.example") > first);
  }

  @Test
  default void shouldLetExactlyOneOfManyConcurrentCreatesWin() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      final List<Future<Optional<StoredAccount>>> attempts =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> stores().accounts().create(jid("race@create.example"), PASSWORD)))
              .toList();
      int winners = 0;
      for (final Future<Optional<StoredAccount>> attempt : attempts) {
        winners += attempt.get().isPresent() ? 1 : 0;
      }
      assertEquals(1, winners);
    } catch (final ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    }
  }

  @Test
  default void shouldListAccountsPageByPageInNameOrder() {
    for (final String name : List.of("e", "b", "d", "a", "c", "é")) {
      accountOf(name + "@list.example");
    }
    accountOf("b2@other.example");

    final AccountStore accounts = stores().accounts();
    assertEquals(names("a", "b"), accounts.list("list.example", "", 2));
    assertEquals(names("c", "d", "e"), accounts.list("list.example", "b", 3));
    assertEquals(names("é"), accounts.list("list.example", "e", 3));
    assertEquals(List.of(), accounts.list("list.example", "é", 3));
    assertEquals(names("c"), accounts.list("list.example", "bb", 1));
  }

  private static List<Jid> names(final String... locals) {
    return Stream.of(locals).map(local -> jid(local + "@list.example")).toList();
  }

  @Test
  default void shouldListNothingForAnUnknownDomain() {
    assertEquals(List.of(), stores().accounts().list("unknown.example", "", 10));
    assertEquals(0, stores().accounts().count("unknown.example"));
  }

  @Test
  default void shouldCountTheAccountsOfADomain() {
    accountOf("one@count.example");
    accountOf("two@count.example");
    stores().accounts().remove(jid("one@count.example"));

    assertEquals(1, stores().accounts().count("count.example"));
  }
}
