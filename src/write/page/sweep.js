// A sweep: what varies, what becomes of it, and how often each site is chosen.

/** The columns of the scenarios; older runs do not state them. */
function sweepHeads(sweep) {
  const [row] = sweep.rows;
  return sweep.columns.length ? sweep.columns : Object.keys(row ?? {}).map((name) => ({ name, heading: { en: name }, unit: typeof row[name] === "number" ? "number" : "text" }));
}

function columnName(column) { return headOf("scenarios", column); }

function columnText(column) {
  if (column.endsWith("_gap")) return gap;
  if (column.includes("_yuan")) return money;
  const head = heads("scenarios").find((head) => head.name === column);
  return (value) => written(head, value);
}

function sweepPage(sweep) {
  constants.heads.scenarios = sweepHeads(sweep);
  const rows = sweep.rows, columns = heads("scenarios").map((head) => head.name);
  const reason = (row) => (language === "zh" && row.reason_zh) || row.reason;
  const statuses = new Map();
  for (const row of rows) statuses.set(row.status, (statuses.get(row.status) ?? 0) + 1);
  const outcomes = columns.filter((column) => !["scenario", ...sweep.parameters].includes(column) && !/_(bound|gap)$/.test(column) && rows.some((row) => typeof row[column] === "number"));
  const varied = sweep.parameters.map((path) => {
    const values = [...new Set(rows.map((row) => row[path]))];
    return el("li", {}, el("code", {}, given(path)), ": ", values.length > 12 ? say("values", { count: values.length }) : list(values.map((value) => given(value))));
  });
  return [
    ...title(sweep.name ?? sweep.plan, null, say("scenarios-of", { count: whole(rows.length) }), false),
    navigation([["short", say("nav.in-short")], ["what", say("what-depends-on-what")], ["map", say("map")], ["scenarios", say("scenarios")], ["modelled", say("modelled")], ["record", say("how-it-was-made")]]),
    heading("short", say("nav.in-short")),
    el("ul", { class: "says" }, [...statuses].map(([status, count]) => el("li", {}, saying("scenarios-with", { count: figure(count, whole(count)), status: word("status", status) })))),
    el("h3", {}, say("what-varies")), el("ul", { class: "says" }, varied, sweep.changes?.length ? el("li", {}, say("the-plan-was-changed"), list(sweep.changes.map((change) => el("code", {}, given(change))))) : null),
    ...sweepChart(sweep, outcomes),
    ...mapSection(say("sweep-map")),
    heading("scenarios", say("every-scenario")),
    el("p", { class: "soft" }, say("scenarios-about")),
    table({ id: "scenarios-table", caption: say("one-row-a-scenario"), rows, columns: columnsOf("scenarios", rows, {
      ...Object.fromEntries(columns.filter((column) => rows.some((row) => typeof row[column] === "number")).map((column) => [column, { cell: (row) => columnText(column)(row[column]) }])),
      reason: { long: true, value: reason, cell: (row) => told(reason(row)) }, reason_zh: null,
    }) }),
    ...modelledSection(sweep, true),
    ...recordSection({ version: sweep.version, command: "sweep", inputs: sweep.inputs, settings: sweep.settings }, null),
  ];
}

/** What became of scenarios that have no plan. */
const WITHOUT_PLAN = ["infeasible", "stopped-without-plan", "bad-input", "fault"];

const chosen = { x: null, y: null };

