// SPDX-License-Identifier: Apache-2.0
/**
 * What a capacity planner asks: how much one node carries, where it turns, how it scales, what it
 * costs, how many are needed. Every answer says what it was measured at; none goes beyond that.
 */
package io.ringtail.bench.plan;
