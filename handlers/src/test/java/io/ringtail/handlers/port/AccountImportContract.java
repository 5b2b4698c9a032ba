// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore.NewAccount;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@link AccountStore#importAll} does.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface AccountImportContract extends StoresUnderTest {
  private static NewAccount line(final String bareJid, final String password) {
    return new NewAccount(jid(bareJid), new StoredPassword.Plain(password));
  }

  private static Iterator<NewAccount> lines(final int from, final int to, final String domain) {
    return IntStream.range(from, to)
        .mapToObj(i -> line("user" + i + '@' + domain, "password" + i))
        .iterator();
  }

  @Test
  default void shouldImportMoreThanOneBatch() {
    assertEquals(
        2_500, stores().accounts().importAll(lines(0, 2_500, "import.example"), done -> {}));

    assertEquals(2_500, stores().accounts().count("import.example"));
    assertEquals(
        new StoredPassword.Plain("password2499"),
        stores().accounts().find(jid("user2499@import.example")).orElseThrow().password());
  }

  @Test
  default void shouldReportHowManyLinesAreDone() {
    final List<Long> progress = new ArrayList<>();

    stores().accounts().importAll(lines(0, 1_500, "progress.example"), progress::add);

    assertEquals(1_500, progress.getLast());
    assertEquals(progress.stream().sorted().toList(), progress);
  }

  @Test
  default void shouldPassOverNamesThatAreTaken() {
    stores().accounts().create(jid("user3@skip.example"), PASSWORD);

    assertEquals(9, stores().accounts().importAll(lines(0, 10, "skip.example"), done -> {}));
    assertEquals(
        PASSWORD, stores().accounts().find(jid("user3@skip.example")).orElseThrow().password());
  }

  @Test
  default void shouldTakeTheFirstOfTwoLinesWithOneName() {
    final Iterator<NewAccount> twice =
        Stream.of(line("twice@import.test", "first"), line("Twice@import.test", "second"))
            .iterator();

    assertEquals(1, stores().accounts().importAll(twice, done -> {}));
    assertEquals(
        new StoredPassword.Plain("first"),
        stores().accounts().find(jid("twice@import.test")).orElseThrow().password());
  }

  @Test
  default void shouldImportNothingTheSecondTime() {
    stores().accounts().importAll(lines(0, 50, "rerun.example"), done -> {});

    assertEquals(20, stores().accounts().importAll(lines(0, 70, "rerun.example"), done -> {}));
  }

  @Test
  default void shouldImportAnEmptyFile() {
    final Iterator<NewAccount> nothing = List.<NewAccount>of().iterator();

    assertEquals(0, stores().accounts().importAll(nothing, done -> {}));
  }

  @Test
  default void shouldPassOnTheFailureOfALineAndBeReadyToRunAgain() {
    final Iterator<NewAccount> broken =
        Stream.concat(
                IntStream.range(0, 1_200).mapToObj(i -> line("u" + i + "@broken.example", "p")),
                Stream.generate(AccountImportContract::failingLine))
            .iterator();
    assertThrows(
        IllegalArgumentException.class, () -> stores().accounts().importAll(broken, done -> {}));

    final long kept = stores().accounts().count("broken.example");
    final Iterator<NewAccount> mended =
        IntStream.range(0, 1_300).mapToObj(i -> line("u" + i + "@broken.example", "p")).iterator();
    assertEquals(1_300 - kept, stores().accounts().importAll(mended, done -> {}));
  }

  private static NewAccount failingLine() {
    throw new IllegalArgumentException("line 1201 has no password");
  }
}
