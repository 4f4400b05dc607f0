// The sections of a plan: targets, works, money, coverage, who is not covered, how sure it is, what it is made from.

function targetsSection(run) {
  const asked = (target) => {
    if (target.limit === null) return given(target.aim ?? "–");
    const scope = !target.scope || target.scope === "all" ? "" : target.scope === "each town" ? say(", each town", "（各镇街）")
      : target.scope.startsWith("town:") ? say(", ", "（") + run.townName(target.scope.slice(5)) + say("", "）") : say(", ", "（") + word(SETTINGS, target.scope) + say("", "）");
    return `${target.direction === "at_most" ? "≤" : "≥"} ${measured(target.unit, target.limit)}${scope}`;
  };
  const result = (target) => target.measure === "not-sited" ? tag(say("not decided by siting", "不由布局决定"), "plain")
    : target.met === true ? tag(say("✓ met", "✓ 达标"), "good") : target.met === false ? tag(say("✗ short by ", "✗ 差 ") + missed(target.unit, target.shortfall), "bad") : "–";
  const columns = [
    { head: say("No.", "序号"), number: true, value: (row) => row.indicator, cell: (row) => row.indicator ?? "–" },
    { head: say("Indicator", "指标"), value: (row) => nameOf(row.name), cell: (row) => given(nameOf(row.name)) },
    { head: say("Now, published", "现状（公布）"), number: true, cell: (row) => given(row.now_published) },
    { head: say("Now, from data", "现状（数据）"), number: true, value: (row) => row.now, cell: (row) => measured(row.unit, row.now) },
    { head: say("Target", "目标"), number: true, value: (row) => row.limit, cell: asked },
    { head: say("Reached", "方案"), number: true, value: (row) => row.reached, cell: (row) => [measured(row.unit, row.reached), row.worst_town ? [" (", given(run.townName(row.worst_town)), ")"] : null].flat() },
    { head: say("Kind", "属性"), value: (row) => row.kind, cell: (row) => tag(word(KINDS, row.kind), row.kind === "binding" ? "binding" : "plain") },
    { head: say("Result", "结果"), value: (row) => (row.met === null ? 2 : Number(row.met)), cell: result },
  ];
  return [
    heading("targets", say("Targets", "指标完成情况")),
    el("p", { class: "soft" }, say("Binding targets must be met; expected ones are met as far as they can be.", "约束性指标必须达到；预期性指标尽量达到。")),
    table({ id: "targets-table", caption: say("Every indicator of the plan", "规划全部指标"), columns, rows: run.plan.targets, most: 100 }),
  ];
}

function worksSection(run) {
  const { plan } = run;
  if (!run.sites) return [];
  const groups = new Map();
  for (const work of plan.works) {
    const name = `${work.work}|${work.tier}`;
    const group = groups.get(name) ?? { work: work.work, tier: work.tier, sites: 0, yuan: 0 };
    group.sites += 1;
    group.yuan += work.cost_yuan;
    groups.set(name, group);
  }
  const tiers = [...run.tiers.keys()], kinds = Object.keys(DONE);
  const totals = [...groups.values()].sort((a, b) => kinds.indexOf(a.work) - kinds.indexOf(b.work) || tiers.indexOf(a.tier) - tiers.indexOf(b.tier));
  const kind = { head: say("Work", "任务"), value: (row) => kinds.indexOf(row.work), cell: (row) => word(WORKS, row.work) };
  const tier = { head: say("Tier", "层级"), value: (row) => tiers.indexOf(row.tier), cell: (row) => run.tierName(row.tier) };
  const cost = (of) => ({ head: say("Money", "投入"), number: true, value: of, cell: (row) => money(of(row)) });
  const facilities = el("ul", { class: "says" }, plan.facilities.map((row) => el("li", {}, `${run.tierName(row.tier)}: `, figure(row.today, whole(row.today)), " → ", figure(row.after, whole(row.after)),
    row.beds_today || row.beds_after ? [say(" (beds ", "（床位 "), figure(row.beds_today, whole(row.beds_today)), " → ", figure(row.beds_after, whole(row.beds_after)), say(")", "）")] : null)));
  return [
    heading("works", say("What is built, upgraded, merged or closed", "建设任务")),
    table({ id: "totals-table", caption: say("Works by kind and tier", "按任务和层级合计"), columns: [kind, tier, { head: say("Sites", "处数"), number: true, value: (row) => row.sites, cell: (row) => whole(row.sites) }, cost((row) => row.yuan)], rows: totals,
      sums: [say("all", "合计"), "", whole(plan.works.length), figure(plan.money.cost_yuan, money(plan.money.cost_yuan))] }),
    el("h3", {}, say("Facilities, today → plan", "设施数（现状 → 方案）")), facilities,
    el("h3", {}, say("Every work", "逐项任务")),
    table({ id: "works-table", caption: say("Press a site to see it on the map", "点击点位可在地图上查看"), rows: plan.works, columns: [
      { head: say("Site", "点位"), value: (row) => row.site_name, cell: (row) => linkTo("site", row.site, row.site_name) },
      { head: say("Town", "镇街"), value: (row) => run.townName(row.town), cell: (row) => given(run.townName(row.town)) },
      kind, tier, cost((row) => row.cost_yuan),
      { head: say("Paid by", "出资"), value: (row) => Object.keys(row.funding_yuan).join(), cell: (row) => Object.entries(row.funding_yuan).map(([source, yuan]) => el("div", {}, run.sourceName(source), Object.keys(row.funding_yuan).length > 1 ? [" ", figure(yuan, money(yuan))] : null)) },
      { head: say("Serves", "服务人数"), number: true, value: (row) => servedBy(run, row), cell: (row) => whole(servedBy(run, row)) },
      { head: say("Beds", "床位"), number: true, value: (row) => row.beds, cell: (row) => (row.beds ? whole(row.beds) : "–") },
      { head: say("Merged into", "并入"), value: (row) => row.into, cell: (row) => (row.into ? linkTo("site", row.into, run.sites.get("name", run.sites.of(row.into)) ?? row.into) : "–") },
    ] }),
  ];
}

