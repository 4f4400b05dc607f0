// Charts: small drawings of the page's own, each with its figures in words for those who do not see it.

/** Round numbers on an axis from `low` to `high`. */
function ticks(low, high, wanted = 5) {
  const span = high - low || 1, rough = span / wanted, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((of) => of * power).find((of) => of >= rough);
  const made = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-6; at += step) made.push(Math.abs(at) < step * 1e-9 ? 0 : at);
  return made;
}

/** Charts are as wide as the page, so that their letters stay as high as its own. */
function chartWidth(most) { return Math.max(300, Math.min(most, (document.getElementById("main").clientWidth || most) - 24)); }

/** A text of a chart that is narrowed where it has less room than it is wide. */
function fitted(attributes, text, room) {
  return svg("text", { ...attributes, ...(textWidth(text) > room ? { textLength: room, lengthAdjust: "spacingAndGlyphs" } : {}) }, text);
}

/** Where each source's money goes: a bar a source, as long as what it has. */
function moneyChart(run) {
  const { sources } = run.plan.money;
  const most = Math.max(...sources.map((row) => Math.max(row.has_yuan, (row.committed_yuan ?? 0) + (row.works_yuan ?? 0))), 1);
  const names = sources.map((row) => plain(nameOf(row.name), 28)), widest = (texts) => Math.max(...texts.map((text) => textWidth(text))) + 16;
  const wide = chartWidth(760), room = wide - widest(sources.map((row) => money(row.has_yuan)));
  // Names stand above their bars where beside them they leave these no room.
  const above = room - widest(names) < 200, left = above ? 0 : widest(names), line = above ? 18 : 0, height = 26 + line;
  const scale = (yuan) => (yuan / most) * (room - left);
  const bars = sources.map((row, at) => {
    const y = 8 + at * height + line, committed = scale(row.committed_yuan ?? 0), works = scale(row.works_yuan ?? 0);
    return svg("g", {}, svg("title", {}, `${nameOf(row.name)}: ${money(row.has_yuan)}`),
      above ? fitted({ x: 0, y: y - 5, class: "strong" }, names[at], wide) : svg("text", { x: left - 8, y: y + 14, "text-anchor": "end", class: "strong" }, names[at]),
      svg("rect", { x: left, y, width: Math.max(scale(row.has_yuan), 0), height: 18, fill: COLOURS.paper, stroke: COLOURS.grey }),
      svg("rect", { x: left, y, width: committed, height: 18, fill: COLOURS.grey }),
      svg("rect", { x: left + committed, y, width: works, height: 18, fill: COLOURS.blue }),
      svg("text", { x: left + Math.max(scale(row.has_yuan), committed + works) + 6, y: y + 14 }, money(row.has_yuan)));
  });
  const keys = el("div", { class: "keys" },
    el("span", {}, key({ shape: "square", colour: COLOURS.blue, state: "solid" }, 6), headOf("money", "works_yuan")),
    el("span", {}, key({ shape: "square", colour: COLOURS.grey, state: "solid" }, 6), headOf("money", "committed_yuan")),
    el("span", {}, key({ shape: "square", state: "unused" }, 6), headOf("money", "left_yuan")));
  return el("div", {}, svg("svg", { class: "chart", viewBox: `0 0 ${wide} ${sources.length * height + 10}`, role: "img", "aria-label": say("money-chart") }, bars), keys);
}

/** Widths of bars, in minutes. */
const WIDTHS = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 240, 480];
const MOST_BARS = 20;

/** How long people travel to the facility that serves them: a chart a tier. */
function travelSection(run) {
  if (!run.links) return [];
  const charts = run.reached.map((tier) => {
    const own = [];
    for (let row = 0; row < run.links.count; row++) {
      const link = run.links.row(row);
      if (!link.leads && link.tier === tier.id) own.push(link);
    }
    const people = add(own, (link) => link.persons), most = own.reduce((most, link) => Math.max(most, link.minutes), 0);
    const width = WIDTHS.find((width) => most / width < MOST_BARS) ?? most / (MOST_BARS - 1);
    const bins = new Array(Math.floor(most / width) + 1).fill(0);
    for (const link of own) bins[Math.floor(link.minutes / width)] += link.persons;
    return people > 0 ? histogram(run, tier, bins, width, people, add(own, (link) => link.persons * link.minutes) / people, most) : null;
  }).filter(Boolean);
  if (!charts.length) return [];
  return [
    heading("travel", say("how-long-people-travel")),
    el("p", { class: "soft" }, say("travel-about")),
    el("div", { class: "charts" }, charts),
  ];
}

