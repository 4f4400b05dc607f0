// What is known of one site or one place.

function facts(rows) {
  const kept = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return el("dl", { class: "facts" }, kept.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function figure(value, text) { return el("span", { "data-value": value, title: String(value) }, text); }

function list(nodes, between = say("comma")) { return nodes.flatMap((node, at) => (at ? [between, node] : [node])); }

/** The columns of a layer that say something of a row, but for those that the card says otherwise. */
function columnFacts(table, layer, row, said) {
  return heads(table).filter((head) => !said(head.name)).map((head) => {
    const value = layer.get(head.name, row), text = written(head, value);
    if (value === null || value === "" || value === 0 || value === false || (Array.isArray(value) && !value.length)) return null;
    return [nameOf(head.heading), typeof value === "number" ? figure(value, text) : given(text)];
  }).filter(Boolean);
}

/** What the caller's own file says, as it says it. */
function attributes(layer, row) {
  const own = layer.names.filter((name) => !name.startsWith("plan_") && layer.get(name, row) !== null && layer.get(name, row) !== "");
  const text = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  const rows = own.map((name) => [given(name), el("bdi", {}, text(layer.get(name, row)))]);
  return el("details", {}, el("summary", {}, say("all-that-the-layer-says")), facts(rows));
}

function modelledTags(layer, row) {
  const tags = ["figures", "position"].filter((part) => layer.get(`plan_${part}_origin`, row) === "modelled").map((part) => tag(say(part + "-modelled"), "plain"));
  return tags.length ? el("div", {}, list(tags, " ")) : null;
}

function paid(run, funding) {
  const rows = Object.entries(funding ?? {});
  return rows.length ? list(rows.map(([source, yuan]) => [run.sourceName(source) + " ", figure(yuan, money(yuan))])).flat() : null;
}

/** What a site's card says in words of its own: its head, its tags, links to other sites, what `plan.json` has by tier. */
const SITE_SAID = new Set(["name", "town", "town_name", "position_origin", "figures_origin", "tier_today", "work_id", "work", "standing", "tier", "tier_name", "cost_yuan", "cost_origin", "leader"].map((name) => "plan_" + name));

function siteCard(run, id) {
  const { sites } = run, row = sites.of(id), state = fate(run, row), work = run.works.get(id);
  const get = (name) => sites.get(name, row), away = run.moves.filter((move) => move.from === id);
  const people = (by) => { const rows = Object.entries(by ?? {}); return rows.length ? list(rows.map(([tier, persons]) => el("span", {}, run.tierName(tier), " ", figure(persons, whole(persons))))) : null; };
  const site = (other) => other ? linkTo("site", other, sites.get("plan_name", sites.of(other)) ?? other) : null;
  const moves = (own) => list(own.map((move) => el("span", {}, site(move.to), " ", figure(move.persons, whole(move.persons)), saying("in-brackets", { text: run.tierName(move.tier) }))));
  return [
    el("h3", { tabindex: -1 }, given(get("plan_name"))),
    el("div", {}, list([tag(word("works", state), state === "stay" || state === "unused" ? "plain" : "binding"), run.tierName(tierOf(run, row, state)), given(run.townName(get("plan_town")))], " ")),
    facts([
      [say("id"), el("code", {}, given(id))],
      [headOf("works", "work_name"), work?.name ? given(work.name) : null],
      [headOf("works", "cost_yuan"), work ? [figure(work.cost_yuan, money(work.cost_yuan)), " ", work.cost_origin === "modelled" ? tag(word("origins", "modelled"), "plain") : null] : null],
      [say("paid-by"), work ? paid(run, work.funding_yuan) : null],
      [headOf("works", "into"), site(work?.into)],
      [headOf("sites", "plan_leader"), site(get("plan_leader"))],
      ...(away.length ? [[word("links", "moves"), moves(away)]] : []),
      ...columnFacts("sites", sites, row, (name) => SITE_SAID.has(name) || name.startsWith("plan_paid_")),
      [say("newly-in-reach"), people(work?.newly_within_reach)],
      [say("only-here"), people(work?.only_within_reach)],
    ]),
    modelledTags(sites, row), attributes(sites, row),
  ].filter(Boolean);
}

function unitCard(run, id) {
  const { units } = run, row = units.of(id);
  const get = (name) => units.get(name, row);
  const links = linkRows(run, "unit", id);
  const services = run.reached.map((tier) => {
    const own = links.filter((link) => link.tier === tier.id);
    const lacks = run.uncovered.find((entry) => entry.tier === tier.id && entry.unit === id);
    if (!own.length && !lacks) return null;
    const to = own.map((link) => [linkTo("site", run.sites.get("id", link.to), run.sites.get("plan_name", link.to)), ` ${kilometres(link.km)}${say("comma")}${minutes(link.minutes)}`, link.share < 1 ? say("in-brackets", { text: share(link.share) }) : ""]);
    const not = lacks ? [say("not-covered-people", { people: whole(lacks.people) }), word("whys", lacks.why), ...nearestOf(run, lacks)] : [];
    return [nameOf(tier.name), el("div", {}, [...list(to, say("semicolon")).flat(), to.length && not.length ? say("semicolon") : "", ...not])];
  });
  // The links say who serves, and how far it is.
  const said = (name) => ["plan_name", "plan_town", "plan_setting", "plan_figures_origin", "plan_position_origin"].includes(name) || run.reached.some((tier) => name.startsWith(`plan_${tier.id}_`));
  return [
    el("h3", { tabindex: -1 }, given(get("plan_name") ?? id)),
    el("div", {}, word("settings", get("plan_setting")), " · ", given(run.townName(get("plan_town")))),
    facts([[say("id"), el("code", {}, given(id))], ...services.filter(Boolean), ...columnFacts("demand", units, row, said)]),
    modelledTags(units, row), attributes(units, row),
  ].filter(Boolean);
}

/** The nearest site of people who are not covered though they could be. */
function nearestOf(run, entry) {
  if (!entry.nearest) return [];
  return saying("nearest", { site: linkTo("site", entry.nearest, run.sites.get("plan_name", run.sites.of(entry.nearest)) ?? entry.nearest), km: kilometres(entry.distance_m / 1000), min: minutes(entry.time_s / 60) });
}
