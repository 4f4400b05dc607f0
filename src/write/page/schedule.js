// A plan over several periods: what each comes to, what begins when, who pays in which year, what foresight is worth.

function scheduleSections(schedule, run) {
  const tiers = run ? run.reached : [];
  const name = (id) => run ? run.tierName(id) : id;
  const met = (targets, kind) => { const own = targets.filter((target) => target.kind === kind && target.met !== null); return `${own.filter((target) => target.met).length} / ${own.length}`; };
  const number = (head, of, text) => ({ head, number: true, value: of, cell: (row) => text(of(row)) });
  const periods = table({ id: "periods-table", caption: say("Period by period", "分期成效"), sortable: false, rows: schedule.periods, columns: [
    { head: say("By the end of", "至年末"), value: (row) => row.year, cell: (row) => row.year },
    number(say("People", "人数"), (row) => row.people, whole),
    ...tiers.map((tier) => number(nameOf(tier.name), (row) => row.covered[tier.id], share)),
    number(say("Works begun", "开工项目"), (row) => row.works_begun, whole), number(say("Money", "投入"), (row) => row.spent_yuan, money),
    { head: say("Binding met", "约束性达标"), number: true, cell: (row) => met(row.targets, "binding") },
    { head: say("Expected met", "预期性达标"), number: true, cell: (row) => met(row.targets, "expected") },
  ] });
  const site = (row) => run?.sites ? linkTo("site", row.site, row.name) : given(row.name);
  const works = table({ id: "schedule-table", caption: say("Every work with its dates and payers", "各项目起止期与出资"), rows: schedule.works, columns: [
    { head: say("Begins", "开工期"), number: true, value: (row) => row.begins, cell: (row) => row.begins },
    { head: say("Done", "完工期"), number: true, value: (row) => row.done, cell: (row) => row.done ?? "–" },
    { head: say("Site", "点位"), value: (row) => row.name, cell: site },
    { head: say("Town", "镇街"), value: (row) => run?.townName(row.town) ?? row.town, cell: (row) => given(run?.townName(row.town) ?? row.town) },
    { head: say("Work", "任务"), value: (row) => row.kind, cell: (row) => word(WORKS, row.kind) },
    { head: say("Tier", "层级"), value: (row) => row.tier, cell: (row) => name(row.tier) },
    number(say("Money", "投入"), (row) => row.cost_yuan, money),
    { head: say("Paid by", "出资"), value: (row) => Object.keys(row.payments_yuan).join(), cell: (row) => list(Object.entries(row.payments_yuan).map(([source, yuan]) => el("span", {}, run?.sourceName(source) ?? source, " ", figure(yuan, money(yuan))))) },
  ] });
  const paid = schedule.periods.flatMap((period) => period.money.map((row) => ({ year: period.year, ...row })));
  const source = (id) => run?.sourceName(id) ?? id;
  const yuan = (head, field) => number(head, (row) => row[field], money);
  return [
    heading("periods", say("Period by period", "分期成效")), periods,
    ...(schedule.works.length ? [heading("begins", say("What begins when", "分期项目")), works] : []),
    ...(paid.length ? [heading("pays", say("Who pays when", "分期资金")), table({ id: "pays-table", caption: say("What is left of a source goes on to the next period where it may", "可结转的资金余额转入下期"), rows: paid, columns: [
      { head: say("Period", "期"), value: (row) => row.year, number: true, cell: (row) => row.year }, { head: say("Source", "来源"), value: (row) => source(row.source), cell: (row) => given(source(row.source)) },
      yuan(say("Brought over", "上期结转"), "brought_yuan"), yuan(say("New", "本期"), "income_yuan"), yuan(say("Committed", "已定支出"), "committed_yuan"), yuan(say("Works", "项目"), "works_yuan"), yuan(say("Left", "结余"), "left_yuan"),
    ] })] : []),
    ...foresight(schedule),
    ...aimsSection(schedule),
  ];
}

function foresight({ foresight }) {
  if (!foresight.length) return [];
  const column = (head, way) => ({ head, number: true, value: (row) => row[way].all, cell: (row) => aimed(row.stage, row[way].all) });
  return [
    heading("foresight", say("What foresight is worth", "统筹各期的价值")),
    table({ id: "foresight-table", caption: say("Over all periods, by three ways of planning", "各期合计，三种规划方式"), sortable: false, rows: foresight, columns: [
      { head: say("Aim", "目标"), value: (row) => row.stage, cell: (row) => word(STAGES, row.stage) },
      column(say("This schedule", "本方案"), "schedule"), column(say("Period by period, not looking ahead", "逐期规划（不预见）"), "myopic"), column(say("Each period alone", "各期单独规划"), "hindsight"),
    ] }),
  ];
}

/** The slider between periods. */
function periodSlider(years, at, changed) {
  const shown = el("output", { for: "period" }, years[at]);
  const slider = el("input", { type: "range", id: "period", min: 0, max: years.length - 1, step: 1, value: at, "aria-valuetext": years[at], oninput: () => {
    shown.textContent = years[slider.value];
    slider.setAttribute("aria-valuetext", years[slider.value]);
    changed(Number(slider.value));
  } });
  return el("div", { class: "slider" }, el("label", { for: "period" }, el("b", {}, say("Period: by the end of", "规划期：至年末"))), slider, shown);
}
