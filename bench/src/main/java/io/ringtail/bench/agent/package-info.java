// SPDX-License-Identifier: Apache-2.0
/**
 * Accounting of servers on another machine: {@link io.ringtail.bench.agent.Agent} is one file that
 * runs there with {@code java Agent.java}, and tells the same numbers as the lab reads at home.
 */
package io.ringtail.bench.agent;
