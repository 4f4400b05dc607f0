// What is known of one site or one place.

function facts(rows) {
  const kept = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return el("dl", { class: "facts" }, kept.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function figure(value, text) { return el("span", { "data-value": value, title: String(value) }, text); }

function list(nodes, between = ", ") { return nodes.flatMap((node, at) => (at ? [between, node] : [node])); }

/** What the caller's own file says, as it says it. */
function attributes(layer, row) {
  const own = layer.names.filter((name) => !name.startsWith("plan_") && layer.get(name, row) !== null && layer.get(name, row) !== "");
  const text = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  const rows = own.map((name) => [given(name), el("bdi", {}, text(layer.get(name, row)))]);
  return el("details", {}, el("summary", {}, say("All that the layer says", "图层全部属性")), facts(rows));
}

function modelledTags(layer, row) {
  const tags = [];
  if (layer.get("origin", row) === "modelled") tags.push(tag(say("figures modelled", "数据为模拟值"), "plain"));
  if (layer.get("position_origin", row) === "modelled") tags.push(tag(say("position modelled", "位置为模拟值"), "plain"));
  return tags.length ? el("div", {}, list(tags, " ")) : null;
}

function paid(run, funding) {
  const rows = Object.entries(funding ?? {});
  return rows.length ? list(rows.map(([source, yuan]) => [run.sourceName(source) + " ", figure(yuan, money(yuan))])).flat() : null;
}

function siteCard(run, id) {
  const { sites } = run, row = sites.of(id), state = fate(run, row), work = run.works.get(id);
  const get = (name) => sites.get(name, row);
  const people = (by) => list(Object.entries(by ?? {}).map(([tier, persons]) => el("span", {}, run.tierName(tier), " ", figure(persons, whole(persons)))));
  const served = run.reached.map((tier) => [tier, get(`plan_persons_served_${tier.id}`)]).filter(([, persons]) => persons > 0);
  const site = (other) => other ? linkTo("site", other, sites.get("name", sites.of(other)) ?? other) : null;
  const nearest = get("plan_nearest_medical");
  return [
    el("h3", { tabindex: -1 }, given(get("name"))),
    el("div", {}, list([tag(word(WORKS, state), state === "stay" || state === "unused" ? "plain" : "binding"), run.tierName(tierOf(run, row, state))], " ")),
    facts([
      [say("Town", "镇街"), given(run.townName(work?.town ?? get("town")))],
      [say("Id", "编号"), el("code", {}, given(id))],
      [say("Work", "任务"), work?.name ? given(work.name) : null],
      [say("Cost", "投入"), work ? [figure(work.cost_yuan, money(work.cost_yuan)), " ", work.cost_origin === "modelled" ? tag(word(ORIGINS, "modelled"), "plain") : null] : null],
      [say("Paid by", "出资"), work ? paid(run, work.funding_yuan) : null],
      [say("Merged into", "并入"), site(work?.into)],
      [say("Beds", "床位"), get("plan_beds") > 0 ? [figure(get("plan_beds"), whole(get("plan_beds"))), say(", nursing ", "，护理型 "), figure(get("plan_nursing_beds"), whole(get("plan_nursing_beds")))] : null],
      [say("Run by", "运营"), get("plan_operator") ? given(get("plan_operator")) : null],
      [say("Serves", "服务"), served.length ? list(served.map(([tier, persons]) => el("span", {}, nameOf(tier.name), " ", figure(persons, whole(persons)), say(` people ${tier.group}`, ` 人（${tier.group}）`)))) : null],
      [say("Newly in reach", "新增覆盖"), Object.keys(work?.newly_within_reach ?? {}).length ? people(work.newly_within_reach) : null],
      [say("Only here", "仅此可达"), Object.keys(work?.only_within_reach ?? {}).length ? people(work.only_within_reach) : null],
      [say("Led by", "由其带动"), site(get("plan_leader"))],
      [say("Leads", "带动站点"), get("plan_leads") > 0 ? whole(get("plan_leads")) : null],
      [say("Nearest medical", "最近医疗机构"), nearest ? [given(nearest), `, ${whole(get("plan_nearest_medical_m"))} m`] : null],
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
    const to = own.map((link) => [linkTo("site", run.sites.get("id", link.to), run.sites.get("name", link.to)), ` ${kilometres(link.km)}, ${minutes(link.minutes)}`, link.share < 1 ? ` (${share(link.share)})` : ""]);
    const not = lacks ? [say(`not covered, ${whole(lacks.people)} people: `, `未覆盖 ${whole(lacks.people)} 人：`), word(WHYS, lacks.why), ...nearestOf(run, lacks)] : [];
    return [nameOf(tier.name), el("div", {}, [...list(to, "; ").flat(), to.length && not.length ? "; " : "", ...not])];
  });
  return [
    el("h3", { tabindex: -1 }, given(get("name") ?? id)),
    el("div", {}, word(SETTINGS, get("setting")), " · ", given(run.townName(get("town")))),
    facts([[say("Id", "编号"), el("code", {}, given(id))], ...services.filter(Boolean)]),
    modelledTags(units, row), attributes(units, row),
  ].filter(Boolean);
}

/** The nearest site of people who are not covered though they could be. */
function nearestOf(run, entry) {
  if (!entry.nearest) return [];
  return [say("; nearest ", "；最近 "), linkTo("site", entry.nearest, run.sites.get("name", run.sites.of(entry.nearest)) ?? entry.nearest), `, ${kilometres(entry.distance_m / 1000)}, ${minutes(entry.time_s / 60)}`];
}
