// SPDX-License-Identifier: Apache-2.0
// What is wrong, since when, and what to do: the first thing to read at three in the morning.

const $ = (id) => document.getElementById(id);

/** Makes an element with a class and a text; texts are never markup. */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** "since 03:12 (4 min)" */
export function since(fromMs, nowMs) {
  const at = new Date(fromMs);
  const sameDay = at.toDateString() === new Date(nowMs).toDateString();
  const clock = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return `since ${sameDay ? "" : at.toLocaleDateString() + " "}${clock} (${duration((nowMs - fromMs) / 1000)})`;
}

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  if (s < 172800) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} days`;
}

const ORDER = { bad: 0, warn: 1, ok: 2 };

/** The banner, the list of checks, the title of the tab. */
export function showHealth(live) {
  const problems = live.health.filter((fact) => fact.level !== "ok").sort((a, b) => ORDER[a.level] - ORDER[b.level]);
  const bad = problems.filter((fact) => fact.level === "bad").length;
  const level = bad ? "bad" : problems.length ? "warn" : "ok";
  say(level, headline(level, problems, bad, live), problems.map((fact) => problem(fact, live.now)));
  $("checks").replaceChildren(...live.health.map((fact) => check(fact)));
}

function headline(level, problems, bad, live) {
  if (level === "ok") return `All is well. Up for ${duration(live.about.upSeconds)}.`;
  const first = problems[0].name.replace(/^./, (c) => c.toUpperCase());
  const others = (bad || problems.length) - 1;
  const and = others ? ` and ${others} more` : "";
  const ready = live.ready ? "" : " The node takes no new clients.";
  return level === "bad" ? `${first}${and}: act now.${ready}` : `${first}${and}: look at it soon.${ready}`;
}

function problem(fact, now) {
  const item = element("li");
  const what = element("div", "what", fact.text + " ");
  what.append(element("span", "since", since(fact.since, now)));
  item.append(badge(fact.level), what);
  if (fact.advice) item.append(element("div", "do", fact.advice));
  return item;
}

function check(fact) {
  const item = element("li");
  item.append(badge(fact.level), element("span", "name", fact.name), element("span", "text", fact.text));
  return item;
}

function badge(level) {
  return element("span", `badge ${level}`, level === "ok" ? "ok" : level === "warn" ? "soon" : "bad");
}

/** The node does not answer at all. */
export function showSilence(sinceMs) {
  const now = Date.now();
  const item = element("li");
  const what = element("div", "what", "This page gets no answer from the node ");
  what.append(element("span", "since", since(sinceMs, now)));
  item.append(
    badge("bad"),
    what,
    element("div", "do", "Is its process there? ringtail status says so on its machine; ringtail start starts it. Or the network between you and it is broken."),
  );
  say("bad", "The node is silent: act now.", [item]);
}

/** A time range is shown, not the present. */
export function showPast(text, level) {
  say(level, text, []);
}

function say(level, text, items) {
  $("verdict").dataset.level = level;
  $("headline").textContent = text;
  $("problems").replaceChildren(...items);
  document.title = (level === "ok" ? "" : level === "bad" ? "● " : "○ ") + "Ringtail: " + text;
}