function sweepChart(sweep, outcomes) {
  const without = sweep.rows.filter((row) => WITHOUT_PLAN.includes(row.status)).length;
  const lacking = without ? el("p", { id: "not-drawn", class: "note" }, say(without === 1 ? "one-not-drawn" : "not-drawn", { all: whole(sweep.rows.length), without: whole(without) })) : null;
  if (!outcomes.length) return [heading("what", say("what-depends-on-what")), lacking].filter(Boolean);
  chosen.x ??= sweep.parameters[0] ?? "scenario";
  const differs = (column) => new Set(sweep.rows.map((row) => row[column]).filter((value) => value !== null)).size > 1;
  chosen.y ??= outcomes.find((column) => column.startsWith("covered_share") && differs(column)) ?? outcomes.find(differs) ?? outcomes[0];
  const holder = el("div");
  const pick = (axis, options, label) => {
    const box = el("select", { "data-axis": axis, onchange: () => { chosen[axis] = box.value; draw(); } }, options.map((option) => el("option", { value: option }, plain(columnName(option)))));
    box.value = chosen[axis];
    return el("label", {}, label, box);
  };
  const draw = () => {
    // The axis spans what the scenarios without a plan ask, too.
    const placed = sweep.rows.filter((row) => row[chosen.x] !== null && row[chosen.x] !== undefined);
    const rows = placed.filter((row) => typeof row[chosen.y] === "number");
    const words = [...new Set(placed.map((row) => row[chosen.x]))].filter((value) => typeof value !== "number");
    const at = (value) => (typeof value === "number" ? value : words.indexOf(value));
    const text = columnText(chosen.y), textX = words.length ? (value) => plain(words[value] ?? "") : columnText(chosen.x);
    const points = rows.map((row) => ({ x: at(row[chosen.x]), y: row[chosen.y], label: `${say("sweep.scenario")} ${row.scenario}: ${plain(row[chosen.x])}, ${text(row[chosen.y])}`, look: row.status === "proved" ? { shape: "circle", colour: COLOURS.blue, state: "faint", radius: 5 } : { shape: "triangle", colour: COLOURS.orange, state: "faint", radius: 5 } }));
    holder.replaceChildren(points.length ? scatter({ points, x: { name: plain(columnName(chosen.x)), text: textX, values: placed.map((row) => at(row[chosen.x])), ticks: words.length ? words.map((_, at) => at) : null }, y: { name: plain(columnName(chosen.y)), text }, label: say("chart-against", { y: columnName(chosen.y), x: columnName(chosen.x) }) }) : say("no-scenario-has-both"));
  };
  draw();
  return [
    heading("what", say("what-depends-on-what")),
    el("div", { class: "choose" }, pick("x", ["scenario", ...sweep.parameters], say("across")), pick("y", outcomes, say("up"))),
    holder, lacking,
    el("div", { class: "keys" }, el("span", {}, key({ shape: "circle", colour: COLOURS.blue, state: "faint" }, 5), word("status", "proved")), el("span", {}, key({ shape: "triangle", colour: COLOURS.orange, state: "faint" }, 5), say("not-quite-proved"))),
  ].filter(Boolean);
}

function sweepScene() {
  const sites = new Layer(file("sites"));
  const looks = { core: { shape: "square", colour: COLOURS.blue, state: "build", radius: 6 }, optional: { shape: "circle", colour: COLOURS.orange, state: "upgrade", radius: 5.5 }, never: { shape: "circle", state: "never", radius: 3 } };
  const layers = atlas.towns ? [{ id: "towns", on: true, group: () => say("layers.map"), label: () => say("town-borders"), key: () => stroke(COLOURS.grey), make: () => atlas.towns }] : [];
  for (const often of ["never", "optional", "core"]) {
    layers.push({
      id: often, on: true, group: () => say("layers.sites"), label: () => word("often", often), key: () => key(looks[often]),
      make: () => {
        const rows = [];
        for (let row = 0; row < sites.count; row++) if (sites.get("plan_often", row) === often) rows.push({ at: sites.at(row), ...looks[often], kind: "site", featureId: sites.get("id", row), row });
        return marks(rows, ({ row }) => el("div", {}, el("b", {}, given(sites.get("plan_name", row))), el("div", {}, share(sites.get("plan_chosen_share", row)))));
      },
    });
  }
  return {
    layers, extent: [sites],
    find: (kind, id) => { const row = sites.of(id); return row === undefined ? null : sites.at(row); },
    describe: (kind, id) => {
      const row = sites.of(id), get = (name) => sites.get(name, row);
      return [el("h3", { tabindex: -1 }, given(get("plan_name"))), el("div", {}, word("often", get("plan_often"))), facts([
        [say("id"), el("code", {}, given(id))],
        ...columnFacts("tally", sites, row, (name) => ["plan_name", "plan_town", "plan_often", "plan_works"].includes(name)),
        [headOf("tally", "plan_works"), given(get("plan_works"))],
      ]), modelledTags(sites, row), attributes(sites, row)].filter(Boolean);
    },
    search: (wanted, most) => search([["site", sites]], wanted, most),
  };
}
