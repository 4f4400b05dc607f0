// A sweep: what varies, what becomes of it, and how often each site is chosen.

/** The words for a column of a sweep's table. */
function columnName(column) {
  const fixedNames = {
    scenario: ["scenario", "情景"], status: ["verdict", "结论"], reason: ["why no plan", "无方案的原因"], works_cost_yuan: ["money for works", "建设投入"],
    running_cost_yuan_a_year: ["running cost a year", "年运营费用"], shortfall: STAGES.shortfall, coverage_weighted_people: STAGES.coverage, money_yuan: STAGES.money, travel_person_km: STAGES.travel,
  };
  if (Object.hasOwn(fixedNames, column)) return say(...fixedNames[column]);
  const starts = [["covered_share_", "share covered: ", "覆盖率："], ["covered_people_", "people covered: ", "覆盖人数："], ["new_facilities_", "new: ", "新增："], ["facilities_", "facilities: ", "设施数："], ["spent_yuan_", "spent: ", "支出："]];
  for (const [start, english, chinese] of starts) if (column.startsWith(start)) return say(english, chinese) + column.slice(start.length);
  return column;
}

function columnText(column) {
  if (column.includes("_yuan")) return money;
  if (column.includes("_share")) return share;
  if (column.endsWith("_gap")) return gap;
  return (value) => (typeof value === "number" ? decimals(value, 3) : value ?? "–");
}

