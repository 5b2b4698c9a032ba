// SPDX-License-Identifier: Apache-2.0
/**
 * What is done to a server: scenario files, and the work they stand for.
 *
 * <pre>
 *   Scenario (TOML) ─► Works ─► Work per loop ─┬─ OnlineWork ── parts: Pairs, Groups, Lookups, …
 *                                              └─ LoginWork, ReconnectWork
 * </pre>
 */
package io.ringtail.bench.scenario;
