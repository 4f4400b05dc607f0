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
    el("ol", { class: "says" }, sentences(run).map((sentence) => el("li", {}, sentence))),
  ];
}

const coverageRows = new WeakMap();

/** The row of a tier, slice and group, when there are such people. */
function coverageRow(plan, tier, slice, group) {
  const name = (tier, slice, group) => JSON.stringify([tier, slice, group]);
  if (!coverageRows.has(plan)) coverageRows.set(plan, new Map(plan.coverage.map((row) => [name(row.tier, row.slice, row.group), row])));
  return coverageRows.get(plan).get(name(tier, slice, group));
}

function sentences(run) {
  const { plan } = run;
  const counts = Object.keys(constants.words.done).map((kind) => [kind, plan.works.filter((work) => work.work === kind).length]).filter(([, count]) => count);
  let [stay, unused] = [0, 0];
  for (let row = 0; row < run.sites.count; row++) { const state = fate(run, row); stay += state === "stay"; unused += state === "unused"; }
  const cost = money(plan.money.cost_yuan);
  const untouched = say("untouched", { stay: whole(stay), unused: whole(unused) });
  const done = counts.length
    ? say("works-for", { works: whole(plan.works.length), cost, untouched, done: counts.map(([kind, count]) => say("count-done", { count: whole(count), done: word("done", kind) })).join(say("comma")) })
    : say("no-works", { untouched });
  const sited = plan.targets.filter((target) => target.met !== null);
  const binding = sited.filter((target) => target.kind === "binding");
  const met = (list) => list.filter((target) => target.met).length;
  const short = sited.filter((target) => !target.met).map((target) => say("missed-by", { target: nameOf(target.name), by: missed(target.unit, target.shortfall) }));
  const targets = say("targets-met", { sited: sited.length, all: plan.targets.length, met: met(sited), bindingMet: met(binding), binding: binding.length, missed: short.length ? say("missed", { targets: short.join(say("comma")) }) : "" });
  const lacking = run.reached.map((tier) => {
    const rows = run.uncovered.filter((row) => row.tier === tier.id);
    const out = rows.filter((row) => row.nearest === null);
    const [all, far] = [add(rows, (row) => row.people), add(out, (row) => row.people)];
    const reason = far >= 0.5 ? say("of-them-out-of-reach", { people: whole(far) }) : "";
    return all > 0 ? say("people-without", { people: whole(all), tier: nameOf(tier.name) }) + reason : null;
  }).filter(Boolean);
  const remain = lacking.length ? say("there-remain", { lacking: lacking.join(say("semicolon")) }) : say("everybody-covered");
  return [done, targets, remain, ...certainty(run)];
}

function certainty({ plan, verdict }) {
  if (plan.run.command !== "solve") {
    const broken = plan.violations.length;
    return [broken ? say("rules-broken", { count: whole(broken) }) : say("no-rule-broken")];
  }
  if (!plan.stages.length) return [];
  const checked = say("re-checked");
  const open = plan.stages.filter((stage) => !["optimal", "gap-reached"].includes(stage.termination));
  if (open.length) return [say(verdict === plan.status ? "not-proved-in-time" : "not-proved-when-stopped", { aims: open.map((stage) => word("aims", stage.stage)).join(say("list-comma")), checked })];
  const widest = Math.max(0, ...plan.stages.map((stage) => stage.gap ?? 0));
  return [widest > 0
    ? say("proved-to-gaps", { widest: gap(widest), checked })
    : say("all-proved", { checked })];
}

function noPlan({ plan }) {
  const items = (rows) => el("ul", { class: "says" }, rows.map((row) => el("li", {}, row)));
  const alone = plan.relaxations.every((row) => row.alone);
  return [
    heading("short", say("why-there-is-no-plan")),
    ...(plan.screening.contradictions.length ? [items(plan.screening.contradictions.map((row) => [el("code", {}, row.code), " ", told(sentence(row))]))] : []),
    ...(plan.relaxations.length ? [
      el("h3", {}, word("mends", alone ? "each" : "all")),
      items(plan.relaxations.map((row) => [told(sentence(row)), say("in-brackets", { text: word("mends", row.proved ? "least" : "smaller") })])),
    ] : []),
    ...(plan.relaxations_complete === false ? [el("p", { class: "note" }, word("mends", "incomplete"))] : []),
  ];
}
