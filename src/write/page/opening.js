// The beginning: what the plan does, in sentences and in figures; or why there is none.

function opening(run) {
  const { plan } = run;
  if (!run.sites) return noPlan(run);
  const works = plan.works;
  const people = run.reached.map((tier) => [tier, coverageRow(plan, tier.id, "all", tier.group)]).filter(([, row]) => row);
  const sited = plan.targets.filter((target) => target.met !== null);
  const met = sited.filter((target) => target.met).length;
  const tiles = [
    [figure(plan.money.cost_yuan, money(plan.money.cost_yuan)), say("money for works", "建设投入")],
    [figure(works.length, whole(works.length)), say("sites with works", "有建设任务的点位")],
    ...people.map(([tier, row]) => [figure(row.covered / row.people, part(row.covered, row.people)), `${nameOf(tier.name)}${say(": within reach", "覆盖率")}${say(" (today ", "（现状 ")}${part(row.covered_today, row.people)}${say(")", "）")}`]),
    [`${met} / ${sited.length}`, say("targets met, of those that siting decides", "由布局决定的指标达标数")],
  ];
  return [
    heading("short", say("In short", "方案要点")),
    el("div", { class: "figures" }, tiles.map(([number, text]) => el("div", { class: "figure" }, el("b", {}, number), el("span", {}, text)))),
    el("ol", { class: "says" }, sentences(run).map((sentence) => el("li", {}, sentence))),
  ];
}

const coverageRows = new WeakMap();

/** The row of a tier, slice and group, when there are such people. */
function coverageRow(plan, tier, slice, group) {
  const name = (tier, slice, group) => JSON.stringify([tier, slice, group]);
  if (!coverageRows.has(plan)) coverageRows.set(plan, new Map(plan.coverage.map((row) => [name(row.tier, row.slice, row.group), row])));
  return coverageRows.get(plan).get(name(tier, slice, group));
}

function sentences(run) {
  const { plan } = run;
  const counts = Object.keys(DONE).map((kind) => [kind, plan.works.filter((work) => work.work === kind).length]).filter(([, count]) => count);
  let [stay, unused] = [0, 0];
  for (let row = 0; row < run.sites.count; row++) { const state = fate(run, row); stay += state === "stay"; unused += state === "unused"; }
  const cost = money(plan.money.cost_yuan);
  const untouched = say(`${whole(stay)} standing facilities stay as they are; ${whole(unused)} possible sites are not used`, `${whole(stay)} 处现有设施维持现状，${whole(unused)} 处备选点位未启用`);
  const done = counts.length
    ? say(`Works at ${whole(plan.works.length)} sites for ${cost}: ${counts.map(([kind, count]) => `${whole(count)} ${DONE[kind]}`).join(", ")}; ${untouched}.`, `${counts.map(([kind, count]) => `${word(WORKS, kind)} ${whole(count)} 处`).join("，")}，共需 ${cost}；${untouched}。`)
    : say(`No works: ${untouched}.`, `无建设任务：${untouched}。`);
  const sited = plan.targets.filter((target) => target.met !== null);
  const binding = sited.filter((target) => target.kind === "binding");
  const met = (list) => list.filter((target) => target.met).length;
  const short = sited.filter((target) => !target.met).map((target) => `${nameOf(target.name)} ${say("by ", "差 ")}${missed(target.unit, target.shortfall)}`);
  const targets = say(
    `Siting decides ${sited.length} of the ${plan.targets.length} indicators: ${met(sited)} are met, ${met(binding)} of the ${binding.length} binding ones among them${short.length ? "; missed: " + short.join(", ") : ""}.`,
    `${plan.targets.length} 项指标中 ${sited.length} 项由布局决定：${met(sited)} 项达标，其中约束性 ${binding.length} 项达标 ${met(binding)} 项${short.length ? "；未达标：" + short.join("，") : ""}。`);
  const lacking = run.reached.map((tier) => {
    const rows = run.uncovered.filter((row) => row.tier === tier.id);
    const out = rows.filter((row) => row.why === "out-of-reach");
    const [all, far] = [add(rows, (row) => row.people), add(out, (row) => row.people)];
    const reason = far >= 0.5 ? say(` (${whole(far)} of them out of reach of every site)`, `（其中 ${whole(far)} 人附近无任何可用点位）`) : "";
    return all > 0 ? say(`${whole(all)} people without a ${nameOf(tier.name)}${reason}`, `${whole(all)} 人未被${nameOf(tier.name)}覆盖${reason}`) : null;
  }).filter(Boolean);
  const remain = lacking.length ? say(`There remain ${lacking.join("; ")}.`, `尚有 ${lacking.join("；")}。`) : say("Everybody whom a tier is for is covered.", "各层级服务对象均已覆盖。");
  return [done, targets, remain, ...certainty(plan)];
}