function histogram(run, tier, bins, minutesEach, people, mean, most) {
  const look = tierLook(run, tier.id), wide = Math.min(chartWidth(420), 420), high = 210, bottom = 170;
  const highest = Math.max(...bins, 1), left = Math.max(46, textWidth(whole(highest)) + 10), width = (wide - left - 10) / bins.length;
  const y = (persons) => bottom - (persons / highest) * (bottom - 24);
  const start = (at) => decimals(at * minutesEach, 1), span = (at) => `${start(at)}–${start(at + 1)}`;
  const label = say("travel-of", { tier: nameOf(tier.name), mean: minutes(mean), most: minutes(most) });
  const bars = bins.map((persons, at) => svg("rect", { x: left + at * width + 1, y: y(persons), width: Math.max(width - 2, 1), height: bottom - y(persons), fill: look.colour, stroke: COLOURS.ink, "stroke-width": 0.5 },
    svg("title", {}, say("travel-bar", { span: span(at), people: whole(persons), share: part(persons, people) }))));
  const every = Math.ceil(bins.length / 10);
  const axis = bins.map((_, at) => (at % every ? null : svg("text", { x: left + at * width, y: bottom + 16, "text-anchor": "middle" }, start(at))));
  const levels = ticks(0, highest, 4).map((persons) => svg("g", {}, svg("line", { x1: left, x2: wide - 10, y1: y(persons), y2: y(persons), class: "grid" }), svg("text", { x: left - 5, y: y(persons) + 4, "text-anchor": "end" }, whole(persons))));
  const rows = bins.map((persons, at) => ({ at, persons }));
  return el("figure", { class: "small" }, el("figcaption", {}, el("b", {}, label)),
    svg("svg", { class: "chart", viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": label }, levels, bars, axis, svg("text", { x: wide - 10, y: bottom + 34, "text-anchor": "end" }, say("axis.minutes")), svg("text", { x: 4, y: 12 }, say("axis.people"))),
    el("details", { class: "noprint" }, el("summary", {}, say("figures")), table({ caption: label, rows, sortable: false, columns: [
      { head: say("minutes"), cell: (row) => span(row.at) },
      { head: say("count-of-people"), number: true, value: (row) => row.persons, cell: (row) => whole(row.persons) },
      { head: say("share"), number: true, value: (row) => row.persons / people, cell: (row) => part(row.persons, people) },
    ] })));
}

/**
 * Points on two axes. `points`: {x, y, label, look, press}; `x.values`: what the axis spans beyond them; `join`: a line through them in their order. Each point can be
 * reached by the keyboard where there are not too many.
 */
function scatter({ points, x, y, label, join }) {
  const wide = chartWidth(760), high = 400, bottom = 340, top = 20;
  const range = (values) => { const [low, most] = values.reduce(([low, most], value) => [Math.min(low, value), Math.max(most, value)], [Infinity, -Infinity]), pad = (most - low || Math.abs(most) || 1) * 0.06; return [low - pad, most + pad]; };
  const [[x0, x1], [y0, y1]] = [range([...points.map((point) => point.x), ...(x.values ?? [])]), range(points.map((point) => point.y))];
  const across = x.ticks ?? ticks(x0, x1, wide < 500 ? 3 : 5), up = ticks(y0, y1);
  const left = Math.max(...up.map((at) => textWidth(y.text(at)))) + 14, right = Math.max(20, textWidth(x.text(across.at(-1))) / 2 + 4);
  const px = (value) => left + ((value - x0) / (x1 - x0)) * (wide - left - right), py = (value) => bottom - ((value - y0) / (y1 - y0)) * (bottom - top);
  const grid = [
    ...across.map((at) => svg("g", {}, svg("line", { x1: px(at), x2: px(at), y1: top, y2: bottom, class: "grid" }), fitted({ x: px(at), y: bottom + 18, "text-anchor": "middle" }, x.text(at), (wide - left) / across.length))),
    ...up.map((at) => svg("g", {}, svg("line", { x1: left, x2: wide - right, y1: py(at), y2: py(at), class: "grid" }), svg("text", { x: left - 6, y: py(at) + 4, "text-anchor": "end" }, y.text(at)))),
  ];
  const line = join ? [svg("path", { d: points.map((point, at) => `${at ? "L" : "M"}${px(point.x).toFixed(1)} ${py(point.y).toFixed(1)}`).join(""), fill: "none", stroke: COLOURS.grey, "stroke-width": 1.5 })] : [];
  const reachable = points.length <= 100;
  const dots = points.map((point) => {
    const { fill, line, width } = looks(point.look), radius = point.look.radius ?? 5, shape = corners(point.look.shape, px(point.x), py(point.y), radius);
    const { press } = point;
    const style = {
      fill, stroke: line, "stroke-width": width, tabindex: reachable ? 0 : null, "aria-label": reachable ? point.label : null, role: press ? "button" : reachable ? "img" : null,
      onclick: press, onkeydown: press ? (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); press(); } } : null,
    };
    const title = svg("title", {}, point.label);
    return shape ? svg("polygon", { points: shape.map((pair) => pair.map((n) => n.toFixed(1)).join(",")).join(" "), ...style }, title) : svg("circle", { cx: px(point.x).toFixed(1), cy: py(point.y).toFixed(1), r: radius, ...style }, title);
  });
  return svg("svg", { class: "chart", viewBox: `0 0 ${wide} ${high}`, role: reachable ? "group" : "img", "aria-label": label }, grid, line, dots,
    fitted({ x: wide / 2, y: bottom + 42, "text-anchor": "middle", class: "strong" }, x.name, wide - 8), fitted({ x: 4, y: 13, class: "strong" }, y.name, wide - 8));
}
