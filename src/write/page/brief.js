// The beginning: the two pages that leaders see, as the run tells them; or why there is no plan.

function briefPages(run) {
  const { plan, maps } = run;
  if (!run.sites) return noPlan(run);
  // Runs of older versions have no such pages.
  const told = plan.brief ? nameOf(plan.brief) : { about: "", first: [], second: [] };
  const part = (own) => [el("h3", {}, own.heading), ...spokenParts(own)];
  const map = (name) => el("figure", {}, el("figcaption", {}, say("brief-map-" + name)), el("img", { src: "data:image/svg+xml," + encodeURIComponent(maps[name]), alt: say("brief-map-" + name) }));
  return [
    heading("short", say("in-short")),
    el("section", { class: maps ? "sheet mapped" : "sheet" },
      el("p", { class: "soft" }, told.about),
      maps ? [el("div", { class: "pair" }, map("today"), map("plan")), briefKeys(run)] : null,
      told.first.map(part)),
    el("section", { class: "sheet" }, told.second.map(part)),
  ];
}

/** What the signs of the two maps mean. */
function briefKeys(run) {
  const entry = (mark, text) => el("span", {}, mark, text);
  const drawn = drawnTiers(run), first = { shape: constants.tiers[0].shape, colour: constants.tiers[0].colour };
  const states = [...new Set(Array.from({ length: run.sites.count }, (_, row) => fate(run, row)))].filter((state) => state !== "unused");
  const covered = ["all", "some", "none"].map((name) => entry(key({ shape: "circle", colour: COVERED[name], state: "solid" }, 6), say("colon-place") + word("covered", name)));
  return el("div", { class: "keys" },
    run.plan.tiers.filter((tier) => drawn.has(tier.id)).map((tier) => entry(key({ ...tierLook(run, tier.id), state: "build" }), nameOf(tier.name))),
    Object.keys(constants.works).filter((state) => states.includes(state)).map((state) => entry(key({ ...first, state }, 5), word("works", state))),
    covered, entry("", say("disc-is-people")));
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
