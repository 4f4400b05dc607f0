// Other plans that are as good: a card each, and on the map the sites that all of them have, and those that only some have.

/** What was found, and the words of the plan that it was found for. */
let others = null, othersOf = null;

/** What was found where it is of the plan that is shown. */
function othersNow() { return others && sameWords(othersOf, state) ? others : null; }

async function seekOthers() {
  const holder = document.getElementById("others"), words = state;
  holder.replaceChildren(el("p", { class: "soft" }, say("others-seeking")));
  const { sections, problems } = await askWhy(["alternatives", ""]);
  if (!sameWords(words, state)) return;
  if (sections) {
    [others, othersOf] = [sections, words];
    if (run?.sites) atlas.draw(benchScene(run), true);
  }
  drawOthers(problems);
}

function othersPart() {
  return [el("p", { class: "soft small" }, say("others-help")), el("button", { type: "button", id: "seek-others", onclick: seekOthers }, say("others-seek")), el("div", { id: "others", "aria-live": "polite" })];
}

function drawOthers(problems = null) {
  const holder = document.getElementById("others"), found = othersNow();
  if (problems) holder.replaceChildren(problemList(problems));
  else if (!found) holder.replaceChildren();
  else {
    const [first, ...rest] = nameOf(found);
    const [common] = rest.slice(-1), [best, ...plans] = found.plans;
    holder.replaceChildren(
      ...(plans.length ? plans.map((plan, at) => otherCard(plan, best, found.words[at + 1])) : []),
      ...first.notes.map((note) => el("p", { class: "soft small" }, told(note))),
      ...(common ? spoken([common]) : []));
  }
}

/** What a plan does otherwise than the best one, what that costs and loses, and a button that opens the like. */
function otherCard(plan, best, words) {
  const work = (code) => word("works", code);
  const changed = plan.stages.map((stage, at) => [stage, best.stages[at]?.value ?? null]).filter(([stage, value]) => value !== null && Math.abs(stage.value - value) > 1e-6 * Math.max(1, Math.abs(value)));
  const aims = changed.map(([stage, value]) => [word("aims", stage.stage), el("span", {}, aimed(stage.stage, stage.value), " ", differing(stage.value, value, (more) => aimed(stage.stage, more), 0))]);
  return el("div", { class: "other", "data-plan": plan.plan },
    el("h4", {}, say("other-plan", { number: plan.plan }), " ", el("span", { class: "soft" }, money(plan.cost_yuan)), " ", plan.status === "proved" ? null : el("span", { class: "soft" }, word("status", plan.status))),
    el("ul", { class: "says" }, plan.differences.map((own) => el("li", {}, linkTo("site", own.site, own.name), say("was-and-is", { before: work(own.best_work), now: work(own.here_work) })))),
    aims.length ? facts(aims) : null,
    el("button", { type: "button", onclick: () => change(words.reduce((own, word) => withWish(own, siteOf(word), ...word), state)) }, say("open-plan")));
}

/** Rings about the sites that all plans as good have, and about those that some of them have. */
function othersLayers(run) {
  const found = othersNow();
  if (!found) return [];
  const looks = { core: COLOURS.blue, optional: COLOURS.orange };
  return Object.entries(looks).map(([often, colour]) => ({
    id: "often-" + often, on: true, place: 5, group: () => say("layers.sites"), label: () => word("often", often), key: () => svg("svg", { class: "key", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("circle", { cx: 10, cy: 10, r: 7, fill: "none", stroke: colour, "stroke-width": 2.5 })),
    make: () => L.featureGroup(found.sites.filter((own) => own.chosen === often && run.sites.of(own.site) !== undefined).map((own) => L.circleMarker(run.sites.at(run.sites.of(own.site)), { radius: 11, color: colour, weight: 2.5, fill: false, interactive: false }))),
  }));
}
