// A frontier: points that nothing dominates.

/** How the value of what coverage is set against is written. */
const AGAINST = { "money": money, "travel": (value) => decimals(value, 1), "worst-town": share };

function frontierPage(frontier) {
  const text = Object.hasOwn(AGAINST, frontier.against) ? AGAINST[frontier.against] : (value) => decimals(value, 3);
  const other = known("against." + frontier.against) ? say("against." + frontier.against) : frontier.against, { points } = frontier;
  const people = (value) => decimals(value, 1);
  const bounds = points.flatMap((point) => [point.coverage_gap, point.against_gap]);
  const proved = bounds.every((own) => own !== null && own <= 0);
  const column = (head, field, of) => ({ head, number: true, value: (row) => row[field], cell: (row) => of(row[field]) });
  const chart = points.length ? scatter({
    points: points.map((point) => ({ x: point.coverage_weighted_people, y: point.against, label: `${point.point}: ${people(point.coverage_weighted_people)}, ${text(point.against)}${point.knee ? say("is-knee") : ""}`, look: point.knee ? { shape: "star", colour: COLOURS.orange, state: "build", radius: 9 } : { shape: "circle", colour: COLOURS.blue, state: "solid", radius: 6 } })),
    x: { name: say("axis.people-weighted"), text: people }, y: { name: other, text }, join: true,
    label: say("frontier-chart", { other }),
  }) : el("p", {}, say("it-has-no-points"));
  return [
    ...title(frontier.name ?? frontier.plan, null, say("frontier-of", { other }), false),
    navigation([["chart", say("chart")], ["points", say("points")], ["modelled", say("modelled")], ["record", say("how-it-was-made")]]),
    el("ul", { class: "says" },
      el("li", {}, say("frontier-layouts", { count: points.length, other })),
      el("li", {}, proved ? say("all-points-proved") : say("not-all-points-proved")),
      el("li", {}, frontier.whole ? say("frontier-whole") : say("frontier-part")),
      frontier.changes.length ? el("li", {}, say("the-plan-was-changed"), list(frontier.changes.map((change) => el("code", {}, given(change))))) : null),
    heading("chart", say("coverage-against", { other })), chart,
    el("div", { class: "keys" }, el("span", {}, key({ shape: "star", colour: COLOURS.orange, state: "build" }, 7), say("knee-about"))),
    heading("points", say("every-point")),
    table({ id: "points-table", caption: say("points-table"), rows: points, columns: [
      column(say("point"), "point", whole),
      column(say("people-weighted"), "coverage_weighted_people", people), column(say("bound"), "coverage_bound", people), column(say("gap"), "coverage_gap", gap),
      column(other, "against", text), column(say("bound"), "against_bound", text), column(say("gap"), "against_gap", gap),
      column(say("works-cost"), "cost_yuan", money),
      { head: say("works.count"), number: true, value: (row) => row.works.length, cell: (row) => whole(row.works.length) },
      { head: say("knee"), value: (row) => Number(row.knee), cell: (row) => (row.knee ? say("knee-mark") : "") },
    ] }),
    ...modelledSection(frontier, true),
    ...recordSection({ version: frontier.version, command: "frontier", inputs: frontier.inputs, settings: frontier.settings }, null),
  ];
}
