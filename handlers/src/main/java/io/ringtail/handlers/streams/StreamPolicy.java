// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

/**
 * How a host type manages its clients' streams (XEP-0198).
 *
 * @param ackFreq stanzas after which the client is asked to acknowledge
 * @param ackTimeoutMs how long it may take to answer before it counts as lost
 * @param bufferMax stanzas kept for a client that does not acknowledge
 * @param resumeTimeoutMs how long a lost stream can be resumed
 * @param staleMs how long the count of an ended stream is remembered; 0 for not at all
 * @param location where a client should try first to resume (XEP-0198 §3); empty for where it was
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record StreamPolicy(
    int ackFreq,
    long ackTimeoutMs,
    int bufferMax,
    long resumeTimeoutMs,
    long staleMs,
    String location) {}
