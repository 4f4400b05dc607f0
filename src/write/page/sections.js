// The sections of a plan: targets, works, money, coverage, who is not covered, every site. Their tables have the columns of
// the run's own tables; what is said here is what they show otherwise.

function targetsSection(run) {
  const asked = (target) => {
    if (target.limit === null) return given(target.aim ?? "–");
    const town = target.scope?.startsWith("town:") ? run.townName(target.scope.slice(5)) : null;
    const place = town ?? (target.scope === "each town" ? say("each-town") : word("settings", target.scope));
    const scope = !target.scope || target.scope === "all" ? "" : say("in-scope", { place });
    return `${target.direction === "at_most" ? "≤" : "≥"} ${measured(target.unit, target.limit)}${scope}`;
  };
  const result = (target) => target.measure === "not-sited" ? tag(word("results", "not-sited"), "plain")
    : target.met === true ? tag("✓ " + word("results", "met"), "good") : target.met === false ? tag(`✗ ${word("results", "short")} ${missed(target.unit, target.shortfall)}`, "bad") : "–";
  const columns = columnsOf("targets", run.plan.targets, {
    kind: { cell: (row) => tag(word("kinds", row.kind), row.kind === "binding" ? "binding" : "plain") },
    now_published: { number: true, cell: (row) => given(row.now_published) },
    now_text: { number: true, value: (row) => row.now, cell: (row) => measured(row.unit, row.now) },
    asked: { number: true, value: (row) => row.limit ?? row.aim, cell: asked },
    reached_text: { number: true, value: (row) => row.reached, cell: (row) => measured(row.unit, row.reached) },
    result: { value: (row) => (row.met === null ? 2 : Number(row.met)), cell: result },
    worst_town: { cell: (row) => given(row.worst_town && run.townName(row.worst_town)) },
    id: null, measure: null, tiers: null, scope: null, direction: null, unit: null, met: null,
  });
  return [
    heading("targets", say("targets-heading")), el("p", { class: "soft" }, say("targets-about")),
    table({ id: "targets-table", caption: say("targets-table"), columns, rows: run.plan.targets, most: 100 }),
  ];
}

function worksSection(run) {
  const { plan } = run;
  if (!run.sites) return [];
  const tiers = [...run.tiers.keys()], kinds = Object.keys(constants.works);
  const kind = { value: (row) => kinds.indexOf(row.work), cell: (row) => word("works", row.work) };
  const tier = { value: (row) => tiers.indexOf(row.tier), cell: (row) => run.tierName(row.tier) };
  const site = (id) => linkTo("site", id, run.sites.get("plan_name", run.sites.of(id)) ?? id);
  const special = {
    site: null, site_name: { cell: (row) => linkTo("site", row.site, row.site_name) },
    town: null, town_name: { value: (row) => run.townName(row.town), cell: (row) => given(run.townName(row.town)) },
    work: kind, work_id: null, tier: null, tier_name: tier,
    into: { cell: (row) => (row.into ? site(row.into) : "–") }, leader: { cell: (row) => (row.leader ? site(row.leader) : "–") },
    cost_yuan: { cell: (row) => [money(row.cost_yuan), " ", row.cost_origin === "modelled" ? tag(word("origins", "modelled"), "plain") : null] }, cost_origin: null,
  };
  for (const id of run.sources.keys()) special[`paid_${id}_yuan`] = null;
  for (const id of tiers) special["served_" + id] = special["newly_" + id] = null;
  const columns = columnsOf("works", plan.works, special);
  // All sources, and the work's own tier, in one column each: a column a source and tier is too wide for a page.
  columns.splice(1 + columns.findIndex((column) => column.name === "cost_yuan"), 0, {
    name: "paid", head: say("paid-by"), value: (row) => Object.keys(row.funding_yuan).join(),
    cell: (row) => Object.entries(row.funding_yuan).map(([source, yuan]) => el("div", {}, run.sourceName(source), Object.keys(row.funding_yuan).length > 1 ? [" ", figure(yuan, money(yuan))] : null)),
  }, { name: "served", head: headOf("sites", "plan_persons_served"), number: true, value: (row) => row.persons_served[row.tier] ?? null, cell: (row) => whole(row.persons_served[row.tier]) });
  return [
    heading("works", say("works-heading")),
    table({ id: "works-table", caption: say("works-table"), rows: plan.works, columns }),
  ];
}