/** People whom a site serves at its own tier; none where the tier has only beds. */
function servedBy(run, work) { return work.persons_served[work.tier] ?? null; }

function moneySection(run) {
  const { plan } = run, { sources } = plan.money;
  if (!sources.length) return [heading("money", say("Money", "资金")), el("p", {}, say("The plan names no source of money: money is not limited. Works cost ", "规划未列资金来源，投入不受限。建设投入 "), figure(plan.money.cost_yuan, money(plan.money.cost_yuan)))];
  const column = (head, name) => ({ head, number: true, value: (row) => row[name], cell: (row) => money(row[name]) });
  const sum = (name) => { const yuan = sources.some((row) => row[name] === null) ? null : add(sources, (row) => row[name]); return yuan === null ? "–" : figure(yuan, money(yuan)); };
  const names = ["has_yuan", "committed_yuan", "works_yuan", "left_yuan"];
  const heads = [say("Has", "总额"), say("Committed elsewhere", "已定支出"), say("Works", "建设任务"), say("Left", "结余")];
  return [
    heading("money", say("Money by source", "资金来源")),
    moneyChart(run),
    table({ id: "money-table", caption: say("What each source has, and where it goes", "各来源总额与去向"), rows: sources, columns: [
      { head: say("Source", "来源"), value: (row) => nameOf(row.name), cell: (row) => [given(nameOf(row.name)), " ", row.amount_origin === "modelled" ? tag(word(ORIGINS, "modelled"), "plain") : null] },
      ...names.map((name, at) => column(heads[at], name)),
    ], sums: [say("all", "合计"), ...names.map(sum)] }),
    plan.money.running_cost_yuan ? el("p", {}, say("Running cost a year: ", "年运营费用："), figure(plan.money.running_cost_yuan, money(plan.money.running_cost_yuan))) : null,
  ];
}

function meter(value) {
  const bar = el("i");
  bar.style.width = `${Math.max(0, Math.min(1, value)) * 100}%`;
  return el("span", { class: "meter", "aria-hidden": "true" }, bar);
}

