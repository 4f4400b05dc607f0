// The beginning: what the plan does, in sentences and in figures; or why there is none.

function opening(run) {
  const { plan } = run;
  if (!run.sites) return noPlan(run);
  const works = plan.works;
  const people = run.reached.map((tier) => [tier, coverageRow(plan, tier.id, "all", tier.group)]).filter(([, row]) => row);
  const sited = plan.targets.filter((target) => target.met !== null);
  const met = sited.filter((target) => target.met).length;
  const tiles = [
    [figure(plan.money.cost_yuan, money(plan.money.cost_yuan)), say("money-for-works")],
    [figure(works.length, whole(works.length)), say("sites-with-works")],
    ...people.map(([tier, row]) => [figure(row.covered / row.people, part(row.covered, row.people)), say("within-reach-today", { tier: nameOf(tier.name), today: part(row.covered_today, row.people) })]),
    [`${met} / ${sited.length}`, say("targets-met-count")],
  ];
  return [
    heading("short", say("in-short")),
    el("div", { class: "figures" }, tiles.map(([number, text]) => el("div", { class: "figure" }, el("b", {}, number), el("span", {}, text)))),
    // Runs of older versions have no sentences.
    plan.opening ? el("ol", { class: "says" }, plan.opening.map((sentence) => el("li", {}, nameOf(sentence)))) : null,
  ];
}

const coverageRows = new WeakMap();

/** The row of a tier, slice and group, when there are such people. */
function coverageRow(plan, tier, slice, group) {
  const name = (tier, slice, group) => JSON.stringify([tier, slice, group]);
  if (!coverageRows.has(plan)) coverageRows.set(plan, new Map(plan.coverage.map((row) => [name(row.tier, row.slice, row.group), row])));
  return coverageRows.get(plan).get(name(tier, slice, group));
}

function noPlan({ plan, clashes }) {
  const found = plan.screening.contradictions;
  return [
    heading("short", say("why-there-is-no-plan")),
    ...(found.length ? [el("ul", { class: "says" }, found.map((row) => el("li", {}, el("code", {}, row.code), " ", told(sentence(row)))))] : []),
    ...(clashes ? spoken(nameOf(clashes)) : []),
  ];
}
