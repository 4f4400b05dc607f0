// The workbench: what is asked when, and where its answer is drawn.

/** The plan of the state, the last one that had a layout, and the pinned one. */
let run = null, shownRun = null, pinnedRun = null;
/** The stages of the plan that is being sought; what is wrong; whether an answer is awaited. */
let stages = [], problems = null, isBusy = false;
/** Whether the state is still in hand: a slider that moves makes one step back, not many. */
let inHand = false, resting = null, movedAt = 0;

/** Takes other words. `stays`: they are in hand, and their like follows. */
function change(words, stays = false) {
  if (sameWords(words, state)) return;
  state = words;
  // What is in hand is one step of the address, which is written once it rests: browsers allow no hundreds of them.
  if (!(stays && inHand)) writeAddress(false);
  inHand = stays;
  movedAt = performance.now();
  syncControls();
  drawState();
  clearTimeout(resting);
  resting = setTimeout(ask, stays ? REST_MS : 0);
}

/** What was in hand is let go. */
function settled() { inHand = false; }

function ask() {
  const words = state, asked = movedAt;
  if (location.hash !== addressOf(state, pinnedWords)) writeAddress(true);
  [stages, problems, isBusy] = [[], null, true];
  drawStatus();
  askPlan(words, "plan", (event, data) => {
    if (!sameWords(words, state)) return;
    if (event === "begins" || event === "explains") { document.getElementById("status-line").textContent = event === "begins" ? say("seeking", { aim: word("aims", data.stage), number: data.position + 1, all: data.stages }) : say("explaining"); return; }
    if (event === "stage") { stages.push(data); drawStatus(); return; }
    isBusy = false;
    if (event === "plan") take(data, asked);
    else {
      // Nothing of an earlier plan passes for the answer.
      problems = data ?? [];
      drawStatus();
      document.getElementById("about").replaceChildren();
    }
  });
}

/** Draws the plan that came; once it is drawn, says how long that took since it was asked for. */
function take(data, asked) {
  run = Object.assign(makeRun(data), { repairs: data.repairs });
  if (sameWords(state, pinnedWords)) pinnedRun = run;
  const first = !shownRun?.sites;
  if (run.sites || first) {
    shownRun = run;
    if (first && run.sites) firstLayers(run);
    atlas.draw(benchScene(run), !first);
    drawBeside();
  }
  drawOthers();
  drawStatus();
  requestAnimationFrame(() => setTimeout(() => {
    performance.measure("answer", { start: asked, end: performance.now() });
    document.body.dataset.drawn = addressOf(state, []);
    drawSections();
  }));
}

/** The plan that is pinned, asked for where it is not known. */
function pin(words, known) {
  pinnedWords = words;
  pinnedRun = known;
  if (known) return;
  askPlan(words, "pinned", (event, data) => {
    if (event !== "plan" || !sameWords(words, pinnedWords)) return;
    pinnedRun = makeRun(data);
    drawPinned();
  });
}

function pinNow() {
  pin(state, run);
  writeAddress(true);
  drawPinned();
}

/** All that depends on the plan that is pinned. */
function drawPinned() {
  drawStatus();
  drawSections();
  drawBeside();
}

function verdictText() {
  if (isBusy) return say("answering");
  if (problems) return say("not-answered");
  return run ? word("verdicts", run.verdict) : "";
}

/** The verdict and the figures; nothing else on the page moves. */
function drawStatus() {
  const bad = Boolean(problems) || (run && !run.sites && !isBusy);
  const status = document.getElementById("status");
  status.className = bad ? "verdict bad" : "verdict";
  status.replaceChildren(el("span", { id: "status-line" }, verdictText()));
  document.body.dataset.busy = String(isBusy);
  const parts = [];
  if (problems) parts.push(problemList(problems));
  if (isBusy && stages.length) parts.push(progressTable(stages, pinnedRun));
  else if (run?.sites && !problems) parts.push(differenceTable(run, pinnedRun));
  if (run && !run.sites && !isBusy && !problems) parts.push(el("div", { id: "conflict" }, conflictPart(run)));
  if (bad && shownRun?.sites) parts.push(el("p", { class: "note" }, say("map-of-last")));
  document.getElementById("figures").replaceChildren(...parts.filter(Boolean));
  document.getElementById("pin").disabled = !run?.sites || isBusy || sameWords(state, pinnedWords);
}

