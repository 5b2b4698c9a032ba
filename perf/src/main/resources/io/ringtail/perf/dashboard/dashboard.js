// SPDX-License-Identifier: Apache-2.0
// Asks the node once a second, or for a time range of its histogram logs, and shows the answer.

import { breakdown, curves, forgetCharts, lines, micros, short, spark, stagesOf } from "./charts.js";
import { duration, element, showHealth, showPast, showSilence } from "./health.js";

const $ = (id) => document.getElementById(id);
const KEEP = 300;
const EVERY_MS = 1000;
const state = { moments: [], kind: "all", range: "live", silentSince: 0, last: null, past: null };

async function ask(path) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(8000) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

// ---- live ----

async function live() {
  if (state.range === "live" && !document.hidden) {
    try {
      const newest = state.moments.at(-1);
      const answer = await ask(`api/live?since=${newest ? newest.t : 0}`);
      state.silentSince = 0;
      state.last = answer;
      state.moments = [...state.moments, ...answer.moments].slice(-KEEP);
      if (state.range === "live") showLive();
    } catch (broken) {
      state.silentSince ||= Date.now();
      if (Date.now() - state.silentSince > 2500) showSilence(state.silentSince);
    }
  }
  setTimeout(live, EVERY_MS);
}

function showLive() {
  const answer = state.last;
  if (!answer) return;
  showHealth(answer);
  tiles();
  timeCharts();
  stages(answer.curves, answer.percentiles, "last minute");
  domains(answer);
  document.body.dataset.overflow = document.documentElement.scrollWidth > innerWidth ? "yes" : "no";
  const about = answer.about;
  $("node").textContent = `${location.host} · up ${duration(about.upSeconds)}`;
  $("about").textContent = `Ringtail ${about.version} · pid ${about.pid} · ${about.threading} · ${about.database}`;
}

const column = (name) => state.moments.map((m) => m[name] ?? null);
const latency = (stage, at) => state.moments.map((m) => m.lat[stage]?.[at] ?? null);
const recent = (values) => { const v = values.slice(-5).filter((x) => x !== null); return v.length ? v.reduce((a, b) => a + b, 0) / v.length : null; };

function tiles() {
  const p99 = latency("total", 1);
  const [p99Value, p99Unit] = micros(recent(p99)).split(" ");
  const cpu = recent(column("cpu"));
  const ring = recent(column("ring"));
  const now = state.moments.at(-1) || {};
  const made = [
    tile("Stanzas in", short(round(recent(column("in")))), "/s", column("in")),
    tile("Stanzas out", short(round(recent(column("out")))), "/s", column("out")),
    tile("Sessions", short(now.sessions), "", column("sessions")),
    tile("p99 read to flush", p99Value, p99Unit, p99, recent(p99) > 500e3 ? "bad" : recent(p99) > 50e3 ? "warn" : ""),
    tile("CPU per stanza", short(recent(column("us"))), "µs", column("us")),
    tile("CPU", cpu === null ? "–" : cpu.toFixed(2), `of ${state.last.about.cores} cores`, column("cpu")),
    tile("Ring", ring === null ? "–" : ring.toFixed(0), "% full", column("ring"), ring > 75 ? "bad" : ring > 50 ? "warn" : ""),
    tile("Memory", now.rss ? short(round(now.rss / 1e6)) : "–", "MB", column("rss")),
  ];
  $("tiles").replaceChildren(...made);
}

const round = (value) => (value === null ? null : Math.round(value));

function tile(name, value, unit, values, level) {
  const made = element("div", "tile");
  if (level) made.dataset.level = level;
  const number = element("div", "value", value);
  number.append(element("span", "unit", unit || ""));
  made.append(element("div", "name", name), number, spark(values.slice(-120)));
  return made;
}

function timeCharts() {
  const times = column("t").map((t) => t / 1000);
  const accent = "#6366f1", second = "#ec4899", third = "#f59e0b", fourth = "#10b981";
  const mb = (name) => column(name).map((v) => (v === null ? null : v / 1e6));
  latencyLines(times, latency);
  lines("rates", times, [["in", accent, column("in")], ["out", second, column("out")], ["bounced", third, column("bounced")]]);
  lines("sessions", times, [["sessions", accent, column("sessions")], ["connections", second, column("connections")]]);
  lines("logins", times, [["logins", fourth, column("logins")], ["failed", "#ef4444", column("failed")]]);
  lines("cpu", times, [["µs per stanza", accent, state.moments.map((m) => (m.in >= 50 ? m.us ?? null : null))]]);
  lines("memory", times, [["resident", accent, mb("rss")], ["heap", fourth, mb("heap")], ["direct", third, mb("direct")]]);
  lines("gc", times, [["per second", accent, column("gc")], ["longest", second, column("gcMax")]]);
  lines("ring", times, [["% full", accent, column("ring")], ["stalled reads/s", "#ef4444", column("stalls")]], { top: 5 });
  lines("turns", times, [["longest turn", accent, latency("turn", 3).map((v) => (v === null ? null : v / 1e3))]]);
  lag(times);
}

