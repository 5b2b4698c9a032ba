// SPDX-License-Identifier: Apache-2.0
// Charts over uPlot, the bars of the stages, the small lines of the tiles.

import { element } from "./health.js";

/** The order of a stanza's way; a stage nobody listed comes before deliver. */
export const STAGES = ["read", "parse", "queue", "route", "archive", "inbox", "deliver", "write", "flush"];
const COLOURS = {
  read: "#7c8aa0", parse: "#0ea5e9", queue: "#f59e0b", route: "#6366f1", archive: "#10b981",
  inbox: "#84a80c", deliver: "#ec4899", write: "#a855f7", flush: "#f97316",
};
const SPARE = ["#14b8a6", "#b45309", "#64748b", "#be185d"];

export function colour(stage) {
  return COLOURS[stage] || SPARE[[...stage].reduce((sum, c) => sum + c.charCodeAt(0), 0) % SPARE.length];
}

export function stagesOf(curves, kind) {
  const found = Object.keys(curves).filter((key) => key.endsWith("." + kind)).map((key) => key.slice(0, -kind.length - 1));
  const rank = (stage) => { const at = STAGES.indexOf(stage); return at < 0 ? STAGES.indexOf("deliver") - 0.5 : at; };
  return found.filter((stage) => stage !== "total" && stage !== "turn").sort((a, b) => rank(a) - rank(b));
}

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** 0.8 µs, 12 µs, 3.4 ms, 1.2 s out of microseconds. */
export function micros(us) {
  if (us === null || us === undefined || Number.isNaN(us)) return "–";
  if (us < 9.95) return `${us.toFixed(1)} µs`;
  if (us < 995) return `${us.toFixed(0)} µs`;
  if (us < 9950) return `${(us / 1e3).toFixed(1)} ms`;
  if (us < 995000) return `${(us / 1e3).toFixed(0)} ms`;
  return `${(us / 1e6).toFixed(1)} s`;
}

/** 950, 12.3 k, 4.1 M */
export function short(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size >= 1e9) return (value / 1e9).toFixed(1) + " G";
  if (size >= 1e6) return (value / 1e6).toFixed(1) + " M";
  if (size >= 1e4) return (value / 1e3).toFixed(1) + " k";
  if (size >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : 2);
}

const charts = new Map();

/** A chart is as wide as its card, whatever turns the phone or drags the window. */
const resized = new ResizeObserver((places) => places.forEach(({ target }) => {
  const known = charts.get(target.id);
  if (known && target.clientWidth > 0 && known.chart.width !== target.clientWidth) {
    known.chart.setSize({ width: target.clientWidth, height: known.chart.height });
  }
}));

function draw(id, options, data) {
  const place = document.getElementById(id);
  const key = JSON.stringify(options.series.map((s) => s.label)) + css("--text") + options.shape;
  const known = charts.get(id);
  if (known && known.key === key) {
    known.chart.setData(data);
    return;
  }
  if (known) known.chart.destroy();
  const size = { width: place.clientWidth, height: place.clientHeight - (options.series.length > 7 ? 58 : 36) };
  charts.set(id, { key, chart: new uPlot({ ...size, ...options }, data, place) });
  resized.observe(place);
}

/** Every chart is made anew at the next drawing: the theme or the window has changed. */
export function forgetCharts() {
  charts.forEach((known) => known.chart.destroy());
  charts.clear();
}

const axis = (more) => ({
  stroke: css("--quiet"), grid: { stroke: css("--grid"), width: 1 }, ticks: { stroke: css("--grid"), width: 1, size: 4 },
  font: "11px system-ui, sans-serif", ...more,
});

const two = (n) => String(n).padStart(2, "0");

