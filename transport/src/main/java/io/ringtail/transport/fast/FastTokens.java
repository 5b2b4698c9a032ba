// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.fast;

import io.ringtail.handlers.auth.Revocations;
import io.ringtail.handlers.login.DeviceTokens;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastToken;
import io.ringtail.handlers.port.Stores;
import io.ringtail.parser.Jid;
import java.security.MessageDigest;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Gives FAST tokens, recognises and replaces them (XEP-0484 §5). A token is committed before
 * anybody is told of it; tokens of the devices that came last are in memory, so that one that comes
 * back costs no database read and no password hashing. One whose client counts its uses (§4.4)
 * costs a write: the same count is not taken again by the next process either.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
public final class FastTokens {
  private static final int SALT_BYTES = 16;
  private static final int LOCKS = 64;

  /** A client installation of an account: its user-agent id (XEP-0388 §2.3). */
  public record Device(Jid account, String userAgentId) {}

  /**
   * What a client proves with.
   *
   * @param hash its HMAC of the token
   * @param binding the channel's data of the mechanism's type; empty for none
   * @param count how often it has used the token, else {@link FastToken#UNCOUNTED}
   */
  public record Proof(FastMechanism mechanism, byte[] hash, byte[] binding, int count) {
    private boolean isCounted() {
      return count != FastToken.UNCOUNTED;
    }
  }

  /**
   * A client showed that it has a token of ours.
   *
   * @param account the account's number
   * @param answer the server's proof that it knows the token too
   * @param expiresAtMs when the token ends, or ended
   */
  public record Proven(long account, byte[] answer, long expiresAtMs) {}

  /** A token as the client gets it. */
  public record Given(String token, long expiresAtMs) {}

  private final Stores stores;
  private final TokenMath math;
  private final RandomGenerator random;
  private final TokenCache cache;
  private final int capacity;
  private final Revocations revocations = new Revocations();
  private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

  /**
   * @param secret the node's, at least 32 bytes; tokens are worth nothing without it
   * @param random fit for secrets
   * @param capacity accounts whose tokens are kept in memory
   */
  public FastTokens(
      final Stores stores, final byte[] secret, final RandomGenerator random, final int capacity) {
    this.stores = stores;
    this.math = new TokenMath(secret);
    this.random = random;
    this.cache = new TokenCache(capacity);
    this.capacity = capacity;
  }

  /** Reads what clients may come back with, as far as memory is given to it; once, at start. */
  public void warmUp(final long nowMs) {
    stores.fastTokens().forEach(nowMs, capacity, cache::putIfRoom);
  }

  /** When an authentication begins: what is revoked from here on is not revived by it. */
  public long moment() {
    return revocations.moment();
  }

  /** Whose proofs are void: a token's, and those by password too. */
  public Revocations revocations() {
    return revocations;
  }

  /** Of one device's uses that count the same, one is the first. */
  private Object lockOf(final Device device) {
    return locks[Math.floorMod(device.hashCode(), LOCKS)];
  }

  /** Null when the device has no token that fits; one that has expired is told by its end. */
  public Proven check(final Device device, final Proof proof) {
    synchronized (lockOf(device)) {
      final long since = moment();
      final DeviceTokens tokens = find(device);
      return check(device, tokens, proof, used -> use(device, tokens, used, proof, since));
    }
  }

  /**
   * The same without the store, so that it never blocks: null as well where it takes the store to
   * tell, or to remember the use.
   */
  public Proven checkInMemory(final Device device, final Proof proof) {
    if (proof.isCounted()) {
      return null;
    }
    final long since = moment();
    final DeviceTokens tokens = known(device);
    return check(
        device,
        tokens,
        proof,
        used ->
            (used == tokens.current() || tokens.current() == null)
                && use(device, tokens, used, proof, since));
  }

  /**
   * @param use what the use of a token does; false when it may not be used
   */
  private Proven check(
      final Device device,
      final DeviceTokens tokens,
      final Proof proof,
      final Predicate<FastToken> use) {
    if (tokens == null) {
      return null;
    }
    final Proven fresh = check(device, tokens.account(), tokens.fresh(), proof);
    if (fresh != null) {
      return use.test(tokens.fresh()) ? fresh : null;
    }
    final Proven current = check(device, tokens.account(), tokens.current(), proof);
    return current != null && use.test(tokens.current()) ? current : null;
  }

