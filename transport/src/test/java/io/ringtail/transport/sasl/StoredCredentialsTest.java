// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.AuthSettings.Format;
import io.ringtail.handlers.auth.FakeSalts;
import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.parser.Jid;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredCredentialsTest {
  private static final int ROUNDS = 4096;

  @ParameterizedTest
  @EnumSource
  void shouldKnowTheRightPasswordOnly(final Format format) {
    final StoredCredentials credentials = credentials(format);
    assertEquals(7, credentials.plain("alice", "pencil").accountNumber());
    assertEquals(Credentials.NOBODY, credentials.plain("alice", "pen").accountNumber());
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseStrangersWhateverTheySay(final Format format) {
    final StoredCredentials credentials = credentials(format);
    for (final String name : List.of("bob", "not a name")) {
      for (final String password : List.of("pencil", "nobody's", "bell\u0007")) {
        assertEquals(Credentials.NOBODY, credentials.plain(name, password).accountNumber());
      }
      assertEquals(Credentials.NOBODY, credentials.scram(name, ScramHash.SHA_256).accountNumber());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAPasswordNobodyMayHave(final Format format) {
    final long number = credentials(format).plain("alice", "bell\u0007").accountNumber();
    assertEquals(Credentials.NOBODY, number);
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowStrangersKeysThatNoPasswordMakes(final Format format) {
    final StoredCredentials credentials = credentials(format);
    final Credentials.Candidate one = credentials.scram("bob", ScramHash.SHA_256);
    final Credentials.Candidate again = credentials.scram("bob", ScramHash.SHA_256);
    assertArrayEquals(one.keys().salt(), again.keys().salt());
    assertEquals(ROUNDS, one.keys().iterations());
    assertFalse(Passwords.verifyKeys(one.keys(), "nobody's"));
  }

  private static StoredCredentials credentials(final Format format) {
    final AuthSettings auth =
        new AuthSettings(format, List.of(ScramHash.SHA_1, ScramHash.SHA_256), ROUNDS, List.of());
    final StoredPassword password =
        new Passwords(auth, new SecureRandom()).store("pencil").orElseThrow();
    return new StoredCredentials(
        "example.org",
        new OneAccount(Jid.parse("alice@example.org"), password),
        new FakeSalts(new byte[32], ROUNDS),
        auth);
  }

  /** A store with one account that only looks up. */
  private record OneAccount(Jid jid, StoredPassword password) implements AccountStore {
    @Override
    public Optional<StoredAccount> find(final Jid bareJid) {
      return bareJid.equals(jid)
          ? Optional.of(new StoredAccount(7, jid, password))
          : Optional.empty();
    }

    @Override
    public Optional<StoredAccount> create(final Jid bareJid, final StoredPassword given) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean changePassword(final Jid bareJid, final StoredPassword given) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(final Jid bareJid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Jid> list(final String domain, final String after, final int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long count(final String domain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long importAll(final Iterator<NewAccount> accounts, final LongConsumer progress) {
      throw new UnsupportedOperationException();
    }
  }
}
