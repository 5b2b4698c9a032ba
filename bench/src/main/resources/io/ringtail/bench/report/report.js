'use strict';
// Draws the curves of the report from the JSON in the page. Colours come from the style sheet, so both themes work.
(() => {
  const runs = JSON.parse(document.getElementById('lab-data').textContent);
  const charts = [];
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const round = (v, digits) => Number(v.toPrecision(digits)).toLocaleString('en', {maximumSignificantDigits: digits});
  const ms = v => v == null ? '–' : round(v, 3) + ' ms';
  const perSecond = v => v == null ? '–' : Math.round(v).toLocaleString('en') + '/s';
  const percent = x => { const p = 100 * (1 - 1 / x); return (x < 1.5 ? 0 : +p.toFixed(Math.max(0, Math.round(Math.log10(x)) - 2) + (x < 100 ? 1 : 0))) + ' %'; };

  // Aligned columns for series that do not share their x values.
  const align = tables => {
    const xs = [...new Set(tables.flatMap(t => t.x))].sort((a, b) => a - b);
    const place = new Map(xs.map((x, i) => [x, i]));
    const columns = tables.map(t => { const c = new Array(xs.length).fill(null); t.x.forEach((x, i) => { c[place.get(x)] = t.y[i]; }); return c; });
    return [xs, ...columns];
  };

  // Text with a rim of the background, so that it reads across lines.
  const write = (ctx, text, colour, x, y) => {
    ctx.strokeStyle = css('--card');
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.lineJoin = 'round';
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  };

  // Writes each line's name at its end, pushed apart where they would overlap.
  const directLabels = narrow => ({hooks: {draw: [u => {
    if (narrow) return;
    const ratio = devicePixelRatio, ends = [];
    u.series.forEach((s, i) => {
      if (i === 0 || !s.show || !s.direct) return;
      let k = u.data[i].length - 1;
      while (k >= 0 && u.data[i][k] == null) k--;
      if (k >= 0) ends.push({text: s.direct, colour: s.colour, x: u.valToPos(u.data[0][k], 'x', true), y: u.valToPos(u.data[i][k], 'y', true)});
    });
    ends.sort((a, b) => a.y - b.y);
    ends.forEach((e, i) => { if (i > 0) e.y = Math.max(e.y, ends[i - 1].y + 15 * ratio); });
    const ctx = u.ctx;
    ctx.save();
    ctx.font = `600 ${12.5 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    for (const e of ends) write(ctx, e.text, e.colour, e.x + 7 * ratio, e.y);
    ctx.restore();
  }]}});

  // Horizontal lines at the objectives, and a ring around each knee.
  const marks = (objectives, knees, narrow) => ({hooks: {drawClear: [u => {
    const ctx = u.ctx, ratio = devicePixelRatio, {left, top, width, height} = u.bbox;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    for (const o of objectives) {
      const y = Math.round(u.valToPos(o, 'y', true));
      if (y < top || y > top + height) continue;
      ctx.strokeStyle = ctx.fillStyle = css('--muted');
      ctx.globalAlpha = .55;
      ctx.setLineDash([2 * ratio, 3 * ratio]);
      ctx.beginPath(); ctx.moveTo(left, y); ctx.lineTo(left + width, y); ctx.stroke();
      ctx.globalAlpha = 1;
      ctx.fillText(o + ' ms', left + width - 4 * ratio, y - 4 * ratio);
    }
    ctx.restore();
  }], draw: [u => {
    const ctx = u.ctx, ratio = devicePixelRatio;
    ctx.save();
    for (const k of knees) {
      const x = u.valToPos(k.x, 'x', true), y = u.valToPos(k.y, 'y', true);
      ctx.strokeStyle = ctx.fillStyle = k.colour;
      ctx.lineWidth = 2 * ratio;
      ctx.setLineDash([]);
      ctx.beginPath(); ctx.arc(x, y, 8 * ratio, 0, 2 * Math.PI); ctx.stroke();
      ctx.font = `600 ${11.5 * ratio}px system-ui, sans-serif`;
      ctx.textAlign = 'right';
      if (!narrow) write(ctx, 'knee ' + perSecond(k.x), k.colour, x - 12 * ratio, y - 9 * ratio);
    }
    ctx.restore();
  }]}});

  const axis = (label, values, more) => ({stroke: css('--muted'), font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif',
    label, labelSize: 18, labelGap: 0, gap: 4, grid: {stroke: css('--grid'), width: 1}, ticks: {stroke: css('--line'), width: 1, size: 5}, values, ...more});
  const logSplits = (min, max) => { const out = []; for (let d = Math.floor(Math.log10(min)); d <= Math.ceil(Math.log10(max)); d++)
    for (const m of [1, 2, 5]) { const v = m * 10 ** d; if (v >= min * .999 && v <= max * 1.001) out.push(+v.toPrecision(1)); } return out; };
  const logY = (narrow) => axis('latency', (u, splits) => splits.map(v => v == null ? '' : (v >= 1000 ? v / 1000 + ' s' : v + ' ms')),
    {size: 58, splits: u => logSplits(u.scales.y.min, u.scales.y.max), filter: (u, splits) => splits.length > 10 ? splits.map(v => /^[0.]*1/.test(String(v)) ? v : null) : splits});
  const logRange = (u, min, max) => min == null ? [1, 10] : [min / 1.25, max * 1.3];
  const line = (name, colour, value, more) => ({label: name, colour, stroke: colour, width: 2, points: {show: false}, spanGaps: true, value: (u, v) => value(v), ...more});

  const kinds = {
    percentiles(run, narrow) {
      const list = run.percentiles;
      return {
        data: align(list),
        options: {
          scales: {x: {time: false, distr: 3, range: (u, min, max) => [1, Math.max(max, 100)]}, y: {distr: 3, range: logRange}},
          axes: [axis('percentile', (u, splits) => splits.map(percent), {size: 30, splits: u => (narrow ? [1, 10, 100, 1e3, 1e4] : [1, 2, 10, 100, 1e3, 1e4, 1e5]).filter(x => x <= u.scales.x.max), filter: (u, s) => s}), logY(narrow)],
          series: [{label: 'percentile', value: (u, v) => v == null ? '–' : +(100 * (1 - 1 / v)).toFixed(3) + ' %'},
            ...list.map(s => line(s.name, css('--s' + s.colour), ms, {direct: s.name}))],
          plugins: [directLabels(narrow)]}};
    },
    curve(run, narrow) {
      const list = run.curves;
      const knees = list.filter(s => s.knee).map(s => ({...s.knee, colour: css('--s' + s.colour)}));
      return {
        data: align(list.flatMap(s => [{x: s.x, y: s.p99}, {x: s.x, y: s.p50}])),
        options: {
          scales: {x: {time: false, range: (u, min, max) => [0, max * 1.02]}, y: {distr: 3, range: logRange}},
          axes: [axis('offered, messages per second', (u, splits) => splits.map(v => v >= 1000 ? v / 1000 + ' k' : v), {size: 30, space: 70}), logY(narrow)],
          series: [{label: 'offered', value: (u, v) => perSecond(v)}, ...list.flatMap(s => [
            line(s.name + ' p99', css('--s' + s.colour), ms, {direct: s.name, points: {show: true, size: 6, fill: css('--s' + s.colour)}}),
            line(s.name + ' p50', css('--s' + s.colour), ms, {width: 1.5, dash: [5, 4]})])],
          plugins: [marks([10, 25, 50, 75, 100], knees, narrow), directLabels(narrow)]}};
    },
    received(run, narrow) { return timeline(run, narrow, 'received', perSecond); },
    p99(run, narrow) { return timeline(run, narrow, 'p99', ms); },
  };

  function timeline(run, narrow, key, value) {
    const tables = [], series = [];
    for (const target of run.timelines) target.rounds.forEach((r, i) => {
      const colour = css('--s' + target.colour);
      tables.push({x: r.t, y: r[key]});
      series.push(line(target.name + (target.rounds.length > 1 ? ' ' + (i + 1) : ''), colour, value, {width: 1.5, alpha: .75, direct: i === 0 && key === 'p99' ? target.name : null}));
    });
    const y = key === 'p99' ? {distr: 3, range: logRange} : {range: (u, min, max) => [0, max == null ? 1 : max * 1.15]};
    const left = key === 'p99' ? logY(narrow) : axis('received per second', (u, splits) => splits.map(v => v >= 1000 ? v / 1000 + ' k' : v), {size: 58});
    return {data: align(tables), legend: false, options: {scales: {x: {time: false}, y},
      axes: [axis('second of the round', (u, splits) => splits.map(v => v + ' s'), {size: 30}), left],
      series: [{label: 'second', value: (u, v) => v == null ? '–' : v + ' s'}, ...series], plugins: [directLabels(narrow)]}};
  }

  function draw() {
    charts.splice(0).forEach(c => c.plot.destroy());
    for (const box of document.querySelectorAll('.chart')) {
      const width = box.clientWidth, narrow = width < 480;
      const chart = kinds[box.dataset.kind](runs[box.dataset.run], narrow);
      if (chart.data.length < 2 || chart.data[0].length === 0) { box.textContent = 'Nothing valid to draw.'; continue; }
      const labels = chart.options.series.map(s => s.direct ? s.direct.length * 7 : 0);
      const plot = new uPlot({width, height: narrow ? 260 : 320, padding: [14, narrow ? 10 : Math.max(16, ...labels) + 14, 0, 0],
        legend: {show: chart.legend !== false, live: true, markers: {width: 0, fill: (u, i) => u.series[i].colour}}, cursor: {points: {size: 7}}, ...chart.options}, chart.data, box);
      charts.push({box, plot, narrow});
    }
  }

  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  let wait;
  addEventListener('resize', () => { clearTimeout(wait); wait = setTimeout(draw, 120); });
})();
