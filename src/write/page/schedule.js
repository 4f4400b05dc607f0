// A plan over several periods: what each comes to, what begins when, who pays in which year, what foresight is worth.

function scheduleSections(schedule, run) {
  const tiers = run ? run.reached : [];
  const name = (id) => run ? run.tierName(id) : id;
  const met = (targets, kind) => { const own = targets.filter((target) => target.kind === kind && target.met !== null); return `${own.filter((target) => target.met).length} / ${own.length}`; };
  const number = (head, of, text) => ({ head, number: true, value: of, cell: (row) => text(of(row)) });
  const periods = table({ id: "periods-table", caption: say("period-by-period"), sortable: false, rows: schedule.periods, columns: [
    { head: say("by-the-end-of"), value: (row) => row.year, cell: (row) => row.year },
    number(say("count-of-people"), (row) => row.people, whole),
    ...tiers.map((tier) => number(nameOf(tier.name), (row) => row.covered[tier.id], share)),
    number(say("works-begun"), (row) => row.works_begun, whole), number(say("money"), (row) => row.spent_yuan, money),
    { head: say("binding-met"), number: true, cell: (row) => met(row.targets, "binding") },
    { head: say("expected-met"), number: true, cell: (row) => met(row.targets, "expected") },
  ] });
  const site = (row) => run?.sites ? linkTo("site", row.site, row.name) : given(row.name);
  const works = table({ id: "schedule-table", caption: say("schedule-table"), rows: schedule.works, columns: [
    { head: say("begins"), number: true, value: (row) => row.begins, cell: (row) => row.begins },
    { head: say("done"), number: true, value: (row) => row.done, cell: (row) => row.done ?? "–" },
    { head: headOf("works", "site_name"), value: (row) => row.name, cell: site },
    { head: headOf("works", "town_name"), value: (row) => run?.townName(row.town) ?? row.town, cell: (row) => given(run?.townName(row.town) ?? row.town) },
    { head: headOf("works", "work"), value: (row) => row.kind, cell: (row) => word("works", row.kind) },
    { head: headOf("works", "tier_name"), value: (row) => row.tier, cell: (row) => name(row.tier) },
    number(say("money"), (row) => row.cost_yuan, money),
    { head: say("paid-by"), value: (row) => Object.keys(row.payments_yuan).join(), cell: (row) => list(Object.entries(row.payments_yuan).map(([source, yuan]) => el("span", {}, run?.sourceName(source) ?? source, " ", figure(yuan, money(yuan))))) },
  ] });
  const paid = schedule.periods.flatMap((period) => period.money.map((row) => ({ year: period.year, ...row })));
  const source = (id) => run?.sourceName(id) ?? id;
  const yuan = (head, field) => number(head, (row) => row[field], money);
  return [
    heading("periods", say("period-by-period")), periods,
    ...(schedule.works.length ? [heading("begins", say("what-begins-when")), works] : []),
    ...(paid.length ? [heading("pays", say("who-pays-when")), table({ id: "pays-table", caption: say("pays-table"), rows: paid, columns: [
      { head: say("period"), value: (row) => row.year, number: true, cell: (row) => row.year }, { head: headOf("money", "name"), value: (row) => source(row.source), cell: (row) => given(source(row.source)) },
      yuan(say("brought-over"), "brought_yuan"), yuan(say("new"), "income_yuan"), yuan(headOf("money", "committed_yuan"), "committed_yuan"), yuan(headOf("money", "works_yuan"), "works_yuan"), yuan(headOf("money", "left_yuan"), "left_yuan"),
    ] })] : []),
    ...foresight(schedule),
    ...aimsSection(schedule),
  ];
}

function foresight({ foresight, spending_limited }) {
  if (!foresight.length) return [];
  const column = (head, way) => ({ head, number: true, value: (row) => row[way].all, cell: (row) => aimed(row.stage, row[way].all) });
  return [
    heading("foresight", say("foresight")),
    table({ id: "foresight-table", caption: say("foresight-table"), sortable: false, rows: foresight, columns: [
      { head: say("aim"), value: (row) => row.stage, cell: (row) => word("aims", row.stage) },
      column(say("this-schedule"), "schedule"), column(say("myopic"), "myopic"), column(say("hindsight"), "hindsight"),
    ] }),
    ...(spending_limited ? [el("p", { class: "soft" }, say("spending-note"))] : []),
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
  return el("div", { class: "slider" }, el("label", { for: "period" }, el("b", {}, say("period-by-the-end-of"))), slider, shown);
}
