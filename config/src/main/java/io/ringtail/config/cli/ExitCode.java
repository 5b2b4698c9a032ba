// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

/**
 * What the command's exit code says; part of the interface.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** Understood, and the answer is no: no such account, a bad line in a file. */
  public static final int NO = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** The configuration is wrong; every problem is on a line of its own. */
  public static final int CONFIGURATION = 3;

  /** No node is running. */
  public static final int NOT_RUNNING = 4;

  /** The node cannot start, or a data folder or database cannot be used. */
  public static final int CANNOT_START = 5;

  /** A fault of Ringtail itself. */
  public static final int FAULT = 70;

  private ExitCode() {}
}
