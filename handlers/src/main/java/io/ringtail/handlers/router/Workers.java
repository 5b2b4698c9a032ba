// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.port.Blocking;

/**
 * Where the Router's blocking calls run: those of an account in order, and queries that may take
 * long, which must not hold up the others.
 *
 * <p>Owner: Router. Allocates: at start.
 */
public record Workers(Blocking calls, Blocking queries) {}
