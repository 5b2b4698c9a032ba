// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * What every body begins with: which run, which flow, its number in the flow, when it was due.
 *
 * <pre>
 *   |r t|run 8 hex|.|flow 8 hex|.|number 8 hex|.|due, ns, 16 hex|.|padding
 *   0   2         10 11       19 20           28 29             45 46
 * </pre>
 *
 * <p>Owner: anyone; one reader at a time. Allocates: never.
 */
public final class Stamp {
  public static final int LENGTH = 46;

  private static final int RUN = 2;
  private static final int FLOW = 11;
  private static final int NUMBER = 20;
  private static final int DUE = 29;
  private static final byte[] BLANK =
      "rt00000000.00000000.00000000.0000000000000000.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private int flow;
  private int number;
  private long dueNs;

  /** Writes what stays the same. */
  static void begin(final byte[] out, final int at, final int run, final int flow) {
    System.arraycopy(BLANK, 0, out, at, LENGTH);
    put(out, at + RUN, 8, run);
    put(out, at + FLOW, 8, flow);
  }

  static void complete(final byte[] out, final int at, final int number, final long dueNs) {
    put(out, at + NUMBER, 8, number);
    put(out, at + DUE, 16, dueNs);
  }

  static void put(final byte[] out, final int at, final int digits, final long value) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      out[i] = DIGITS[(int) rest & 15];
      rest >>>= 4;
    }
  }

  /** Reads the stamp at {@code at}; false when there is none of this run. */
  public boolean read(final byte[] in, final int at, final int to, final int run) {
    if (at < 0 || at + LENGTH > to || in[at] != 'r' || in[at + 1] != 't') {
      return false;
    }
    if (in[at + NUMBER - 1] != '.' || in[at + LENGTH - 1] != '.') {
      return false;
    }
    if ((int) hex(in, at + RUN, 8) != run) {
      return false;
    }
    flow = (int) hex(in, at + FLOW, 8);
    number = (int) hex(in, at + NUMBER, 8);
    dueNs = hex(in, at + DUE, 16);
    return true;
  }

  private static long hex(final byte[] in, final int at, final int digits) {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      final byte c = in[i];
      value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return value;
  }

  public int flow() {
    return flow;
  }

  public int number() {
    return number;
  }

  public long dueNs() {
    return dueNs;
  }
}
