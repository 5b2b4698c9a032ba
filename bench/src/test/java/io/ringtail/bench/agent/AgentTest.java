// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.usage.ProcessTree;
import io.ringtail.bench.usage.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  private static final double TICKS_S = 0.03;
  @TempDir private Path proc;

  @Test
  void shouldAccountAProcessAndItsDescendants() throws IOException {
    process(10, 1, 150, 50, 1000);
    process(11, 10, 100, 0, 500);
    process(12, 11, 0, 100, 250);
    process(20, 1, 9999, 9999, 9999);
    Files.writeString(proc.resolve("meminfo"), "MemTotal: 9 kB\nSlab:   64 kB\n");
    final Map<String, AgentLook> looks =
        AgentLook.parse(
            new Agent(proc, List.of("--pid", "server=10", "--pid", "db=12")).look(true));
    final AgentLook server = looks.get("server");
    assertEquals(3, server.processes());
    assertEquals(4.0, server.cpuSeconds());
    assertEquals((1750 + 3 * 7 + 40) * 1024, server.residentBytes(), "shared memory counts once");
    assertEquals(3 * 77, server.writes());
    assertEquals(64 * 1024, server.slabBytes());
    assertEquals(1, looks.get("db").processes());
  }

  private void process(
      final int pid, final int parent, final int user, final int system, final int anonymousKib)
      throws IOException {
    final Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        pid + " (a) b) S " + parent + " 0 0 0 0 0 0 0 0 0 " + user + " " + system + " 0 0 20 0");
    Files.writeString(folder.resolve("comm"), "beam.smp\n");
    Files.writeString(
        folder.resolve("status"),
        "Name: a\nRssAnon: " + anonymousKib + " kB\nRssFile: 7 kB\nRssShmem: 40 kB\n");
    Files.writeString(folder.resolve("io"), "wchar: 5\nsyscw: 77\n");
  }

  @Test
  void shouldSayWhatIsWrongWithItsArguments() {
    assertWrong("which processes", List.of());
    assertWrong("there is no process 99", List.of("--pid", "server=99"));
    assertWrong("not a number", List.of("--pid", "server=x"));
    assertWrong("unknown option --pit", List.of("--pit", "1"));
    assertWrong("--pid needs a value", List.of("--pid"));
  }

  private void assertWrong(final String expected, final List<String> args) {
    final String message =
        assertThrows(IllegalArgumentException.class, () -> new Agent(proc, args)).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void shouldRefuseAnAnswerThatIsNoAgents() {
    assertThrows(IOException.class, () -> AgentLook.parse("HTTP/1.1 400 Bad Request\r\n"));
    assertThrows(IOException.class, () -> AgentLook.parse("{\"a\":1}\n"));
    assertThrows(IOException.class, () -> AgentLook.parse(""));
  }

  @Test
  void shouldRunAsOneFile() throws IOException, InterruptedException {
    final Path source = Path.of("src/main/java/io/ringtail/bench/agent/Agent.java");
    final Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.toString(),
                "--pid",
                "self=" + ProcessHandle.current().pid(),
                "--count",
                "1")
            .redirectErrorStream(true)
            .start();
    final String text = new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(agent.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, agent.exitValue(), text);
    assertTrue(AgentLook.parse(text).get("self").cpuSeconds() > 0, text);
  }

  @Test
  void shouldTellTheLabTheSameNumbersFromAfar() throws IOException, InterruptedException {
    final Process agent =
        agent("--pid", "server=" + ProcessHandle.current().pid(), "--listen", "0");
    try (BufferedReader said = agent.errorReader()) {
      final String port = said.readLine().replaceAll(".*:", "");
      final InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
      final Processes afar = AgentProcesses.of(address).get("server");
      final Processes here = new ProcessTree(List.of(ProcessHandle.current().pid()));

      final Processes.Look before = here.look();
      final Processes.Look told = afar.look();
      final Processes.Look after = here.look();

      // compilers' threads are read behind their process, in ticks of 10 ms, and taken off it
      assertTrue(told.cpuSeconds() >= before.cpuSeconds() - TICKS_S, before + " " + told);
      assertTrue(told.cpuSeconds() <= after.cpuSeconds() + TICKS_S, told + " " + after);
      assertTrue(told.writtenBytes() >= before.writtenBytes(), before + " " + told);
      assertTrue(told.slabBytes() > 0 && told.processes() >= 1, told.toString());
      assertTrue(afar.isAlive() && !afar.isHere());
      assertTrue(afar.collectors().isPresent() == here.collectors().isPresent());
    } finally {
      agent.destroy();
      assertTrue(agent.waitFor(10, TimeUnit.SECONDS));
    }
  }

  private static Process agent(final String... arguments) throws IOException {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("src/main/java/io/ringtail/bench/agent/Agent.java");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
