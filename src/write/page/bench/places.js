// Sites and villages on the map of the workbench: the report's cards, with a menu at a site and the question why.

/** The report's scene of a plan, in which sites have a menu. */
function benchScene(run) {
  const scene = planScene(run);
  if (!run.sites) return scene;
  const described = (kind, id) => {
    const [head, about, ...rest] = scene.describe(kind, id);
    return [head, about, kind === "site" ? siteMenu(run, id) : null, whyPart(kind === "site" ? "site" : "village", id), ...rest].filter(Boolean);
  };
  return { ...scene, layers: [...scene.layers, ...othersLayers(run)], describe: described };
}

/** What is wanted of a site: free, required, forbidden, kept as it is; where the plan's file demands something, that it does not count. */
function siteMenu(run, id) {
  const demands = Object.hasOwn(bench.demands, id) ? bench.demands[id] : [], now = wishOf(id);
  const stands = run.sites.get("plan_tier_today", run.sites.of(id)) !== null;
  const options = [[null, "wish-free"], ["require", "wish-require"], ["forbid", "wish-forbid"], ...(stands ? [["keep-today", "wish-keep"]] : []), ...(demands.length ? [["lift", "wish-lift"]] : [])];
  const press = (wish) => change(withWish(state, id, wish));
  return el("div", { class: "menu", role: "group", "aria-label": say("wish") },
    demands.length ? el("div", { class: "small soft" }, say("demanded-by-plan"), list(demands.map((own) => told(nameOf(own))))) : null,
    el("div", { class: "buttons" }, options.map(([wish, key]) => el("button", { type: "button", "data-wish": wish ?? "free", "aria-pressed": String(now === wish), onclick: () => press(wish) }, say(key)))));
}

/** A button, and below it the answer. */
function whyPart(about, id) {
  const answer = el("div", { class: "why", "aria-live": "polite" });
  return el("div", {}, el("button", { type: "button", class: "ask", onclick: () => showWhy([about, id], answer) }, say("why-" + about)), answer);
}

async function showWhy(about, holder) {
  holder.replaceChildren(el("p", { class: "soft" }, say("asking-why")));
  const { sections, problems } = await askWhy(about);
  if (sections) holder.replaceChildren(...spoken(nameOf(sections)));
  else holder.replaceChildren(...(problems ? [problemList(problems)] : []));
}

/** Which layers of the map are on to begin with: possible sites, and each village once. */
function firstLayers(run) {
  atlas.on.set("unused", true);
  const shown = new Set();
  for (const tier of [...run.reached].reverse()) {
    const own = ["urban", "rural"].filter((setting) => tier["reach_" + setting]);
    if (own.length && own.every((setting) => !shown.has(setting))) { atlas.on.set("coverage-" + tier.id, true); own.forEach((setting) => shown.add(setting)); }
  }
}
