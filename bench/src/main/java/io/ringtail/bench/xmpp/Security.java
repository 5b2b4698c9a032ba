// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * How a connection is encrypted.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum Security {
  PLAIN,
  STARTTLS,
  DIRECT
}
