// A frontier: points that nothing dominates.

const AGAINST = {
  money: ["money", "投入", (value) => money(value)],
  travel: ["travel, person-km", "出行距离（人·公里）", (value) => decimals(value, 1)],
  "worst-town": ["share covered in the worst town", "覆盖最差镇街的覆盖率", (value) => share(value)],
};

function frontierPage(frontier) {
  const [english, chinese, text] = Object.hasOwn(AGAINST, frontier.against) ? AGAINST[frontier.against] : [frontier.against, frontier.against, (value) => decimals(value, 3)];
  const other = say(english, chinese), { points } = frontier;
  const people = (value) => decimals(value, 1);
  const bounds = points.flatMap((point) => [point.coverage_gap, point.against_gap]);
  const proved = bounds.every((own) => own !== null && own <= 0);
  const column = (head, field, of) => ({ head, number: true, value: (row) => row[field], cell: (row) => of(row[field]) });
  const chart = points.length ? scatter({
    points: points.map((point) => ({ x: point.coverage_weighted_people, y: point.against, label: `${point.point}: ${people(point.coverage_weighted_people)}, ${text(point.against)}${point.knee ? say(" (knee)", "（拐点）") : ""}`, look: point.knee ? { shape: "star", colour: COLOURS[1], state: "build", radius: 9 } : { shape: "circle", colour: COLOURS[0], state: "solid", radius: 6 } })),
    x: { name: say("people covered, weighted", "覆盖人数（加权）"), text: people }, y: { name: other, text }, join: true,
    label: say(`The frontier of coverage against ${other}; the figures are in the table below`, `覆盖与${other}的前沿，数字见下表`),
  }) : el("p", {}, say("It has no points.", "前沿没有点。"));
  return [
    ...title(frontier.plan, null, say(`Frontier of coverage against ${other}`, `覆盖与${other}的前沿`), false),
    navigation([["chart", say("Chart", "图")], ["points", say("Points", "各点")], ["modelled", say("Modelled", "模拟数据")], ["record", say("How it was made", "编制说明")]]),
    el("ul", { class: "says" },
      el("li", {}, say(`${points.length} layouts, none of which is at least as good as another in both: to cover more, one has to give up ${other}.`, `${points.length} 个布局互不支配：要覆盖更多人，就须在“${other}”上让步。`)),
      el("li", {}, proved ? say("Every point is proved: each gap is 0.", "各点均已证明（差距均为 0）。") : say("Not every point is proved; its gap says how far it may be off.", "并非各点均已证明；差距表示其可能偏离的程度。")),
      el("li", {}, frontier.whole ? say("These are all the points of the frontier.", "前沿的全部点均在此。") : say("There may be other points between these.", "这些点之间可能还有前沿上的其他点。")),
      frontier.changes.length ? el("li", {}, say("The plan was changed: ", "规划改动："), list(frontier.changes.map((change) => el("code", {}, given(change))))) : null),
    heading("chart", say("Coverage against ", "覆盖与") + other), chart,
    el("div", { class: "keys" }, el("span", {}, key({ shape: "star", colour: COLOURS[1], state: "build" }, 7), say("the knee: where the curve bends most", "拐点：曲线转折最大处"))),
    heading("points", say("Every point", "各点")),
    table({ id: "points-table", caption: say("Each with its bounds and gaps", "附理论界与差距"), rows: points, columns: [
      column(say("Point", "点"), "point", whole),
      column(say("People covered, weighted", "覆盖人数（加权）"), "coverage_weighted_people", people), column(say("Bound", "理论界"), "coverage_bound", people), column(say("Gap", "差距"), "coverage_gap", gap),
      column(other, "against", text), column(say("Bound", "理论界"), "against_bound", text), column(say("Gap", "差距"), "against_gap", gap),
      column(say("Works cost", "建设投入"), "cost_yuan", money),
      { head: say("Works", "任务数"), number: true, value: (row) => row.works.length, cell: (row) => whole(row.works.length) },
      { head: say("Knee", "拐点"), value: (row) => Number(row.knee), cell: (row) => (row.knee ? say("★ knee", "★ 拐点") : "") },
    ] }),
    ...modelledSection(frontier, true),
    ...recordSection({ version: frontier.version, command: "frontier", inputs: frontier.inputs, settings: frontier.settings }, null),
  ];
}
