// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files of accounts. */
class UserImportTest {
  private final TestAccounts test = new TestAccounts("plain");

  private ImportReport importLines(final String... lines) {
    return test.accounts.importUsers(List.of(lines).iterator(), done -> {});
  }

  @Test
  void shouldMakeAnAccountOfEveryLine() {
    assertEquals(
        new ImportReport(2, 0, 0, List.of()),
        importLines("alice,localhost,one", "bob,other.example,two"));
    assertEquals(
        new StoredPassword.Plain("two"), test.store.accounts.get(Jid.parse("bob@other.example")));
    assertEquals(List.of("created"), test.events.heard);
  }

  @Test
  void shouldReportBadLinesByNumberAndImportTheOthers() {
    final ImportReport report =
        importLines(
            "alice,localhost,one",
            "bob;localhost;two",
            "",
            "carol,far.example,three",
            ",localhost,four",
            "dave,localhost,",
            "erin,localhost,\"five",
            "frank,localhost,a,b",
            "grace,localhost,six");
    assertEquals(2, report.created());
    assertEquals(6, report.bad());
    assertEquals(
        List.of(
            "2: has 1 fields instead of username,domain,password",
            "4: the domain far.example is not served by this node",
            "5: @localhost is no address (RFC 7622)",
            "6: the password cannot be used (RFC 4013)",
            "7: a quotation mark is not closed",
            "8: has 4 fields instead of username,domain,password; put a field with a comma in"
                + " quotes"),
        report.examples().stream()
            .sorted(java.util.Comparator.comparing(ImportReport.BadLine::number))
            .map(line -> line.number() + ": " + line.why())
            .toList());
  }

  @Test
  void shouldReadFieldsInQuotes() {
    importLines("\"alice\",localhost,\"a,\"\"b\"\"\"", "\uFEFFbob,localhost,p w ");
    assertEquals(
        new StoredPassword.Plain("a,\"b\""), test.store.accounts.get(Jid.parse("alice@localhost")));
    assertEquals(
        new StoredPassword.Plain("p w "), test.store.accounts.get(Jid.parse("bob@localhost")));
  }

  @Test
  void shouldLeaveAccountsAloneThatExist() {
    importLines("alice,localhost,one");
    assertEquals(
        new ImportReport(1, 2, 0, List.of()),
        importLines("alice,localhost,two", "bob,localhost,three", "bob,localhost,four"));
    assertEquals(
        new StoredPassword.Plain("one"), test.store.accounts.get(Jid.parse("alice@localhost")));
  }

  @Test
  void shouldHashOnSeveralThreadsAndKeepTheOrder() {
    final TestAccounts scram = new TestAccounts("scram");
    final List<Long> progress = new ArrayList<>();
    final ImportReport report =
        scram.accounts.importUsers(
            IntStream.range(0, 20).mapToObj(i -> "user" + i + ",localhost,p" + i).iterator(),
            progress::add);
    assertEquals(20, report.created());
    assertEquals(IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList(), progress);
    assertTrue(Passwords.verify(scram.store.accounts.get(Jid.parse("user7@localhost")), "p7"));
  }

  @Test
  void shouldBoundTheBadLinesItRemembers() {
    final ImportReport report =
        test.accounts.importUsers(
            IntStream.range(0, 500).mapToObj(i -> "bad").iterator(), done -> {});
    assertEquals(500, report.bad());
    assertEquals(ImportReport.MAX_EXAMPLES, report.examples().size());
  }
}
