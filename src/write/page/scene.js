// What a map shows of a plan.

/** The scene of a plan on a map. */
function planScene(run, shown = atlas) {
  const { sites, units, links, plan } = run;
  const layers = [];
  const map = () => say("layers.map"), facilities = () => say("layers.facilities"), people = () => say("layers.people");
  if (shown.towns) layers.push({ id: "towns", on: true, place: 90, group: map, label: () => say("town-borders"), key: () => stroke(COLOURS.grey), make: () => shown.towns });
  if (!sites) return { layers, extent: [], find: () => null, describe: () => [], search: () => [] };
  if (file("water")) layers.push({ id: "water", on: true, place: 92, group: map, label: () => say("water"), key: () => stroke(COLOURS.water), make: waterShapes });
  if (file("roads")) layers.push({ id: "roads", on: true, place: 91, group: map, label: () => say("roads"), key: () => stroke(COLOURS.orange), make: () => roadLines(shown.map) });
  layers.push(...reachLayers(run, facilities));
  for (const tier of run.reached) {
    const look = tierLook(run, tier.id);
    layers.push({
      id: "links-" + tier.id, on: false, place: 40, group: people, key: () => stroke(look.colour),
      label: () => say("who-goes-where", { tier: nameOf(tier.name) }),
      make: () => L.featureGroup([L.polyline(lines(run, (link) => !link.leads && link.tier === tier.id), { color: look.colour, weight: 1, opacity: 0.7, interactive: false })]),
    });
  }
  layers.push({
    id: "links-leads", on: false, place: 12, group: facilities, key: () => stroke(COLOURS.ink, "4 3"), label: () => say("who-leads-whom"),
    make: () => L.featureGroup([L.polyline(lines(run, (link) => link.leads), { color: COLOURS.ink, weight: 1.2, opacity: 0.7, dashArray: "4 4", interactive: false })]),
  });
  for (const tier of run.reached) layers.push(coverageLayer(run, tier, people));
  const drawn = drawnTiers(run);
  layers.push({
    id: "unused", on: false, place: 11, group: facilities, label: () => say("possible-sites-not-used"),
    key: () => key({ state: "unused" }, 3.5), make: () => siteMarks(run, (row, state) => state === "unused"),
  });
  for (const tier of plan.tiers) {
    if (!drawn.has(tier.id)) continue;
    const look = tierLook(run, tier.id);
    layers.push({
      id: "tier-" + tier.id, on: true, group: facilities, label: () => nameOf(tier.name), key: () => key({ ...look, state: "build" }),
      make: () => siteMarks(run, (row, state) => state !== "unused" && tierOf(run, row, state) === tier.id),
    });
  }
  if (drawn.has(null)) layers.push({
    id: "tier-none", on: false, place: 10, group: facilities, label: () => say("standing-tierless"), key: () => key({ ...constants.tierless, state: "stay" }, 4),
    make: () => siteMarks(run, (row, state) => state !== "unused" && tierOf(run, row, state) === null),
  });
  for (const tier of run.reached) {
    if (!run.uncovered.some((row) => row.tier === tier.id)) continue;
    layers.push({
      id: "uncovered-" + tier.id, on: true, place: 20, group: people, key: () => key({ state: "not-built" }, 8),
      label: () => say("not-covered-of", { tier: nameOf(tier.name) }),
      make: () => uncoveredMarks(run, tier.id),
    });
  }
  return {
    layers, extent: [sites, units], names: placeNames(run), keys: () => planKeys(run),
    find: (kind, id) => { const layer = kind === "site" ? sites : units, row = layer.of(id); return row === undefined ? null : layer.at(row); },
    describe: (kind, id) => kind === "site" ? siteCard(run, id) : unitCard(run, id),
    linksOf: (kind, id) => linksOf(run, kind, id),
    reachOf: (kind, id) => kind === "site" ? reachOf(run, sites.of(id)) : [],
    search: (wanted, most) => search([["site", sites], ["unit", units]], wanted, most),
  };
}

/** Lines of which the page holds the first position and the steps to the next ones. */
function linesOfSteps(list, scale) {
  return list.map((steps) => { const line = []; for (let at = 0, x = 0, y = 0; at < steps.length; at += 2) line.push([(y += steps[at + 1]) / scale, (x += steps[at]) / scale]); return line; });
}

/** Rivers, lakes and coasts. */
function waterShapes() {
  const { areas, lines, scale } = file("water"), look = { color: COLOURS.water, weight: 1.2, interactive: false, smoothFactor: 1.5 };
  return L.featureGroup([...linesOfSteps(areas, scale).map((area) => L.polygon(area, { ...look, weight: 0.5, fillOpacity: 0.8 })), L.polyline(linesOfSteps(lines, scale), look)]);
}

