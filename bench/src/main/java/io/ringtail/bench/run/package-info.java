// SPDX-License-Identifier: Apache-2.0
/**
 * One run of the lab: targets that take turns, windows that are measured, gates that void them.
 *
 * <pre>
 *   Lab ─► Rig (one per target: probe, population, preparation)
 *    │       └─► Window: warm-up ─► measured seconds ─► drain ─► Gates ─► Round
 *    └─► LabRun ─► summary, JSON, .hlog
 * </pre>
 */
package io.ringtail.bench.run;
