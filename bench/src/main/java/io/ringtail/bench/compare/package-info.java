// SPDX-License-Identifier: Apache-2.0
/**
 * Two results against each other, and the gate that stops a regression in CI.
 *
 * <p>Nothing is called a change that is not both consistent (a rank test over the rounds) and large
 * enough to matter (a threshold per figure): shared runners make small consistent differences
 * cheap.
 */
package io.ringtail.bench.compare;
