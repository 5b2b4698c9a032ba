// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadingChoiceTest {
  private static final int STAGES = 4;

  @ParameterizedTest
  @CsvSource({
    "1, INLINE, 1, 0",
    "2, INLINE, 1, 0",
    "4, INLINE, 1, 0",
    "5, SHARED, 3, 1",
    "7, SHARED, 5, 1",
    "8, DEDICATED, 3, 4",
    "16, DEDICATED, 11, 4"
  })
  void shouldPickByCores(
      final int cores, final Threading mode, final int ioLoops, final int stageThreads) {
    final ThreadingChoice choice = choose(ThreadingSettings.automatic(), machine(cores));
    assertEquals(mode, choice.mode());
    assertEquals(ioLoops, choice.ioLoops());
    assertEquals(stageThreads, choice.stageThreads());
  }

  @Test
  void shouldCountTheQuotaNotTheMachine() {
    final CpuBudget twoOfSixtyFour = new CpuBudget(machine(64).allowedCpus(), 2.5);
    assertEquals(Threading.INLINE, choose(ThreadingSettings.automatic(), twoOfSixtyFour).mode());
  }

  @Test
  void shouldSayWhatItChoseAndWhy() {
    final String reason = choose(ThreadingSettings.automatic(), machine(2)).reason();
    assertTrue(reason.contains("threading = inline"), reason);
    assertTrue(reason.contains("2 cores"), reason);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY_SPIN", "YIELDING"})
  void shouldRefuseSpinningOnEveryCore(final Idle idle) {
    final ThreadingDecision decision =
        ThreadingChoice.decide(
            new ThreadingSettings(Threading.DEDICATED, idle, 0, true), machine(4), STAGES);
    final String reason = assertInstanceOf(ThreadingDecision.Refusal.class, decision).reason();
    assertTrue(reason.contains("4 threads spinning on 4 cores"), reason);
  }

  @Test
  void shouldAllowSpinningWhereCoresAreLeft() {
    final ThreadingSettings wish = new ThreadingSettings(Threading.SHARED, Idle.BUSY_SPIN, 0, true);
    assertEquals(Idle.BUSY_SPIN, choose(wish, machine(2)).idle());
  }

  @Test
  void shouldRefuseSeveralLoopsInline() {
    final ThreadingSettings wish = new ThreadingSettings(Threading.INLINE, Idle.BACKOFF, 2, true);
    assertInstanceOf(
        ThreadingDecision.Refusal.class, ThreadingChoice.decide(wish, machine(4), STAGES));
  }

  @Test
  void shouldPinStagesToTheLastCpus() {
    assertEquals(
        List.of(4, 5, 6, 7), choose(ThreadingSettings.automatic(), machine(8)).stageCpus());
  }

  @Test
  void shouldNotPinUnderQuota() {
    final CpuBudget eightOfSixteen = new CpuBudget(machine(16).allowedCpus(), 8);
    assertEquals(List.of(), choose(ThreadingSettings.automatic(), eightOfSixteen).stageCpus());
  }

  @Test
  void shouldNotPinMoreThreadsThanCpus() {
    final ThreadingSettings wish =
        new ThreadingSettings(Threading.DEDICATED, Idle.BACKOFF, 0, true);
    assertEquals(List.of(), choose(wish, machine(2)).stageCpus());
  }

  @Test
  void shouldTakeTheConfiguredNumberOfLoops() {
    final ThreadingSettings wish = new ThreadingSettings(Threading.AUTO, Idle.BACKOFF, 6, true);
    assertEquals(6, choose(wish, machine(16)).ioLoops());
  }

  private static CpuBudget machine(final int cores) {
    return new CpuBudget(IntStream.range(0, cores).boxed().toList(), Double.POSITIVE_INFINITY);
  }

  private static ThreadingChoice choose(final ThreadingSettings wish, final CpuBudget cpus) {
    return assertInstanceOf(ThreadingChoice.class, ThreadingChoice.decide(wish, cpus, STAGES));
  }
}