function coverageSection(run) {
  const { plan } = run;
  if (!run.sites) return [];
  const of = (row, slice) => coverageRow(plan, row.tier, slice, row.group);
  const covered = (head, row_of, today) => ({
    head, number: true,
    value: (row) => { const own = row_of(row); return own && own.people > 0 ? own[today ? "covered_today" : "covered"] / own.people : null; },
    cell: (row) => { const own = row_of(row); return own ? part(own[today ? "covered_today" : "covered"], own.people) : "–"; },
  });
  const groups = plan.coverage.filter((row) => row.slice === "all");
  const towns = [...run.towns].map(([id, name]) => {
    const by = new Map(run.reached.map((tier) => [tier.id, coverageRow(plan, tier.id, "town:" + id, tier.group)]));
    const rows = [...by.values()].filter(Boolean);
    const people = add(rows, (row) => row.people);
    return { id, name, by, pooled: people > 0 ? add(rows, (row) => row.covered) / people : null, lacking: add(rows, (row) => row.people - row.covered) };
  });
  return [
    heading("coverage", say("Who is covered", "覆盖情况")),
    table({ id: "coverage-table", caption: say("Share of people with a facility within reach, by tier and group", "按层级与人群的覆盖率"), rows: groups, columns: [
      { head: say("Tier", "层级"), value: (row) => [...run.tiers.keys()].indexOf(row.tier), cell: (row) => run.tierName(row.tier) },
      { head: say("Group", "人群"), value: (row) => row.group, cell: (row) => given(row.group) },
      { head: say("People", "人数"), number: true, value: (row) => row.people, cell: (row) => whole(row.people) },
      covered(say("Today", "现状"), (row) => row, true), covered(say("Plan", "方案"), (row) => row),
      covered(say("Urban", "城镇"), (row) => of(row, "urban")), covered(say("Rural", "农村"), (row) => of(row, "rural")),
    ] }),
    el("h3", {}, say("By town", "按镇街")),
    table({ id: "towns-table", caption: say("Each tier by its own people; the worst covered first", "各层级服务对象的覆盖率，覆盖最差的在前"), rows: towns, sort: [1 + run.reached.length, false], columns: [
      { head: say("Town", "镇街"), value: (row) => row.name, cell: (row) => given(row.name) },
      ...run.reached.map((tier) => covered(nameOf(tier.name), (row) => row.by.get(tier.id))),
      { head: say("All tiers", "各层级合计"), number: true, value: (row) => row.pooled, cell: (row) => [share(row.pooled), row.pooled === null ? null : meter(row.pooled)] },
      { head: say("Not covered", "未覆盖人次"), number: true, value: (row) => row.lacking, cell: (row) => whole(row.lacking) },
    ] }),
  ];
}

function uncoveredSection(run) {
  if (!run.sites) return [];
  const head = heading("uncovered", say("Who is not covered, and why", "未覆盖人群及原因"));
  if (!run.uncovered.length) return [head, el("p", {}, say("Nobody whom a tier is for.", "各层级服务对象均已覆盖。"))];
  const sums = run.reached.flatMap((tier) => Object.keys(WHYS).map((why) => {
    const rows = run.uncovered.filter((row) => row.tier === tier.id && row.why === why);
    return rows.length ? el("li", {}, el("b", {}, nameOf(tier.name)), say(`: ${whole(add(rows, (row) => row.people))} people in ${whole(rows.length)} places: `, `：${whole(rows.length)} 处共 ${whole(add(rows, (row) => row.people))} 人：`), word(WHYS, why), say(".", "。")) : null;
  }));
  return [
    head, el("ul", { class: "says" }, sums),
    table({ id: "uncovered-table", caption: say("Press a place to see it on the map", "点击村（社区）可在地图上查看"), rows: run.uncovered, sort: [3, true], columns: [
      { head: say("Place", "村（社区）"), value: (row) => row.name, cell: (row) => linkTo("unit", row.unit, row.name) },
      { head: say("Town", "镇街"), value: (row) => run.townName(row.town), cell: (row) => given(run.townName(row.town)) },
      { head: say("Without", "缺少"), value: (row) => row.tier, cell: (row) => run.tierName(row.tier) },
      { head: say("People", "人数"), number: true, value: (row) => row.people, cell: (row) => whole(row.people) },
      { head: say("Why", "原因"), value: (row) => row.why, cell: (row) => [word(WHYS, row.why), ...nearestOf(run, row)] },
    ] }),
  ];
}

function violationsSection(run) {
  const { violations } = run.plan;
  if (!violations.length) return [];
  return [
    heading("violations", say("Rules that the layout breaks", "违反的规则")),
    table({ id: "violations-table", caption: say("Found by the audit", "审核结果"), rows: violations, columns: [
      { head: say("Code", "代码"), value: (row) => row.code, cell: (row) => el("code", {}, row.code) },
      { head: say("Site", "点位"), value: (row) => row.site, cell: (row) => (row.site ? linkTo("site", row.site, run.sites?.get("name", run.sites.of(row.site)) ?? row.site) : "–") },
      { head: say("What", "内容"), long: true, value: (row) => row.text, cell: (row) => told(row.text) },
    ] }),
  ];
}