/** The roads of the plan: the main ones, and as the map comes nearer the others. */
function roadLines(map) {
  const { main, minor, scale } = file("roads"), lines = (list) => linesOfSteps(list, scale);
  const look = { color: COLOURS.orange, interactive: false, smoothFactor: 1.5 };
  const near = L.polyline(lines(minor), { ...look, weight: 0.8, opacity: 0 });
  const group = L.featureGroup([near, L.polyline(lines(main), { ...look, weight: 1.6, opacity: 0.75 })]);
  const fit = () => near.setStyle({ opacity: map.getZoom() - map.fitted >= NAMES_OF_SITES ? 0.7 : 0 });
  group.on("add", () => { map.on("zoomend", fit); fit(); });
  group.on("remove", () => map.off("zoomend", fit));
  return group;
}

/** Names of facilities, those of higher tiers first, then of places: as the map comes nearer. */
function placeNames(run) {
  const { sites, units } = run, rank = [...run.tiers.keys()], named = (layer, row, from, below) => ({ at: layer.at(row), name: () => layer.get("plan_name", row) ?? layer.get("id", row), from, below });
  const standing = Array.from({ length: sites.count }, (_, row) => [row, fate(run, row)]).filter(([, state]) => state !== "unused");
  const order = ([row, state]) => (rank.indexOf(tierOf(run, row, state)) + rank.length + 1) % (rank.length + 1);
  standing.sort((a, b) => order(a) - order(b));
  return [...standing.map(([row]) => named(sites, row, NAMES_OF_SITES, 9)), ...Array.from({ length: units.count }, (_, row) => named(units, row, NAMES_OF_UNITS, 7)), ...(file("roads")?.names ?? []).map(([lon, lat, name]) => ({ at: [lat, lon], name: () => name, from: NAMES_OF_ROADS, below: -8 }))];
}

/** Sites and places whose name or id holds what is looked for. */
function search(layers, wanted, most) {
  const hits = [];
  for (const [kind, layer] of layers) {
    for (let row = 0; row < layer.count && hits.length < most; row++) {
      const [id, name] = [layer.get("id", row), layer.get("plan_name", row) ?? ""];
      if (String(id).toLowerCase().includes(wanted) || String(name).toLowerCase().includes(wanted)) hits.push([kind, id, name || id]);
    }
  }
  return hits;
}

/** The tier that a site has in the plan; of one that goes, that it had. */
function tierOf(run, row, state) {
  const gone = state === "merge" || state === "close";
  return (gone ? run.works.get(run.sites.get("id", row))?.tier : run.sites.get("plan_tier", row)) ?? null;
}

/** The tiers of which some facility is drawn; null among them where one has none. Services of beds have no facilities of their own. */
function drawnTiers(run) {
  const drawn = new Set();
  for (let row = 0; row < run.sites.count; row++) {
    const state = fate(run, row);
    if (state !== "unused") drawn.add(tierOf(run, row, state));
  }
  return drawn;
}

function siteMarks(run, wanted) {
  const list = [];
  for (let row = 0; row < run.sites.count; row++) {
    const state = fate(run, row);
    if (!wanted(row, state)) continue;
    const look = state === "unused" ? { shape: "circle", radius: 3 } : tierLook(run, tierOf(run, row, state));
    list.push({ at: run.sites.at(row), ...look, state, kind: "site", featureId: run.sites.get("id", row), row });
  }
  // Small ones are drawn last, so that none hides.
  list.sort((a, b) => b.radius - a.radius);
  return marks(list, ({ row, state }) => el("div", {}, el("b", {}, given(run.sites.get("plan_name", row))), el("div", {}, say("facility"), run.tierName(tierOf(run, row, state)), " · ", word("works", state))));
}

function coverageLayer(run, tier, group) {
  const { units } = run;
  return {
    id: "coverage-" + tier.id, on: false, place: 30, group, key: () => key({ shape: "circle", colour: COVERED.all, state: "solid" }, 4.5),
    label: () => say("coverage-of", { tier: nameOf(tier.name) }),
    make: () => {
      const list = [];
      for (let row = 0; row < units.count; row++) {
        const covered = units.get(`plan_${tier.id}_share`, row);
        if (covered === null) continue;
        const whole = units.get(`plan_${tier.id}_covered`, row) === true;
        const look = whole ? { shape: "circle", colour: COVERED.all, state: "solid", radius: 4.5 } : covered > 0
          ? { shape: "triangle", colour: COVERED.some, state: "partly", radius: 5 } : { shape: "circle", state: "out-of-reach", radius: 5 };
        list.push({ at: units.at(row), ...look, kind: "unit", featureId: units.get("id", row), row, covered });
      }
      return marks(list, ({ row, covered }) => el("div", {}, el("b", {}, given(units.get("plan_name", row))), el("div", {}, `${nameOf(tier.name)}: ${share(covered)}`)));
    },
  };
}

