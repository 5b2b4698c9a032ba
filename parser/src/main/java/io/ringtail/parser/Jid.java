// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;

/**
 * An XMPP address in canonical form (RFC 7622), with its UTF-8 bytes and a seeded hash of its bare
 * part.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction; {@link #bytes()} is not a copy.
 */
public final class Jid {
  private final String local;
  private final String domain;
  private final String resource;
  private final byte[] bytes;
  private final int bareLength;
  private final int bareHash;

  private Jid(final String local, final String domain, final String resource) {
    this.local = local;
    this.domain = domain;
    this.resource = resource;
    final String bare = local.isEmpty() ? domain : local + '@' + domain;
    final String full = resource.isEmpty() ? bare : bare + '/' + resource;
    this.bytes = full.getBytes(StandardCharsets.UTF_8);
    this.bareLength =
        resource.isEmpty() ? bytes.length : bare.getBytes(StandardCharsets.UTF_8).length;
    this.bareHash = JidHash.of(bytes, 0, bareLength);
  }

  /** Parses and canonicalises; null when RFC 7622 forbids the address. */
  public static Jid parse(final String text) {
    // RFC 7622 §3.1: the first slash ends the bare address, the first at sign in it the local part
    final int slash = text.indexOf('/');
    final String bare = slash < 0 ? text : text.substring(0, slash);
    final int at = bare.indexOf('@');
    if (at == 0 || slash >= 0 && slash == text.length() - 1) {
      return null;
    }
    final String local = at < 0 ? "" : bare.substring(0, at);
    final String domain = bare.substring(at + 1);
    final String resource = slash < 0 ? "" : text.substring(slash + 1);
    return AsciiJid.isCanonical(text)
        ? new Jid(local, domain, resource)
        : of(local, domain, resource);
  }

  /** Parts known to be canonical. */
  static Jid ofCanonical(final String local, final String domain, final String resource) {
    return new Jid(local, domain, resource);
  }

  /** Canonicalises the three parts, empty meaning absent; null when one of them is forbidden. */
  public static Jid of(final String local, final String domain, final String resource) {
    final String canonicalLocal = local.isEmpty() ? "" : JidRules.local(local);
    final String canonicalDomain = JidRules.domain(domain);
    final String canonicalResource = resource.isEmpty() ? "" : JidRules.resource(resource);
    if (canonicalLocal == null || canonicalDomain == null || canonicalResource == null) {
      return null;
    }
    return new Jid(canonicalLocal, canonicalDomain, canonicalResource);
  }

  /** The same bare address with another resource; null when the resource is forbidden. */
  public Jid withResource(final String newResource) {
    final String canonical = newResource.isEmpty() ? "" : JidRules.resource(newResource);
    return canonical == null ? null : new Jid(local, domain, canonical);
  }

  public Jid bare() {
    return resource.isEmpty() ? this : new Jid(local, domain, "");
  }

  /** The address of the domain alone. */
  public Jid domainJid() {
    return local.isEmpty() && resource.isEmpty() ? this : new Jid("", domain, "");
  }

  /** Local part; empty when absent. */
  public String local() {
    return local;
  }

  public String domain() {
    return domain;
  }

  /** Resource part; empty when absent. */
  public String resource() {
    return resource;
  }

  public boolean isBare() {
    return resource.isEmpty();
  }

  public boolean isDomain() {
    return local.isEmpty();
  }

  /** The whole address in UTF-8, unescaped; do not modify. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many of {@link #bytes()} make up the bare address. */
  public int bareLength() {
    return bareLength;
  }

  /** Hash of the bare address, equal for equal bare addresses whatever the resource. */
  public int bareHash() {
    return bareHash;
  }

  public boolean sameBare(final Jid other) {
    return local.equals(other.local) && domain.equals(other.domain);
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof Jid jid && sameBare(jid) && resource.equals(jid.resource);
  }

  @Override
  public int hashCode() {
    return 31 * bareHash + resource.hashCode();
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
