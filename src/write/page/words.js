// The page's two languages, each phrase's pair side by side so that they cannot drift apart.
let language = "en";

/** The one of two phrases that is of the page's language. */
function say(english, chinese) { return language === "zh" ? chinese : english; }

/** A name {en, zh} in the page's language. */
function nameOf(name) {
  if (name === null || name === undefined) return "–";
  if (typeof name === "string") return name;
  return language === "zh" ? (name.zh ?? name.en) : name.en;
}

const VERDICTS = {
  "proved": ["A plan, proved: no layout does better on these data and aims", "已得方案并已证明：在所给数据与目标下没有更好的布局"],
  "proved-to-gap": ["A plan, proved to a gap: no layout is better at an aim by more than the gap shown beside it", "已得方案并已证明在差距内：任一目标可改进的幅度均不超过其旁所示差距"],
  "stopped-with-plan": ["A plan, not proved: the time was used up, a better layout may exist", "已得方案但未证明：时限已到，可能还有更好的布局"],
  "infeasible": ["No plan: it is proved that no layout meets all that is binding", "无可行方案：已证明没有布局能满足全部约束性要求"],
  "stopped-without-plan": ["No plan: the time was used up before one was found", "未得方案：时限已到而未找到可行布局"],
  "no-violations": ["Audit of a given layout: it breaks no rule of the plan", "对给定布局的审核：未违反规划的任何规则"],
  "violations": ["Audit of a given layout: it breaks rules of the plan", "对给定布局的审核：违反了规划的规则"],
  "schedule": ["A schedule, proved: none does better over all periods on these data and aims", "已得分期方案并已证明：在所给数据与目标下，各期合计没有更好的安排"],
};
const TOLD = {
  "stopped-with-plan": ["A plan, not proved: the solve was stopped, a better layout may exist", "已得方案但未证明：求解被中止，可能还有更好的布局"],
  "stopped-without-plan": ["No plan: the solve was stopped before one was found", "未得方案：求解被中止，尚未找到可行布局"],
};
const WORKS = {
  build: ["build", "新建"], upgrade: ["upgrade", "改造"], merge: ["merge", "撤并"], close: ["close", "撤销"],
  stay: ["stays as it is", "维持现状"], unused: ["possible, not used", "备选，未启用"],
};
const DONE = { build: "built", upgrade: "upgraded", merge: "merged", close: "closed" };
const STAGES = {
  shortfall: ["least shortfall of expected targets", "预期性指标缺口最小"],
  coverage: ["most people covered, weighted", "覆盖人数最多（加权人数）"],
  money: ["least money", "投入最少"],
  travel: ["least travel, person-km", "出行距离最短（人·公里）"],
};
const SORTS = {
  towns: ["towns", "镇街"], units: ["villages and communities", "村（社区）"],
  sites: ["sites", "设施点位"], medical: ["medical facilities", "医疗机构"],
};
const ROLES = {
  plan: ["plan", "规划文件"], towns: ["towns", "镇街"], demand: ["demand", "村（社区）"], sites: ["sites", "点位"],
  medical: ["medical", "医疗机构"], layout: ["layout", "布局"], network: ["network", "道路网络"], table: ["table", "统计表"], sweep: ["sweep", "情景设置"],
};
const WHYS = {
  "out-of-reach": ["no site, standing or possible, is within reach", "范围内没有任何现有或备选点位"],
  "not-built": ["a site is possible within reach, but the plan has no such facility there", "范围内有可用点位，但本方案未在该处设置此类设施"],
  "full": ["a facility is within reach but its places are taken", "范围内有设施但名额已满"],
};
const ORIGINS = { measured: ["measured", "实测"], given: ["given", "给定"], modelled: ["modelled", "模拟"] };
const KINDS = { binding: ["binding", "约束性"], expected: ["expected", "预期性"] };
const OFTEN = { core: ["core: in every plan", "核心：每个方案均选"], optional: ["optional: in some", "可选：部分方案选"], never: ["never chosen", "从未选中"] };
const SETTINGS = { urban: ["urban", "城镇"], rural: ["rural", "农村"] };
const STATUS = {
  "proved": ["proved", "已证明"], "proved-to-gap": ["proved to a gap", "已证明在差距内"], "stopped-with-plan": ["not proved", "未证明"],
  "infeasible": ["no plan possible", "无可行方案"], "stopped-without-plan": ["none found", "未找到"], "fault": ["failed", "出错"], "bad-input": ["cannot be", "数据有误"],
};

/** The word of a table above in the page's language; an unknown key is shown as it is. */
function word(table, key) {
  const pair = Object.hasOwn(table, key) ? table[key] : null;
  return pair ? say(pair[0], pair[1]) : String(key ?? "–");
}

/** Whether the solve of a plan or schedule was told to stop before its time. */
function wasTold(run) { return (run.stages ?? []).some((stage) => stage.termination === "stopped"); }
