// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

/**
 * What a ring slot carries.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum SlotKind {
  /** A stanza read from a bound session. */
  STANZA,
  /** A resource is asked for; the attachment is a {@link BindRequest}. */
  BIND,
  /** A lost stream is to go on (XEP-0198 §5); the attachment is a {@link ResumeRequest}. */
  RESUME,
  /** The client closed its stream in order; the last event in that handle's name. */
  LEFT,
  /** The session's endpoint is gone without that; the last event in that handle's name. */
  CLOSED,
  /** A stanza that DELIVER handed to a loop after its session had gone. */
  UNDELIVERED,
  /**
   * An answer to {@link io.ringtail.handlers.port.Blocking}; the attachment is an {@link Answered}.
   */
  ANSWER,
  /** A request of the control plane; the attachment is a {@link Command}. */
  COMMAND,
  /** Time has passed: about once a second, from the first loop. */
  TICK
}
