// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * When a listener speaks TLS: {@code tls.mode}.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum TlsMode {
  /** Never. */
  NONE,
  /** The client may ask for it (RFC 6120 §5). */
  STARTTLS,
  /** The client must ask for it before anything else. */
  STARTTLS_REQUIRED,
  /** From the first byte (XEP-0368). */
  TLS
}
