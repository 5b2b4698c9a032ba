// SPDX-License-Identifier: Apache-2.0
/**
 * What operators look at: where each microsecond goes, live and afterwards.
 *
 * <pre>
 *   loops, stages ─► recorders ─► LatencyBoard ─┬─► /metrics, dashboard, JMX, top
 *   everybody ─────► Counters (and gauges) ─────┤
 *                                               └─► .hlog files ─► the dashboard's time range
 *   one session or id ─► TraceSwitch ─► ringtail trace
 * </pre>
 *
 * <p>Agents and loops only ever write to recorders of their own; whoever looks, looks from a thread
 * of this module.
 */
package io.ringtail.perf;