function sweepPage(sweep) {
  const rows = sweep.rows, columns = rows.length ? Object.keys(rows[0]) : [];
  const statuses = new Map();
  for (const row of rows) statuses.set(row.status, (statuses.get(row.status) ?? 0) + 1);
  const outcomes = columns.filter((column) => !["scenario", "status", "reason", ...sweep.parameters].includes(column) && !/_(bound|gap)$/.test(column) && rows.some((row) => typeof row[column] === "number"));
  const varied = sweep.parameters.map((path) => {
    const values = [...new Set(rows.map((row) => row[path]))];
    return el("li", {}, el("code", {}, given(path)), ": ", values.length > 12 ? say(`${values.length} values`, `${values.length} 个取值`) : list(values.map((value) => given(value))));
  });
  return [
    ...title(sweep.plan, null, say(`${whole(rows.length)} scenarios of this plan`, `本规划的 ${whole(rows.length)} 个情景`), false),
    navigation([["short", say("In short", "要点")], ["what", say("What depends on what", "影响关系")], ["map", say("Map", "地图")], ["scenarios", say("Scenarios", "情景")], ["modelled", say("Modelled", "模拟数据")], ["record", say("How it was made", "编制说明")]]),
    heading("short", say("In short", "要点")),
    el("ul", { class: "says" }, [...statuses].map(([status, count]) => el("li", {}, figure(count, whole(count)), ` ${say("scenarios: ", "个情景：")}`, word(STATUS, status)))),
    el("h3", {}, say("What varies", "变化的参数")), el("ul", { class: "says" }, varied),
    ...sweepChart(sweep, outcomes),
    ...mapSection(say("How often each site is chosen over all scenarios that have a plan.", "各点位在全部有方案的情景中被选中的次数。")),
    heading("scenarios", say("Every scenario", "逐个情景")),
    el("p", { class: "soft" }, say("Each value with its bound and gap; nothing is called best unless its gap is 0.", "每个值均附理论界与差距；仅差距为 0 时为最优。")),
    table({ id: "scenarios-table", caption: say("One row a scenario", "每行一个情景"), rows, columns: columns.filter((column) => rows.some((row) => row[column] !== null)).map((column) => {
      const text = columnText(column), numeric = rows.some((row) => typeof row[column] === "number");
      const ends = column.match(/^(.*)_(bound|gap)$/);
      const head = ends ? `${columnName(ends[1])}: ${ends[2] === "gap" ? say("gap", "差距") : say("bound", "理论界")}` : columnName(column);
      return { head, number: numeric, long: column === "reason", value: (row) => row[column], cell: (row) => (column === "status" ? word(STATUS, row.status) : numeric ? text(row[column]) : (column === "reason" ? told : given)(row[column] ?? "–")) };
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
  const lacking = without ? el("p", { id: "not-drawn", class: "note" }, without === 1 ? say(`1 of the ${whole(sweep.rows.length)} scenarios has no plan and is not drawn.`, `${whole(sweep.rows.length)} 个情景中有 1 个无方案，图中未画出。`) : say(`${whole(without)} of the ${whole(sweep.rows.length)} scenarios have no plan and are not drawn.`, `${whole(sweep.rows.length)} 个情景中有 ${whole(without)} 个无方案，图中未画出。`)) : null;
  if (!outcomes.length) return [heading("what", say("What depends on what", "影响关系")), lacking].filter(Boolean);
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
    const points = rows.map((row) => ({ x: at(row[chosen.x]), y: row[chosen.y], label: `${say("scenario", "情景")} ${row.scenario}: ${plain(row[chosen.x])}, ${text(row[chosen.y])}`, look: row.status === "proved" ? { shape: "circle", colour: COLOURS[0], state: "faint", radius: 5 } : { shape: "triangle", colour: COLOURS[1], state: "faint", radius: 5 } }));
    holder.replaceChildren(points.length ? scatter({ points, x: { name: plain(columnName(chosen.x)), text: textX, values: placed.map((row) => at(row[chosen.x])), ticks: words.length ? words.map((_, at) => at) : null }, y: { name: plain(columnName(chosen.y)), text }, label: say(`${columnName(chosen.y)} against ${columnName(chosen.x)}; the figures are in the table below`, `${columnName(chosen.y)}与${columnName(chosen.x)}的关系，数字见下表`) }) : say("No scenario has both.", "没有情景同时有这两项。"));
  };
  draw();
  return [
    heading("what", say("What depends on what", "影响关系")),
    el("div", { class: "choose" }, pick("x", ["scenario", ...sweep.parameters], say("Across ", "横轴 ")), pick("y", outcomes, say("Up ", "纵轴 "))),
    holder, lacking,
    el("div", { class: "keys" }, el("span", {}, key({ shape: "circle", colour: COLOURS[0], state: "faint" }, 5), word(STATUS, "proved")), el("span", {}, key({ shape: "triangle", colour: COLOURS[1], state: "faint" }, 5), say("not proved, or to a gap", "未证明或在差距内"))),
  ].filter(Boolean);
}

function sweepScene() {
  const sites = new Layer(file("sites"));
  const looks = { core: { shape: "square", colour: COLOURS[0], state: "build", radius: 6 }, optional: { shape: "circle", colour: COLOURS[1], state: "upgrade", radius: 5.5 }, never: { shape: "circle", state: "never", radius: 3 } };
  const layers = atlas.towns ? [{ id: "towns", on: true, group: () => say("Map", "底图"), label: () => say("Town borders", "镇街边界"), key: () => stroke("#6b7680"), make: () => atlas.towns }] : [];
  for (const often of ["never", "optional", "core"]) {
    layers.push({
      id: often, on: true, group: () => say("Sites", "点位"), label: () => word(OFTEN, often), key: () => key(looks[often]),
      make: () => {
        const rows = [];
        for (let row = 0; row < sites.count; row++) if (sites.get("plan_often", row) === often) rows.push({ at: sites.at(row), ...looks[often], kind: "site", featureId: sites.get("id", row), row });
        return marks(rows, ({ row }) => el("div", {}, el("b", {}, given(sites.get("name", row))), el("div", {}, share(sites.get("plan_chosen_share", row)))));
      },
    });
  }
  return {
    layers, extent: [sites],
    find: (kind, id) => { const row = sites.of(id); return row === undefined ? null : sites.at(row); },
    describe: (kind, id) => {
      const row = sites.of(id), get = (name) => sites.get(name, row);
      return [el("h3", { tabindex: -1 }, given(get("name"))), el("div", {}, word(OFTEN, get("plan_often"))), facts([
        [say("Id", "编号"), el("code", {}, given(id))],
        [say("Chosen", "选中"), [figure(get("plan_chosen"), whole(get("plan_chosen"))), ` (${share(get("plan_chosen_share"))})`]],
        [say("Stands", "设有设施"), [figure(get("plan_stands"), whole(get("plan_stands"))), ` (${share(get("plan_stands_share"))})`]],
        [say("Works", "任务"), Object.entries(get("plan_works") ?? {}).map(([work, count]) => el("div", {}, given(work), " ", whole(count)))],
      ]), modelledTags(sites, row), attributes(sites, row)].filter(Boolean);
    },
    search: (wanted, most) => search([["site", sites]], wanted, most),
  };
}
