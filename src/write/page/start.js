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
  return el("nav", { "aria-label": say("Sections", "目录") }, el("ul", {}, entries.map(([id, text]) => el("li", {}, el("a", { href: "#" + id }, text)))));
}

function mapSection(about, slider) {
  return [heading("atlas", say("Map", "地图")), el("p", { class: "soft" }, about), slider, el("div", { class: "atlas" }, atlas ? atlas.map.getContainer() : el("div", { id: "map", role: "application" }), el("div", { class: "panel" }, el("div", { id: "finder" }), el("div", { id: "card", "aria-live": "polite" }, el("p", { class: "soft" }, say("Press a site or place for what is known of it.", "点击点位或村（社区）查看详情。"))), el("div", { id: "layers" })))].filter(Boolean);
}

function planPage() {
  const run = report.runs.length ? runOf(period) : null;
  const schedule = file("schedule.json");
  const plan = run?.plan ?? schedule;
  const status = schedule ? schedule.status : plan.status;
  const bad = ["infeasible", "stopped-without-plan", "violations"].includes(status);
  const verdicts = wasTold(schedule ?? plan) ? { ...VERDICTS, ...TOLD } : VERDICTS;
  const words = word(verdicts, schedule && status === "proved" ? "schedule" : status);
  const years = report.runs.map((own) => own.year);
  const slider = schedule && years.length > 1 ? periodSlider(years, period, (at) => { period = at; show(); }) : null;
  const of = run ? [
    ["short", say("In short", "要点")], run.sites || file("towns") ? ["atlas", say("Map", "地图")] : null, ["targets", say("Targets", "指标")], run.sites ? ["works", say("Works", "任务")] : null, ["money", say("Money", "资金")],
    run.sites ? ["coverage", say("Coverage", "覆盖")] : null, run.sites ? ["uncovered", say("Not covered", "未覆盖")] : null, run.sites ? ["travel", say("Travel", "出行")] : null,
    schedule ? ["periods", say("Periods", "分期")] : null, plan.stages?.length || schedule?.stages.length ? ["sure", say("How sure", "可靠程度")] : null, ["modelled", say("Modelled", "模拟数据")], ["record", say("How it was made", "编制说明")],
  ] : [["periods", say("Periods", "分期")], ["record", say("How it was made", "编制说明")]];
  const why = schedule && !run ? withoutSchedule(schedule) : [];
  return [
    ...title(plan.name, plan.period, words, bad), navigation(of.filter(Boolean)), ...why, ...(run ? [...year(), ...opening(run)].filter(Boolean) : []),
    ...(run && (run.sites || file("towns")) ? mapSection(run.sites ? say("Shapes are tiers, fillings what is done there. Hover to see who goes where; press for all that is known.", "形状表示层级，填充表示任务。悬停可见服务关系，点击查看详情。") : say("No plan was found: the towns alone.", "无方案，仅显示镇街。"), slider) : []),
    el("div", { id: "about" }, ...(run ? sections(run) : [])),
    ...(schedule ? scheduleSections(schedule, run) : []),
    ...(run ? modelledSection(run.plan) : []),
    ...recordSection({ ...plan.run, solver: plan.solver }, run?.plan.tiers),
  ];
}

/** Of which period the page tells. */
function year() {
  return report.runs.length > 1 ? [el("p", { class: "note" }, say(`This is the layout at the end of ${report.runs[period].year}. Another period is chosen with the slider at the map.`, `以下为至 ${report.runs[period].year} 年末的布局，可用地图上方的滑块选择其他规划期。`))] : [];
}

/** The sections that change with the period. */
function sections(run) {
  return [...violationsSection(run), ...targetsSection(run), ...worksSection(run), ...moneySection(run), ...coverageSection(run), ...uncoveredSection(run), ...travelSection(run), ...aimsSection(run.plan)].filter(Boolean);
}

function withoutSchedule(schedule) {
  return [heading("short", say("Why there is no schedule", "为何没有分期方案")), el("ul", { class: "says" }, schedule.without_plan.flatMap((own) => own.relaxations.length
    ? own.relaxations.map((row) => el("li", {}, `${own.year}: `, told(row.text))) : [el("li", {}, `${own.year}: `, word(STATUS, own.status))]))];
}

/** Draws the page, again when the language or the period changes; the map stays where it is. */
function show() {
  const focus = document.activeElement?.id, top = window.scrollY;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  const kinds = { plan: planPage, schedule: planPage, sweep: () => sweepPage(file("scenarios.json")), frontier: () => frontierPage(file("frontier.json")) };
  document.getElementById("skip").textContent = say("To the content", "跳到正文");
  document.getElementById("head").replaceChildren(el("div", { class: "top" },
    el("div", { class: "soft" }, say("Yike report", "一刻报告")),
    el("div", { class: "buttons" },
      ...[["en", "English"], ["zh", "中文"]].map(([code, name]) => el("button", { type: "button", id: "language-" + code, lang: code, "aria-pressed": String(language === code), onclick: () => { language = code; show(); } }, name)),
      el("button", { type: "button", onclick: () => window.print() }, say("Print", "打印")))));
  document.getElementById("main").replaceChildren(...kinds[report.kind]());
  document.getElementById("foot").replaceChildren(
    say("One file, made by Yike from the files of a run; it asks nothing of the network. Map library: Leaflet (BSD-2).", "本文件由一刻根据一次运行的结果生成，单个文件，不访问网络。地图库：Leaflet（BSD-2）。"),
    report.tiles ? say(" But for map tiles from ", "底图除外，来自 ") + report.tiles.host + (report.tiles.credit ? " – " + plain(report.tiles.credit) : "") : "");
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
  const holder = document.getElementById("map");
  if (!holder) return;
  const [wide, high] = [holder.offsetWidth, holder.offsetHeight];
  Object.assign(holder.style, { width: `${wide}px`, height: `${high}px`, zoom: Math.min(1, PAPER_WIDTH_PX / wide) });
});
addEventListener("afterprint", () => {
  const holder = document.getElementById("map");
  if (holder) Object.assign(holder.style, { width: "", height: "", zoom: "" });
});

language = report.language ?? ((navigator.language ?? "en").toLowerCase().startsWith("zh") ? "zh" : "en");
show();
