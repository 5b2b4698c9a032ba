// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Hears that time has passed, about once a second.
 *
 * <p>Owner: Router. Allocates: never on the common path.
 */
public interface TickHook {
  void on(Outbound out);
}