function uncoveredMarks(run, tier) {
  const list = [];
  for (const entry of run.uncovered) {
    const row = entry.tier === tier ? run.units.of(entry.unit) : undefined;
    if (row !== undefined) list.push({ at: run.units.at(row), shape: "circle", state: entry.why, radius: 4 + Math.sqrt(entry.people) / 4, kind: "unit", featureId: entry.unit, entry });
  }
  list.sort((a, b) => b.radius - a.radius);
  return marks(list, ({ entry }) => el("div", {}, el("b", {}, given(entry.name)), el("div", {}, say("people-without", { people: whole(entry.people), tier: run.tierName(tier) }), say("colon"), word("whys", entry.why))));
}

/** Circles within which people may travel to a facility, of the tier or of one that serves its people too; none over roads. */
function reachLayers(run, group) {
  const layers = [];
  for (const tier of run.reached) {
    for (const setting of ["urban", "rural"]) {
      const radius = tier["reach_" + setting]?.radius_m;
      if (!radius) continue;
      const look = tierLook(run, tier.id);
      layers.push({
        id: `reach-${tier.id}-${setting}`, on: false, place: 15, group, key: () => key({ shape: "circle", colour: look.colour, state: "faint" }, 8),
        label: () => say("reach-of", { setting: word("settings", setting), tier: nameOf(tier.name) }),
        make: () => {
          const group = L.featureGroup();
          for (let row = 0; row < run.sites.count; row++) {
            if (standsFor(run, row, tier.id)) group.addLayer(reachCircle(run.sites.at(row), radius, look.colour, setting));
          }
          return group;
        },
      });
    }
  }
  return layers;
}

/** Whether a facility that serves the tier, of it or of one above it, stands there in the plan. */
function standsFor(run, row, tier) {
  return run.sites.get("plan_standing", row) && Boolean(run.tiers.get(run.sites.get("plan_tier", row))?.serves.includes(tier));
}

function reachCircle(at, radius, colour, setting) {
  return L.circle(at, { radius, color: colour, weight: 1, fillOpacity: 0.08, dashArray: setting === "urban" ? "5 4" : null, interactive: false });
}

function reachOf(run, row) {
  const tier = run.tiers.get(run.sites.get("plan_tier", row));
  if (!tier || !run.sites.get("plan_standing", row)) return [];
  return ["urban", "rural"].filter((setting) => tier["reach_" + setting]?.radius_m)
    .map((setting) => reachCircle(run.sites.at(row), tier["reach_" + setting].radius_m, tierLook(run, tier.id).colour, setting));
}

function endsOf(run, link) { return { from: (link.leads ? run.sites : run.units).at(link.from), to: run.sites.at(link.to) }; }

function lines(run, wanted) {
  const list = [];
  for (let row = 0; row < (run.links?.count ?? 0); row++) {
    const link = run.links.row(row);
    if (wanted(link)) { const { from, to } = endsOf(run, link); list.push([from, to]); }
  }
  return list;
}

function linkRows(run, kind, id) {
  const row = (kind === "site" ? run.sites : run.units).of(id);
  return ((kind === "site" ? run.links.bySite : run.links.byUnit).get(row) ?? []).map((at) => run.links.row(at));
}

function linksOf(run, kind, id) {
  return linkRows(run, kind, id).map((link) => ({ ...endsOf(run, link), colour: link.leads ? COLOURS.ink : tierLook(run, link.tier).colour, dash: link.leads ? "4 4" : null }));
}

function planKeys(run) {
  const states = ["build", "upgrade", "stay", "merge", "unused"];
  const look = { shape: constants.tiers[0].shape, colour: constants.tiers[0].colour };
  const done = states.map((state) => el("span", {}, key({ ...look, state }, state === "unused" ? 3.5 : 6), state === "merge" ? say("merged-or-closed") : word("works", state)));
  const whys = ["out-of-reach", "not-built"].map((why) => el("span", {}, key({ state: why }, 8), why === "not-built" ? say("not-covered-possible") : say("not-covered-far")));
  const part = el("span", {}, key({ shape: "triangle", colour: COVERED.some, state: "partly" }, 5), say("partly-covered"));
  const roads = run.reached.every((tier) => !tier.reach_urban?.radius_m && !tier.reach_rural?.radius_m);
  return el("div", { class: "keys", id: "keys" }, done, whys, part, roads ? el("span", {}, say("travel-over-roads")) : null);
}
