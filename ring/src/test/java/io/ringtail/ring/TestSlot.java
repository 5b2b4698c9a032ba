// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * A slot that carries a number and remembers how many stages it passed.
 *
 * <p>Owner: whoever holds the slot. Allocates: never.
 */
final class TestSlot {
  long number;
  int stagesPassed;
  int faults;
  int timesFreed;

  void free() {
    number = 0;
    stagesPassed = 0;
    faults = 0;
    timesFreed++;
  }
}