function moneySection(run) {
  const { plan } = run, { sources } = plan.money;
  if (!sources.length) return [heading("money", say("nav.money")), el("p", {}, saying("money-not-limited", { cost: figure(plan.money.cost_yuan, money(plan.money.cost_yuan)) }))];
  const columns = columnsOf("money", sources, {
    name: { value: (row) => nameOf(row.name), cell: (row) => [given(nameOf(row.name)), " ", row.amount_origin === "modelled" ? tag(word("origins", "modelled"), "plain") : null] }, amount_origin: null,
  });
  const sum = (column) => { const yuan = sources.some((row) => column.value(row) === null) ? null : add(sources, column.value); return yuan === null ? "–" : figure(yuan, money(yuan)); };
  return [
    heading("money", say("money-heading")),
    moneyChart(run),
    table({ id: "money-table", caption: say("money-table"), rows: sources, columns, sums: columns.map((column, at) => (at ? sum(column) : say("all"))) }),
    plan.money.running_cost_yuan ? el("p", {}, saying("running-cost", { cost: figure(plan.money.running_cost_yuan, money(plan.money.running_cost_yuan)) })) : null,
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
  const covered = (row, field = "covered") => (row && row.people > 0 ? row[field] / row.people : null);
  const shares = (name, head, rowOf) => ({ name, head, number: true, value: (row) => covered(rowOf(row)), cell: (row) => share(covered(rowOf(row))) });
  const groups = plan.coverage.filter((row) => row.slice === "all");
  const tiers = [...run.tiers.keys()];
  const towns = [...run.towns].map(([id, name]) => {
    const by = new Map(run.reached.map((tier) => [tier.id, coverageRow(plan, tier.id, "town:" + id, tier.group)]));
    const rows = [...by.values()].filter(Boolean);
    const people = add(rows, (row) => row.people);
    const works = plan.works.filter((work) => work.town === id);
    return { id, name, by, works: works.length, cost: add(works, (work) => work.cost_yuan), pooled: people > 0 ? add(rows, (row) => row.covered) / people : null, lacking: add(rows, (row) => row.people - row.covered) };
  });
  return [
    heading("coverage", say("coverage-heading")),
    table({ id: "coverage-table", caption: say("coverage-table"), rows: groups, columns: [
      ...columnsOf("coverage_by_place", groups, {
        tier: null, tier_name: { value: (row) => tiers.indexOf(row.tier), cell: (row) => run.tierName(row.tier) },
        share_today: { value: (row) => covered(row, "covered_today") }, share: { value: (row) => covered(row) },
      }),
      ...Object.keys(constants.words.settings).map((setting) => shares(setting, headed(word("settings", setting)), (row) => coverageRow(plan, row.tier, setting, row.group))),
    ] }),
    el("h3", {}, say("by-town")),
    table({ id: "towns-table", caption: say("towns-table"), rows: towns, sort: ["pooled", false], columns: [
      { name: "town", head: headOf("works", "town_name"), value: (row) => row.name, cell: (row) => given(row.name) },
      { name: "works", head: say("works-3"), number: true, value: (row) => row.works, cell: (row) => whole(row.works) },
      { name: "cost", head: say("money"), number: true, value: (row) => row.cost, cell: (row) => money(row.cost) },
      ...run.reached.map((tier) => shares(tier.id, nameOf(tier.name), (row) => row.by.get(tier.id))),
      { name: "pooled", head: say("all-tiers"), number: true, value: (row) => row.pooled, cell: (row) => [share(row.pooled), row.pooled === null ? null : meter(row.pooled)] },
      { name: "lacking", head: say("not-covered"), number: true, value: (row) => row.lacking, cell: (row) => whole(row.lacking) },
    ] }),
  ];
}

/** Who gains and who loses against today, and how unequally ways and supply are spread. */
function fairnessSection(run) {
  const { plan } = run;
  const access = plan.access ?? [], inequality = plan.inequality ?? [];
  if (!run.sites || !access.length) return [];
  const tiers = [...run.tiers.keys()];
  const tier = { value: (row) => tiers.indexOf(row.tier), cell: (row) => (row.tier ? run.tierName(row.tier) : say("all-tiers")) };
  const own = (row) => row.group === run.tiers.get(row.tier).group;
  const shown = (rows, place, more) => columnsOf("access_by_place", rows, { place: null, place_name: place, tier: null, tier_name: tier, people: { cell: (row) => whole(row.people) }, km_today: null, km: null, worst_km_today: null, worst_km: null, supply_today: null, supply: null, ...more });
  const all = access.filter((row) => row.slice === "all");
  const towns = access.filter((row) => row.slice.startsWith("town:") && own(row) && (row.gain > 0 || row.lose > 0));
  const town = (row) => run.townName(row.slice.slice(5));
  return [
    heading("fairness", say("fairness-heading")), el("p", { class: "soft" }, say("fairness-about")),
    table({ id: "access-table", caption: say("access-table"), rows: all, columns: shown(all, null, {}) }),
    ...(towns.length ? [
      el("h3", {}, say("by-town")),
      table({ id: "gains-table", caption: say("gains-table"), rows: towns, sort: ["lose", true], columns: shown(towns, { value: town, cell: (row) => given(town(row)) }, { group: null, supplied: null, decayed_supply_today: null, decayed_supply: null }) }),
    ] : []),
    el("h3", {}, say("inequality")),
    table({ id: "inequality-table", caption: say("inequality-table"), rows: inequality, columns: columnsOf("fairness", inequality, { tier: null, tier_name: tier }) }),
  ];
}

function uncoveredSection(run) {
  if (!run.sites) return [];
  const head = heading("uncovered", say("uncovered-heading"));
  if (!run.uncovered.length) return [head, el("p", {}, say("nobody-uncovered"))];
  const sums = run.reached.flatMap((tier) => Object.keys(constants.words.whys).map((why) => {
    const rows = run.uncovered.filter((row) => row.tier === tier.id && row.why === why);
    return rows.length ? el("li", {}, saying("uncovered-why", { tier: el("b", {}, nameOf(tier.name)), people: whole(add(rows, (row) => row.people)), places: whole(rows.length), why: word("whys", why) })) : null;
  }));
  const nearest = (row) => row.nearest && (run.sites.get("plan_name", run.sites.of(row.nearest)) ?? row.nearest);
  return [
    head, el("ul", { class: "says" }, sums),
    table({ id: "uncovered-table", caption: say("uncovered-table"), rows: run.uncovered, sort: ["people", true], columns: columnsOf("uncovered", run.uncovered, {
      name: { cell: (row) => linkTo("unit", row.unit, row.name) },
      town: { head: headOf("works", "town_name"), value: (row) => run.townName(row.town), cell: (row) => given(run.townName(row.town)) },
      tier: null, tier_name: { value: (row) => row.tier, cell: (row) => run.tierName(row.tier) },
      nearest: null, nearest_name: { value: nearest, cell: (row) => (row.nearest ? linkTo("site", row.nearest, nearest(row)) : "–") },
      km: { value: (row) => (row.distance_m === null ? null : row.distance_m / 1000) }, min: { value: (row) => (row.time_s === null ? null : row.time_s / 60) },
    }) }),
  ];
}

/** Every site with all its columns. */
function sitesSection(run) {
  if (!run.sites) return [];
  const { sites } = run, rows = Array.from({ length: sites.count }, (_, row) => row);
  const values = new Map(heads("sites").map((head) => [head.name, { value: (row) => sites.get(head.name, row) }]));
  const name = { cell: (row) => linkTo("site", sites.get("id", row), sites.get("plan_name", row)) };
  const ids = Object.fromEntries(["town", "tier_today", "tier", "work_id"].map((id) => ["plan_" + id, null]));
  for (const head of heads("sites")) if (head.name.startsWith("plan_paid_")) ids[head.name] = null;
  return [
    heading("sites", say("every-site")),
    el("details", {}, el("summary", {}, say("sites-about")), table({ id: "sites-table", caption: say("works-table"), rows, most: 20, columns: columnsOf("sites", rows, {
      ...Object.fromEntries(values), ...ids, plan_name: { ...values.get("plan_name"), ...name }, plan_tier_name: { value: (row) => run.tierName(sites.get("plan_tier", row)) },
    }) })),
    el("p", { class: "paper" }, say("sites-elsewhere", { all: whole(sites.count) })),
  ];
}

function violationsSection(run) {
  const { violations } = run.plan;
  if (!violations.length) return [];
  return [
    heading("violations", say("violations-heading")),
    table({ id: "violations-table", caption: say("violations-table"), rows: violations, columns: [
      { head: say("code"), value: (row) => row.code, cell: (row) => el("code", {}, row.code) },
      { head: headOf("works", "site_name"), value: (row) => row.site, cell: (row) => (row.site ? linkTo("site", row.site, run.sites?.get("plan_name", run.sites.of(row.site)) ?? row.site) : "–") },
      { head: say("what"), long: true, value: sentence, cell: (row) => told(sentence(row)) },
    ] }),
  ];
}
