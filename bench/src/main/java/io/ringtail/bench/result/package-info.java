// SPDX-License-Identifier: Apache-2.0
/**
 * What a run of the lab found: immutable records, their JSON form and interval logs.
 *
 * <pre>
 *   LabRun ── Machine, FloorCard, settings
 *     └─ TargetResult (one per server)  "not offered", or
 *          └─ Round (one per repeat and offered rate)
 *               ├─ Rates, Checks, Latency, Validity
 *               ├─ Usage ── ProcessCost per label: server, db, generator
 *               └─ Point per second
 * </pre>
 *
 * Times are nanoseconds, sizes bytes; CPU is microseconds per delivered stanza. A figure that could
 * not be measured is {@code NaN} here and {@code null} in the JSON, never zero.
 */
package io.ringtail.bench.result;