function lag(times) {
  const names = [...new Set(state.moments.flatMap((m) => Object.keys(m.lag)))];
  $("nolag").hidden = names.length > 0;
  $("lag").hidden = names.length === 0;
  if (names.length) {
    const palette = ["#6366f1", "#ec4899", "#f59e0b", "#10b981", "#0ea5e9", "#a855f7"];
    lines("lag", times, names.map((name, i) => [name, palette[i % palette.length], state.moments.map((m) => m.lag[name] ?? null)]));
  }
}

function latencyLines(times, of) {
  const rows = [["p50", "#10b981", of("total", 0)], ["p99", "#f59e0b", of("total", 1)], ["p99.9", "#ec4899", of("total", 2)], ["max", "#7c8aa0", of("total", 3)]];
  lines("latency", times, rows, { log: true, format: micros });
}

function stages(shown, percentiles, span) {
  const found = stagesOf(shown, state.kind).filter((stage) => shown[`${stage}.${state.kind}`].n > 0);
  $("span").textContent = span;
  $("nothing").hidden = found.length > 0;
  $("breakdown").hidden = found.length === 0;
  const total = shown[`total.${state.kind}`] || shown[`parse.${state.kind}`];
  $("samples").textContent = found.length && total ? `${short(total.n)} stanzas timed, ${span}` : "";
  if (found.length) breakdown($("breakdown"), percentiles, shown, found, state.kind);
  curves("curves", percentiles, shown, found, state.kind);
}

function domains(answer) {
  $("domaincount").textContent = `of ${answer.about.domains}`;
  $("domains").replaceChildren(...answer.top.map((row) => {
    const made = element("tr");
    made.append(...[row.domain, short(row.sessions), short(row.messages), short(row.presences), short(row.iqs)].map((text) => element("td", "", text)));
    return made;
  }));
}

// ---- a time range of the histogram logs ----

async function past(fromMs, toMs) {
  document.body.dataset.mode = "past";
  const span = `${new Date(fromMs).toLocaleString()} to ${new Date(toMs).toLocaleString()}`;
  showPast(`Reading ${span} …`, "unknown");
  try {
    const answer = await ask(`api/history?from=${fromMs}&to=${toMs}`);
    const percentiles = state.last ? state.last.percentiles : (await ask(`api/live?since=${Date.now()}`)).percentiles;
    const moments = answer.moments || [];
    state.past = { answer, moments, percentiles, span };
    showRange();
  } catch (broken) {
    showPast(`The histogram logs cannot be shown: ${broken.message}`, "warn");
  }
}

function showRange() {
  const { answer, moments, percentiles, span } = state.past;
  const lost = answer.damaged ? ` ${answer.damaged} damaged lines were left out.` : "";
  showPast(moments.length ? `Latencies from ${span}.${lost}` : `Nothing was kept from ${span}.${lost}`, answer.damaged ? "warn" : "unknown");
  latencyLines(moments.map((m) => m.t / 1000), (stage, at) => moments.map((m) => m.lat[stage]?.[at] ?? null));
  stages(answer.curves, percentiles, span);
}

// ---- what can be chosen ----

function press(group, button) {
  group.querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
}

$("range").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  press($("range"), button);
  state.range = button.dataset.range;
  $("own").hidden = state.range !== "own";
  forgetCharts();
  if (state.range === "live") {
    document.body.dataset.mode = "live";
    showLive();
  } else if (state.range !== "own") {
    past(Date.now() - Number(state.range) * 1000, Date.now());
  }
});

$("own").addEventListener("submit", (event) => {
  event.preventDefault();
  const from = new Date($("from").value).getTime();
  const to = new Date($("to").value).getTime();
  if (from < to) past(from, to);
  else showPast("Choose a beginning and, after it, an end.", "warn");
});

$("kind").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  press($("kind"), button);
  state.kind = button.dataset.kind;
  redraw();
});

function redraw() {
  forgetCharts();
  if (state.range === "live") showLive();
  else if (state.past) showRange();
}

const dark = matchMedia("(prefers-color-scheme: dark)");
function theme(chosen) {
  document.documentElement.dataset.theme = chosen || (dark.matches ? "dark" : "light");
}
$("theme").addEventListener("click", () => {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", next);
  theme(next);
  redraw();
});
dark.addEventListener("change", () => { theme(localStorage.getItem("theme")); redraw(); });
theme(new URLSearchParams(location.search).get("theme") || localStorage.getItem("theme"));

let resizing;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(redraw, 150); });

// a link may name the range: /?range=3600
const wanted = $("range").querySelector(`[data-range="${Number(new URLSearchParams(location.search).get("range")) || "live"}"]`);
if (wanted) wanted.click();
live();