/** 03:12:40, without seconds where a step is a minute or more, with the day where it is hours. */
function clock(seconds, step) {
  const at = new Date(seconds * 1000);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (step >= 10800) return `${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
  return step >= 60 ? time : `${time}:${two(at.getSeconds())}`;
}

const last = (values) => values.findLast((v) => v !== null && v !== undefined);
const text = (v, format) => (v === null || v === undefined ? "–" : format(v));

/** Lines over time. Each line: [label, colour, values, format]. */
export function lines(id, times, rows, options = {}) {
  const format = options.format || short;
  const log = options.log ? { distr: 3 } : { range: (u, min, max) => [0, Math.max(options.top || 0, max > 0 ? max * 1.12 : 1)] };
  draw(id, {
    shape: options.log ? "log" : "linear",
    cursor: { y: false, points: { size: 6 } },
    padding: [8, 22, 0, 0],
    scales: { x: { time: true }, y: log },
    axes: [
      axis({ space: 78, values: (u, splits, i, space, step) => splits.map((t) => clock(t, step)) }),
      axis({ size: 58, space: 34, values: (u, values) => values.map((v) => (v === null ? "" : format(v))) }),
    ],
    series: [
      { label: "at", value: (u, v) => (v === null ? "now" : clock(v, 1)) },
      ...rows.map(([label, stroke, , own]) => ({
        label, stroke, width: 1.6, spanGaps: true, points: { show: false },
        fill: rows.length === 1 ? stroke + "22" : undefined,
        value: (u, v, row, i) => text(i === null ? last(u.data[row]) : v, own || format),
      })),
    ],
  }, [times, ...rows.map((row) => row[2])]);
}

/** Percentile curves: far percentiles get as much room as near ones. */
export function curves(id, percentiles, shown, stages, kind) {
  const at = percentiles.map((p, i) => (p >= 100 ? 5 : Math.log10(100 / (100 - p)) + i * 1e-9));
  const ticks = [[0, "0"], [0.30103, "50"], [1, "90"], [2, "99"], [3, "99.9"], [4, "99.99"], [5, "max"]];
  const rows = [...stages, "total"].filter((stage) => shown[`${stage}.${kind}`]);
  draw(id, {
    shape: kind,
    cursor: { y: false, points: { size: 6 } },
    padding: [8, 18, 0, 0],
    scales: { x: { time: false, range: [0, 5] }, y: { distr: 3 } },
    axes: [
      axis({ splits: () => ticks.map((t) => t[0]), values: (u, splits) => splits.map((s) => (ticks.find((t) => t[0] === s) || [0, ""])[1]), filter: (u, s) => s }),
      axis({ size: 58, values: (u, values) => values.map((v) => (v === null ? "" : micros(v))) }),
    ],
    series: [
      { label: "percentile", value: (u, v, row, i) => (i === null ? "99" : String(percentiles[i] ?? "")) },
      ...rows.map((stage) => ({
        label: stage, stroke: stage === "total" ? css("--text") : colour(stage), width: stage === "total" ? 2.4 : 1.5,
        points: { show: false }, value: (u, v, row, i) => micros(i === null ? u.data[row][percentiles.indexOf(99)] : v),
      })),
    ],
  }, [at, ...rows.map((stage) => shown[`${stage}.${kind}`].v.map((v) => Math.max(v, 0.1)))]);
}

/** One bar per percentile, one part per stage, as long as it took. */
export function breakdown(place, percentiles, shown, stages, kind) {
  const bars = [["half of all", 50], ["9 of 10", 90], ["99 of 100", 99], ["999 of 1000", 99.9]];
  const at = (stage, p) => shown[`${stage}.${kind}`].v[percentiles.indexOf(p)];
  const made = bars.map(([name, p]) => {
    const values = stages.map((stage) => [stage, at(stage, p)]);
    const sum = values.reduce((all, [, v]) => all + v, 0);
    const bar = element("div", "bar");
    const label = element("span", "quiet", `p${p}`);
    label.title = name;
    const rail = element("div", "rail");
    values.forEach(([stage, v]) => {
      const part = element("div", "part", v / sum > 0.09 ? `${stage} ${micros(v)}` : "");
      part.style.width = `${(v / sum) * 100}%`;
      part.style.background = colour(stage);
      part.title = `${stage}: ${micros(v)}`;
      rail.append(part);
    });
    const total = shown[`total.${kind}`] ? at("total", p) : sum;
    const end = element("span", "sum", micros(total));
    end.title = `${name} stanzas took at most this long from read to flush`;
    bar.append(label, rail, end);
    return bar;
  });
  const legend = element("div", "legend");
  stages.forEach((stage) => {
    const entry = element("span");
    const dot = element("i");
    dot.style.background = colour(stage);
    entry.append(dot, stage, element("b", "", micros(at(stage, 50))));
    legend.append(entry);
  });
  place.replaceChildren(...made, legend);
}

/** A small line without axes. */
export function spark(values) {
  const clean = values.filter((v) => v !== null && v !== undefined);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 100 26");
  svg.setAttribute("preserveAspectRatio", "none");
  if (clean.length > 1) {
    const top = Math.max(...clean, 1e-9);
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", clean.map((v, i) => `${i ? "L" : "M"}${((i / (clean.length - 1)) * 100).toFixed(1)} ${(24.5 - (v / top) * 22).toFixed(1)}`).join(""));
    svg.append(path);
  }
  return svg;
}