function certainty(plan) {
  if (plan.run.command !== "solve") {
    const broken = plan.violations.length;
    return [broken ? say(`The layout breaks rules of the plan in ${whole(broken)} places, listed below.`, `该布局违反规则 ${whole(broken)} 处，见下文。`) : say("The layout breaks no rule of the plan.", "该布局未违反规划的任何规则。")];
  }
  if (!plan.stages.length) return [];
  const checked = say("the layout was then re-checked from the data alone.", "方案另经不依赖求解器的独立复核。");
  const open = plan.stages.filter((stage) => !["optimal", "gap-reached"].includes(stage.termination));
  const told = wasTold(plan);
  if (open.length) return [say(`Not proved ${told ? "before the solve was stopped" : "within the time allowed"}: ${open.map((stage) => word(STAGES, stage.stage)).join(", ")}; ${checked}`, `${told ? "求解中止前" : "时限内"}未能证明：${open.map((stage) => word(STAGES, stage.stage)).join("、")}；${checked}`)];
  const widest = Math.max(0, ...plan.stages.map((stage) => stage.gap ?? 0));
  return [widest > 0
    ? say(`The aims were followed in the plan's order, each proved to the gap shown beside it (${gap(widest)} at most); ${checked}`, `各目标按规划次序逐级优化，均已证明在所示差距内（最大 ${gap(widest)}）；${checked}`)
    : say(`Every aim was followed in the plan's order and is proved best; ${checked}`, `各目标按规划次序逐级优化并均已证明最优；${checked}`)];
}

/** A relaxation: of a target in the page's language, of anything else as the run says it. */
function relaxed(plan, row) {
  const target = row.target === null ? undefined : plan.targets[row.target];
  if (!target || target.limit === null) return told(row.text);
  const [scale, behind] = target.unit === "share" ? [100, " %"] : target.unit.startsWith("yuan") ? [1e-4, " 万元"] : [1, ""];
  const least = target.direction === "at_least";
  // A limit is rounded to the side on which it can be met.
  const limit = (value) => {
    const hundredths = value * scale * 100, round = Math.round(hundredths);
    const side = Math.abs(hundredths - round) < 1e-6 ? round : least ? Math.floor(hundredths) : Math.ceil(hundredths);
    return decimals(side / 100, 2) + behind;
  };
  const [asked, enough] = [limit(target.limit), limit(row.feasible_at)];
  return say(["target ", told(nameOf(target.name)), `: ask for at ${least ? "least" : "most"} ${enough} instead of ${asked}`], ["指标“", told(nameOf(target.name)), `”：由不${least ? "低" : "高"}于 ${asked} 改为不${least ? "低" : "高"}于 ${enough}`]);
}

function noPlan({ plan }) {
  const items = (rows) => el("ul", { class: "says" }, rows.map((row) => el("li", {}, row)));
  const alone = plan.relaxations.every((row) => row.alone);
  return [
    heading("short", say("Why there is no plan", "为何没有方案")),
    ...(plan.screening.contradictions.length ? [items(plan.screening.contradictions.map((row) => [el("code", {}, row.code), " ", told(row.text)]))] : []),
    ...(plan.relaxations.length ? [
      el("h3", {}, alone ? say("What would mend it, each one alone", "放宽以下任一项即可行") : say("What would mend it, all of these together", "须同时放宽以下各项方可行")),
      items(plan.relaxations.map((row) => [relaxed(plan, row), row.proved ? say(" (proved to be the least change)", "（已证明为最小放宽）") : say(" (a smaller change may do)", "（或可更小）")])),
    ] : []),
    ...(plan.relaxations_complete === false ? [el("p", { class: "note" }, say("Not everything was tried before the solve ended. There may be other ways to mend it.", "求解结束时未能逐项试完，可能还有其他放宽办法。"))] : []),
  ];
}