/** The words, and what can be undone. */
function drawState() {
  document.getElementById("state").replaceChildren(...wordsPart());
  document.getElementById("undo").disabled = position <= 0;
  document.getElementById("redo").disabled = position >= lastPosition;
}

/** The report's sections of the plan, and what depends on its figures. */
function drawSections() {
  drawCurve();
  const made = run ? [...comparisonSection(run, pinnedRun), ...targetsSection(run), ...worksSection(run), ...moneySection(run), ...coverageSection(run), ...uncoveredSection(run), ...aimsSection(run.plan), ...modelledSection(run.plan)] : [];
  document.getElementById("about").replaceChildren(...made.filter(Boolean));
}

/** The map; on a telephone the card of what is pressed stands below it, out of sight. */
function newAtlas(holder) {
  holder.addEventListener("click", () => { if (matchMedia("(max-width: 900px)").matches && document.querySelector("#card h3")) document.getElementById("card").scrollIntoView({ block: "nearest" }); });
  return new Atlas(holder);
}

/** The page, once, and again when the language changes. */
function drawPage() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  const plan = nameOf(bench.name);
  document.title = plan.slice(0, LONGEST);
  document.getElementById("skip").textContent = say("to-the-content");
  const button = (id, text, press) => el("button", { type: "button", id, onclick: press }, text);
  document.getElementById("head").replaceChildren(el("div", { class: "top" },
    el("div", {}, el("h1", {}, given(plan)), el("p", { id: "status", class: "verdict", role: "status" })),
    el("div", { class: "buttons" },
      button("undo", say("undo"), () => history.back()), button("redo", say("redo"), () => history.forward()), button("pin", say("pin"), pinNow),
      ...["en", "zh"].map((code) => el("button", { type: "button", id: "language-" + code, lang: code, "aria-pressed": String(language === code), onclick: () => { language = code; drawPage(); } }, say("language." + code))))));
  const map = atlas ? atlas.map.getContainer() : el("div", { id: "map", role: "application" });
  document.getElementById("main").replaceChildren(
    el("div", { class: "bench" },
      el("div", { class: "stage" },
        el("div", { class: "maps" }, el("div", {}, el("p", { class: "map-name" }, say("pinned")), pinnedMap()), el("div", {}, el("p", { class: "map-name" }, say("now")), map)),
        el("div", { class: "line" }, button("beside", say("beside"), toggleBeside), el("p", { class: "soft small" }, say("bench-help")))),
      el("div", { class: "side" }, el("div", { id: "figures" }), el("div", { id: "finder" }), el("div", { id: "card", "aria-live": "polite" }, el("p", { class: "soft" }, say("press-a-site")))),
      el("div", { class: "controls" }, el("h2", {}, say("controls")), ...controlsPanel()),
      el("div", { class: "below" }, el("div", { id: "state" }), el("details", { class: "set" }, el("summary", {}, say("map-layers")), el("div", { id: "layers" })),
        el("details", { class: "set", id: "others-set" }, el("summary", {}, say("others-title")), ...othersPart()),
        el("details", { class: "set", id: "curve" }, el("summary", {}, say("curve-title")), ...curvePart()))),
    el("div", { id: "about" }));
  document.getElementById("foot").replaceChildren(say("bench-foot"));
  atlas ??= newAtlas(map);
  atlas.attach();
  drawState();
  drawOthers();
  drawPinned();
  document.body.dataset.ready = "yes";
}

addEventListener("popstate", () => {
  const before = pinnedWords;
  readAddress();
  inHand = false;
  movedAt = performance.now();
  if (!sameWords(before, pinnedWords)) pin(pinnedWords, null);
  syncControls();
  drawState();
  ask();
});
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z" || event.target.matches?.("input[type=number], input[type=search]")) return;
  event.preventDefault();
  if (event.shiftKey) history.forward(); else history.back();
});

language = file("report").language ?? ((navigator.language ?? "en").toLowerCase().startsWith("zh") ? "zh" : "en");
readAddress();
if (location.hash.length < 2 && !history.state) state = bench.begun;
// The token leaves the address, which people copy; the browser is known by its cookie from here on.
writeAddress(true);
drawPage();
if (pinnedWords.length) pin(pinnedWords, null);
else if (state.length) pin([], null);
movedAt = performance.now();
ask();
