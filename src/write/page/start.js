// Putting the page together: once, and again when the language or the period changes.

const report = file("report");
let period = report.runs.length ? report.runs.length - 1 : 0;
/** The period that the map shows; none before it does. */
let drawn = null;

function title(name, year, verdict, bad) {
  document.title = nameOf(name).slice(0, LONGEST);
  const other = typeof name === "object" && name.zh ? (language === "zh" ? name.en : name.zh) : null;
  return [el("h1", {}, given(nameOf(name))), other ? el("p", { class: "soft" }, given(other)) : null, el("p", { class: bad ? "verdict bad" : "verdict" }, verdict)].filter(Boolean);
}

function navigation(entries) {
  return el("nav", { "aria-label": say("sections") }, el("ul", {}, entries.map(([id, text]) => el("li", {}, el("a", { href: "#" + id }, text)))));
}

function mapSection(about, slider) {
  return [heading("atlas", say("map")), el("p", { class: "soft" }, about), slider, el("div", { class: "atlas" }, atlas ? atlas.map.getContainer() : el("div", { id: "map", role: "application" }), el("div", { class: "panel" }, el("div", { id: "finder" }), el("div", { id: "card", "aria-live": "polite" }, el("p", { class: "soft" }, say("press-a-site"))), el("div", { id: "layers" })))].filter(Boolean);
}

function planPage() {
  const run = report.runs.length ? runOf(period) : null;
  const schedule = file("schedule.json");
  const plan = run?.plan ?? schedule;
  const status = schedule ? schedule.status : plan.status;
  const bad = ["infeasible", "stopped-without-plan", "violations"].includes(status);
  const words = schedule ? word("schedule_verdicts", report.schedule_verdict) : word("verdicts", run.verdict);
  const years = report.runs.map((own) => own.year);
  const slider = schedule && years.length > 1 ? periodSlider(years, period, (at) => { period = at; show(); }) : null;
  const of = run ? [
    ["short", say("nav.in-short")], run.sites || file("towns") ? ["atlas", say("map")] : null, ["targets", say("targets")], run.sites ? ["works", say("works-3")] : null, ["money", say("nav.money")],
    run.sites ? ["coverage", say("coverage")] : null, run.sites && run.plan.access?.length ? ["fairness", say("fairness")] : null, run.sites ? ["uncovered", say("not-covered")] : null, run.sites ? ["sites", say("every-site")] : null, run.sites ? ["travel", say("nav.travel")] : null,
    schedule ? ["periods", say("periods")] : null, plan.stages?.length || schedule?.stages.length ? ["sure", say("how-sure")] : null, ["modelled", say("modelled")], ["record", say("how-it-was-made")],
  ] : [["periods", say("periods")], ["record", say("how-it-was-made")]];
  const why = schedule && !run ? withoutSchedule(schedule) : [];
  return [
    ...title(plan.name, plan.period, words, bad), navigation(of.filter(Boolean)), ...why, ...(run ? [...year(), ...briefPages(run)].filter(Boolean) : []),
    ...(run && (run.sites || file("towns")) ? mapSection(run.sites ? say("map-about") : say("towns-alone"), slider) : []),
    el("div", { id: "about" }, ...(run ? sections(run) : [])),
    ...(schedule ? scheduleSections(schedule, run) : []),
    ...(run ? modelledSection(run.plan) : []),
    ...recordSection({ ...plan.run, solver: plan.solver }, run?.plan.tiers),
  ];
}

/** Of which period the page tells. */
function year() {
  return report.runs.length > 1 ? [el("p", { class: "note" }, say("layout-at-end-of", { year: report.runs[period].year }))] : [];
}

/** The sections that change with the period. */
function sections(run) {
  return [...violationsSection(run), ...targetsSection(run), ...worksSection(run), ...moneySection(run), ...coverageSection(run), ...fairnessSection(run), ...uncoveredSection(run), ...sitesSection(run), ...travelSection(run), ...aimsSection(run.plan)].filter(Boolean);
}

function withoutSchedule() {
  return [heading("short", say("why-there-is-no-schedule")), ...file("report").without_plan.flatMap((own) => [
    el("h3", {}, String(own.year)), ...(own.clashes ? spoken(nameOf(own.clashes)) : [el("p", {}, word("status", own.status))])])];
}

/** Draws the page, again when the language or the period changes; the map stays where it is. */
function show() {
  const focus = document.activeElement?.id, top = window.scrollY;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  const kinds = { plan: planPage, schedule: planPage, sweep: () => sweepPage(file("scenarios.json")), frontier: () => frontierPage(file("frontier.json")), answer: () => answerPage(file("answer")) };
  document.getElementById("skip").textContent = say("to-the-content");
  document.getElementById("head").replaceChildren(el("div", { class: "top" },
    el("div", { class: "soft" }, say("yike-report")),
    el("div", { class: "buttons" },
      ...["en", "zh"].map((code) => el("button", { type: "button", id: "language-" + code, lang: code, "aria-pressed": String(language === code), onclick: () => { language = code; show(); } }, say("language." + code))),
      el("button", { type: "button", onclick: () => window.print() }, say("print")))));
  document.getElementById("main").replaceChildren(...kinds[report.kind]());
  document.getElementById("foot").replaceChildren(
    say("made-by"),
    report.tiles ? say("but-tiles-from", { host: report.tiles.host }) + (report.tiles.credit ? " – " + plain(report.tiles.credit) : "") : "");
  const holder = document.getElementById("map");
  if (holder) {
    atlas ??= new Atlas(holder);
    atlas.attach();
    if (drawn !== period) atlas.draw(report.kind === "sweep" ? sweepScene() : planScene(runOf(period)), drawn !== null);
    drawn = period;
  }
  window.scrollTo(0, top);
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  document.body.dataset.ready = "yes";
}

/** On paper the map stands as it does on the screen, made as small as the page is wide. */
const PAPER_WIDTH_PX = 700;
addEventListener("beforeprint", () => {
  printTables(true);
  const holder = document.getElementById("map");
  if (!holder) return;
  const [wide, high] = [holder.offsetWidth, holder.offsetHeight];
  Object.assign(holder.style, { width: `${wide}px`, height: `${high}px`, zoom: Math.min(1, PAPER_WIDTH_PX / wide) });
});
addEventListener("afterprint", () => {
  printTables(false);
  const holder = document.getElementById("map");
  if (holder) Object.assign(holder.style, { width: "", height: "", zoom: "" });
});

language = report.language ?? ((navigator.language ?? "en").toLowerCase().startsWith("zh") ? "zh" : "en");
show();