  private Proven check(
      final Device device, final long account, final FastToken token, final Proof proof) {
    if (token == null || token.mechanism() != proof.mechanism()) {
      return null;
    }
    final String secret = math.token(account, device.userAgentId(), token.salt());
    final byte[] expected = TokenMath.proof(secret, "Initiator", proof.binding());
    final boolean ours = MessageDigest.isEqual(token.hash(), TokenMath.hash(secret));
    if (!(MessageDigest.isEqual(expected, proof.hash()) && ours)) {
      return null;
    }
    return new Proven(
        account, TokenMath.proof(secret, "Responder", proof.binding()), token.expiresAtMs());
  }

  /**
   * XEP-0484 §6.1: its first use makes a token the current one, whatever was before is void. Where
   * none was before there is nothing to make void: the store need not know of the use, unless it
   * has a count.
   */
  private boolean use(
      final Device device,
      final DeviceTokens tokens,
      final FastToken used,
      final Proof proof,
      final long since) {
    final boolean isFirst = used == tokens.fresh();
    if (proof.isCounted()) {
      final FastToken counted = used.counted(proof.count());
      final FastToken next = isFirst ? null : tokens.fresh();
      return proof.count() > used.count() // §4.4, else somebody plays it again
          && put(device, new DeviceTokens(tokens.account(), counted, next), since);
    }
    return !isFirst || promote(device, tokens, since);
  }

  private boolean promote(final Device device, final DeviceTokens tokens, final long since) {
    final DeviceTokens promoted = new DeviceTokens(tokens.account(), tokens.fresh(), null);
    if (tokens.current() != null) {
      return put(device, promoted, since);
    }
    cache.put(device.account().toString(), device.userAgentId(), promoted);
    if (revocations.isRevokedSince(device.account(), since)) {
      cache.forget(device.account().toString());
      return false;
    }
    return true;
  }

  /**
   * A new token beside the one in use, which stays valid until the new one is used; null when the
   * account's tokens were revoked since the authentication began, at {@code since}.
   */
  public Given issue(
      final Device device,
      final long account,
      final FastMechanism mechanism,
      final long expiresAtMs,
      final long since) {
    final byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    final String token = math.token(account, device.userAgentId(), salt);
    final FastToken fresh = new FastToken(mechanism, salt, TokenMath.hash(token), expiresAtMs);
    synchronized (lockOf(device)) {
      final DeviceTokens before = find(device);
      final FastToken current = before == null ? null : inUse(before);
      return put(device, new DeviceTokens(account, current, fresh), since)
          ? new Given(token, expiresAtMs)
          : null;
    }
  }

  /** A first token may have been used though the store does not say so. */
  private static FastToken inUse(final DeviceTokens tokens) {
    return tokens.current() == null ? tokens.fresh() : tokens.current();
  }

  /** The client wants its tokens to be worth nothing any more. */
  public void invalidate(final Device device, final long account) {
    synchronized (lockOf(device)) {
      store(device, new DeviceTokens(account, null, null));
    }
  }

  /** The store is about to lose the account's tokens; {@link #forget} follows when it has. */
  public void revoke(final Jid account) {
    revocations.revoke(account);
  }

  /**
   * The store has lost the account's tokens: with its password, or with the account itself. Who has
   * read the old password or an old token meanwhile is not to get further.
   */
  public void forget(final Jid account) {
    revocations.revoke(account);
    cache.forget(account.toString());
  }

  private DeviceTokens known(final Device device) {
    return cache.get(device.account().toString(), device.userAgentId());
  }

  private DeviceTokens find(final Device device) {
    final DeviceTokens known = known(device);
    if (known != null) {
      return known;
    }
    return stores
        .accounts()
        .find(device.account())
        .flatMap(found -> stores.fastTokens().load(found.number(), device.userAgentId()))
        .orElse(null);
  }

  /**
   * False, and nothing is kept, when a revocation began meanwhile. It begins before the store loses
   * the tokens: one that is not seen here loses what was just stored.
   */
  private boolean put(final Device device, final DeviceTokens tokens, final long since) {
    store(device, tokens);
    if (revocations.isRevokedSince(device.account(), since)) {
      invalidate(device, tokens.account());
      return false;
    }
    return true;
  }

  private void store(final Device device, final DeviceTokens tokens) {
    stores.fastTokens().store(device.userAgentId(), tokens);
    cache.put(device.account().toString(), device.userAgentId(), tokens);
  }
}
