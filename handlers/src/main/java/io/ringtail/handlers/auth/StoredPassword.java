// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import java.util.List;
import java.util.Optional;

/**
 * An account's secret as stored: SCRAM keys by default, the password itself only where the
 * configuration asks for {@code format = "plain"}.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public sealed interface StoredPassword {
  /** Keys for one or more hashes, at most one per hash. */
  record Scram(List<ScramKeys> keys) implements StoredPassword {
    public Scram {
      keys = List.copyOf(keys);
    }

    /** The keys for one hash, if they are stored. */
    public Optional<ScramKeys> find(final ScramHash hash) {
      return keys.stream().filter(key -> key.hash() == hash).findFirst();
    }
  }

  /** The password itself. */
  record Plain(String password) implements StoredPassword {
    @Override
    public String toString() {
      return "Plain[***]";
    }
  }
}
