// The run folder's files as the report holds them, each in a script of its own that no browser runs.

const parts = new Map();
for (const holder of document.querySelectorAll("script[data-name]")) parts.set(holder.dataset.name, holder);
const parsed = new Map();

/** A file of the run folder; null where there is none. */
function file(name) {
  if (!parsed.has(name)) {
    const holder = parts.get(name);
    parsed.set(name, holder ? JSON.parse(holder.textContent) : null);
    holder?.remove();
  }
  return parsed.get(name);
}

/** A layer: its columns are lists, or for words that come again and again a list of words and which of them each row has. */
class Layer {
  constructor(raw) {
    this.raw = raw;
    this.count = raw.count;
    this.names = Object.keys(raw.columns);
    this.rows = new Map();
    for (let row = 0; row < this.count; row++) this.rows.set(this.get("id", row), row);
  }
  get(name, row) {
    const column = this.raw.columns[name];
    if (column === undefined) return null;
    if (Array.isArray(column)) return column[row];
    return column.words[column.rows[row]] ?? null;
  }
  at(row) { return [this.raw.lat[row], this.raw.lon[row]]; }
  /** The row of an id. */
  of(id) { return this.rows.get(id); }
}

/** Who is served where: rows of `from` (units; of leaders sites) and `to` (sites). */
class Links {
  constructor(raw) {
    this.raw = raw;
    this.count = raw.count;
    this.bySite = new Map();
    this.byUnit = new Map();
    const note = (map, key, row) => { const list = map.get(key); if (list) list.push(row); else map.set(key, [row]); };
    for (let row = 0; row < this.count; row++) {
      const link = this.row(row);
      note(this.bySite, link.to, row);
      if (link.leads) note(this.bySite, link.from, row); else note(this.byUnit, link.from, row);
    }
  }
  row(row) {
    const raw = this.raw;
    return { leads: raw.leads[row] === 1, tier: raw.tiers[raw.tier[row]], from: raw.from[row], to: raw.to[row], persons: raw.persons[row], share: raw.share[row], km: raw.km[row], minutes: raw.minutes[row] };
  }
}

const runs = new Map();

/** The plan of a period (of a plan without periods: 0), with its layers. */
function runOf(position) {
  if (!runs.has(position)) {
    const own = file("report").runs[position], held = (name) => file(own.prefix + name);
    runs.set(position, makeRun({ ...own, "plan.json": held("plan.json"), layout: held("layout"), coverage: held("coverage"), links: held("links"), moves: held("moves"), maps: held("maps") }));
  }
  return runs.get(position);
}

/** A plan of its files, with what is looked up in them. */
function makeRun(files) {
  const { verdict, clashes, "plan.json": plan, links } = files, layer = (raw) => (raw ? new Layer(raw) : null);
  const made = {
    plan, verdict, clashes, sites: layer(files.layout), units: layer(files.coverage), links: links ? new Links(links) : null, moves: files.moves ?? [], maps: files.maps,
    tiers: new Map((plan.tiers ?? []).map((tier) => [tier.id, tier])),
    towns: new Map((plan.towns ?? []).map((town) => [town.id, town.name])),
    sources: new Map(plan.money.sources.map((source) => [source.id, source])),
    works: new Map(plan.works.map((work) => [work.site, work])),
    uncovered: plan.uncovered ?? [],
  };
  made.reached = (plan.tiers ?? []).filter((tier) => tier.reach_urban || tier.reach_rural);
  made.tierName = (id) => id === null || id === undefined ? say("no-tier-of-the-plan") : nameOf(made.tiers.get(id)?.name ?? id);
  made.townName = (id) => made.towns.get(id) ?? id;
  made.sourceName = (id) => nameOf(made.sources.get(id)?.name ?? id);
  return made;
}

/** The towns' names by id: those of the plan, or of a sweep those that its sites name. */
function townNames() {
  if (file("report").runs.length) return runOf(0).towns;
  const sites = file("sites") ? new Layer(file("sites")) : null, names = new Map();
  for (let row = 0; row < (sites?.count ?? 0); row++) names.set(sites.get("plan_town", row), sites.get("plan_town_name", row));
  return names;
}

/** What becomes of a site: one of the words of WORKS. */
function fate(run, row) {
  const work = run.sites.get("plan_work", row);
  if (work !== "stay") return work;
  return run.sites.get("plan_standing", row) ? "stay" : "unused";
}
