// The plan against the one that is pinned: people, money, works, and who gains or loses.

/** A difference with its sign. */
function signed(value, text) { return value > 0 ? "+" + text(value) : value < 0 ? "−" + text(-value) : "0"; }

/** A difference as a cell; what is better is said by colour too, never by colour alone. */
function differing(now, before, text, better) {
  if (typeof now !== "number" || typeof before !== "number") return "–";
  const more = Math.abs(now - before) < 1e-9 ? 0 : now - before;
  return el("span", { class: more === 0 || !better ? null : more > 0 === (better > 0) ? "better" : "worse", "data-value": more }, signed(more, text));
}

/** The figures of a plan: {name, now, text, better}. */
function figuresOf(run) {
  const { plan } = run, rows = [];
  for (const tier of run.reached) {
    const row = coverageRow(plan, tier.id, "all", tier.group);
    rows.push({ key: "covered-" + tier.id, name: say("covered-at", { tier: nameOf(tier.name) }), value: row?.covered ?? null, text: whole, better: 1 });
  }
  rows.push({ key: "cost", name: say("money-for-works"), value: plan.money.cost_yuan, text: money, better: -1 });
  for (const source of plan.money.sources) rows.push({ key: "source-" + source.id, name: say("taken-from", { source: nameOf(source.name) }), value: source.works_yuan ?? null, text: money, better: 0, minor: true });
  rows.push({ key: "works", name: say("works-3"), value: run.sites ? plan.works.length : null, text: whole, better: 0 });
  const sited = plan.targets.filter((target) => target.met !== null);
  rows.push({ key: "met", name: say("targets-met", { all: whole(sited.length) }), value: run.sites ? sited.filter((target) => target.met).length : null, text: whole, better: 1 });
  return rows;
}

function differenceTable(run, pinned) {
  const before = new Map(pinned ? figuresOf(pinned).map((row) => [row.key, row]) : []);
  const rows = figuresOf(run);
  const of = (row) => before.get(row.key)?.value ?? null;
  return table({ id: "difference-table", label: say("against-pinned"), sortable: false, rows, columns: [
    { name: "figure", head: "", cell: (row) => given(row.name) },
    { name: "pinned", head: say("pinned"), number: true, value: of, cell: (row) => (of(row) === null ? "–" : row.text(of(row))) },
    { name: "now", head: say("now"), number: true, value: (row) => row.value, cell: (row) => (row.value === null ? "–" : row.text(row.value)) },
    { name: "more", head: say("more"), number: true, cell: (row) => differing(row.value, of(row), row.text, row.better) },
  ] });
}

/** The aims as they are found, stage by stage: value, bound, gap, and how that differs from the pinned plan. */
function progressTable(stages, pinned) {
  const before = new Map((pinned?.plan.stages ?? []).map((stage) => [stage.stage, stage.value]));
  return table({ id: "progress-table", label: say("aims-table"), sortable: false, rows: stages, columns: [
    { name: "aim", head: say("aim"), cell: (row) => word("aims", row.stage) },
    { name: "value", head: say("value"), number: true, value: (row) => row.value, cell: (row) => aimed(row.stage, row.value) },
    { name: "bound", head: say("bound"), number: true, value: (row) => row.bound, cell: (row) => aimed(row.stage, row.bound) },
    { name: "gap", head: say("gap"), number: true, value: (row) => row.gap, cell: (row) => gap(row.gap) },
    { name: "more", head: say("more"), number: true, cell: (row) => differing(row.value, before.get(row.stage) ?? null, (value) => aimed(row.stage, value), 0) },
  ] });
}

/** By how many people a village is better or worse covered at each tier than in the pinned plan. */
function gainsOf(run, pinned) {
  const lacking = (own) => new Map(own.uncovered.map((row) => [JSON.stringify([row.tier, row.unit]), row]));
  const [now, before] = [lacking(run), lacking(pinned)], rows = [];
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const own = now.get(key) ?? before.get(key), more = (before.get(key)?.people ?? 0) - (now.get(key)?.people ?? 0);
    if (Math.abs(more) > 1e-9) rows.push({ unit: own.unit, name: own.name, town: own.town, tier: own.tier, more });
  }
  return rows;
}

/** Sites about which the two plans decide otherwise. */
function sitesOf(run, pinned) {
  const rows = [];
  for (let row = 0; row < run.sites.count; row++) {
    const id = run.sites.get("id", row), other = pinned.sites.of(id);
    const [now, before] = [fate(run, row), other === undefined ? null : fate(pinned, other)];
    if (now !== before) rows.push({ id, name: run.sites.get("plan_name", row), town: run.townName(run.sites.get("plan_town", row)), before, now });
  }
  return rows;
}

/** Who gains, who loses, and which sites are decided otherwise. */
function comparisonSection(run, pinned) {
  if (!run.sites || !pinned?.sites || sameWords(state, pinnedWords)) return [];
  const gains = gainsOf(run, pinned), sites = sitesOf(run, pinned);
  const sum = (wanted) => whole(Math.abs(add(gains.filter(wanted), (row) => row.more)));
  const decided = (code) => (code === null ? "–" : word("works", code));
  return [
    heading("compared", say("against-pinned")),
    el("p", {}, gains.length ? say("gain-and-lose", { gain: sum((row) => row.more > 0), lose: sum((row) => row.more < 0) }) : say("nobody-changes")),
    gains.length ? table({ id: "gains-against", caption: say("gains-caption"), rows: gains, sort: ["more", false], most: 20, columns: [
      { name: "name", head: headOf("uncovered", "name"), value: (row) => row.name, cell: (row) => linkTo("unit", row.unit, row.name) },
      { name: "town", head: headOf("works", "town_name"), value: (row) => run.townName(row.town), cell: (row) => given(run.townName(row.town)) },
      { name: "tier", head: headOf("works", "tier_name"), value: (row) => row.tier, cell: (row) => run.tierName(row.tier) },
      { name: "more", head: say("people-more"), number: true, value: (row) => row.more, cell: (row) => differing(row.more, 0, whole, 1) },
    ] }) : null,
    sites.length ? table({ id: "sites-against", caption: say("sites-caption"), rows: sites, most: 20, columns: [
      { name: "name", head: headOf("works", "site_name"), value: (row) => row.name, cell: (row) => linkTo("site", row.id, row.name) },
      { name: "town", head: headOf("works", "town_name"), value: (row) => row.town, cell: (row) => given(row.town) },
      { name: "before", head: say("pinned"), value: (row) => row.before, cell: (row) => decided(row.before) },
      { name: "now", head: say("now"), value: (row) => row.now, cell: (row) => decided(row.now) },
    ] }) : null,
  ].filter(Boolean);
}
