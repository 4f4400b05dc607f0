// How sure it is, what is modelled, and how it was made.

function aimsSection(plan) {
  if (!plan.stages?.length) return [];
  const verdict = (stage) => {
    const best = stage.gap !== null ? stage.gap <= 0 : stage.bound !== null;
    const words = {
      "optimal": best ? say("proved best", "已证明最优") : say("proved to the gap", "已证明在所示差距内"), "gap-reached": say("proved to the gap", "已证明在所示差距内"),
      "time-limit": say("not proved, time up", "时限已到，未证明"), "stopped": say("not proved, stopped", "已中止，未证明"), "infeasible": say("no layout possible", "无可行方案"), "not-started": say("not begun", "未开始"),
    };
    return words[stage.termination] ?? stage.termination;
  };
  const column = (head, name) => ({ head, number: true, value: (row) => row[name], cell: (row) => aimed(row.stage, row[name]) });
  return [
    heading("sure", say("How sure it is", "方案的可靠程度")),
    el("p", { class: "soft" }, say("Aims are followed one after another in this order. No layout that keeps the earlier aims is better than the bound; a gap of 0 % is a proof.", "各目标按此次序逐级优化。保持此前各目标结果的任何布局都不会优于理论界；差距为 0 % 即已证明最优。")),
    table({ id: "aims-table", caption: say("Aims, with value, bound and gap", "各目标的方案值、理论界与差距"), sortable: false, rows: plan.stages, columns: [
      { head: say("Aim", "目标"), value: (row) => row.stage, cell: (row) => word(STAGES, row.stage) },
      column(say("Value", "方案值"), "value"), column(say("Bound", "理论界"), "bound"),
      { head: say("Gap", "差距"), number: true, value: (row) => row.gap, cell: (row) => gap(row.gap) },
      { head: say("Verdict", "结论"), value: (row) => row.termination, cell: verdict },
    ] }),
  ];
}

/**
 * What is modelled, of a plan or a file with the same members. `many`: of a file about many layouts, where costs are those of
 * all works that the plan allows. Files of earlier versions lack the members.
 */
function modelledSection({ modelled, travel, disagreements, targets }, many) {
  const head = heading("modelled", say("What is modelled", "哪些数据为模拟值"));
  if (!modelled) return [head, el("p", { class: "note" }, say("It is not known what is modelled in the data: the files of this run do not say it. Do not quote its figures as measured.", "本次运行的文件未注明哪些数据为模拟值，无从得知，不得将其数据作为实测值引用。"))];
  const { features, work_costs, sources } = modelled;
  const items = features.flatMap((row) => [
    row.figures ? say(`figures of ${whole(row.figures)} of ${whole(row.all)} ${word(SORTS, row.sort)}`, `${whole(row.all)} 个${word(SORTS, row.sort)}中 ${whole(row.figures)} 个的数据`) : null,
    row.positions ? say(`positions of ${whole(row.positions)} of ${whole(row.all)} ${word(SORTS, row.sort)}`, `${whole(row.all)} 个${word(SORTS, row.sort)}中 ${whole(row.positions)} 个的位置`) : null,
  ]);
  if (work_costs?.modelled && many) items.push(say(`costs of ${whole(work_costs.modelled)} of the ${whole(work_costs.all)} works that the plan allows`, `规划允许的 ${whole(work_costs.all)} 项任务中 ${whole(work_costs.modelled)} 项的费用`));
  else if (work_costs?.modelled) items.push(say(`costs of ${whole(work_costs.modelled)} of ${whole(work_costs.all)} works, ${money(work_costs.amount_yuan)} in all`, `${whole(work_costs.all)} 项任务中 ${whole(work_costs.modelled)} 项的费用，共 ${money(work_costs.amount_yuan)}`));
  if (sources.modelled) items.push(say(`amounts of ${whole(sources.modelled)} of ${whole(sources.all)} sources of money, ${money(sources.amount_yuan)} in all`, `${whole(sources.all)} 个资金来源中 ${whole(sources.modelled)} 个的金额，共 ${money(sources.amount_yuan)}`));
  const rows = items.filter(Boolean);
  const differ = disagreements ?? [];
  return [
    head,
    many ? el("p", { class: "soft" }, say("Of the plan as it stands; scenarios and points are made from the same data.", "就规划本身而言；各情景、各点均由同一数据得出。")) : null,
    rows.length ? el("p", { class: "note" }, say("Modelled figures are computed by a stated method because no source has them. They must not be quoted as measured, and a plan made from them is not for decisions about real places.", "模拟值是因无来源而按所述方法推算的，不得作为实测值引用；据此所得方案不可直接用于实际决策。")) : null,
    el("ul", { class: "says" }, rows.map((row) => el("li", {}, row)),
      travel ? el("li", {}, say("travel: ", "出行按模型推算："), given(nameOf(travel))) : null,
      rows.length ? null : el("li", {}, say("the data call nothing else modelled", "数据中未注明其他模拟值"))),
    ...(differ.length ? [
      el("h3", {}, say("Where published figures and the data differ", "公布数与数据不一致之处")),
      table({ id: "differ-table", caption: say("The plan is made from the data", "方案依据数据编制"), rows: differ, columns: [
        { head: say("Indicator", "指标"), value: (row) => nameOf(targets[row.target]?.name), cell: (row) => given(nameOf(targets[row.target]?.name)) },
        { head: say("Published", "公布"), number: true, value: (row) => row.published, cell: (row) => measured(row.unit, row.published) },
        { head: say("From the data", "数据"), number: true, value: (row) => row.own, cell: (row) => measured(row.unit, row.own) },
      ] }),
    ] : []),
  ].filter(Boolean);
}

function reachText(own) {
  return own.time_s !== null ? minutes(own.time_s / 60) : kilometres(own.distance_m / 1000);
}

/** How a run came to be: its inputs with their hashes, settings, warnings. */
function recordSection({ version, command, inputs, settings, warnings, solver }, tiers) {
  const reaches = (tiers ?? []).map((tier) => ["urban", "rural"].filter((setting) => tier["reach_" + setting]).map((setting) => `${word(SETTINGS, setting)} ${reachText(tier["reach_" + setting])}`).join(" / ")).map((text, at) => text && `${nameOf(tiers[at].name)} ${text}`).filter(Boolean);
  const limit = settings?.time_limit_s;
  return [
    heading("record", say("How it was made", "编制说明")),
    facts([
      [say("Program", "程序"), `Yike ${version}, yike ${command}`],
      [say("Solver", "求解器"), settings?.solver ?? solver],
      [say("Gap allowed", "允许差距"), settings ? gap(settings.gap) : null],
      [say("Time allowed", "时限"), !settings ? null : typeof limit === "number" ? say(`${decimals(limit, 0)} s: another machine may give another layout`, `${decimals(limit, 0)} 秒：换一台机器结果可能不同`) : say("no limit", "不限时")],
      [say("Within reach means", "可达标准"), reaches.length ? reaches.join(say("; ", "；")) : null],
    ]),
    table({ id: "inputs-table", caption: say("The files read, with their fingerprints (SHA-256)", "所读文件及其指纹（SHA-256）"), sortable: false, rows: inputs, columns: [
      { head: say("What", "内容"), value: (row) => row.role, cell: (row) => word(ROLES, row.role) },
      { head: say("File", "文件"), value: (row) => row.path, cell: (row) => el("code", {}, given(row.path)) },
      { head: say("Features", "要素"), number: true, value: (row) => row.features, cell: (row) => whole(row.features) },
      { head: say("Bytes", "字节"), number: true, value: (row) => row.bytes, cell: (row) => whole(row.bytes) },
      { head: "SHA-256", value: (row) => row.sha256, cell: (row) => el("code", {}, given(row.sha256)) },
    ] }),
    ...(warnings?.length ? [
      el("h3", {}, say("Reading warned", "读取时的提示")),
      table({ id: "warnings-table", caption: say("What the planner should look at", "请核对"), rows: warnings, columns: [
        { head: say("Code", "代码"), value: (row) => row.code, cell: (row) => el("code", {}, row.code) },
        { head: say("File", "文件"), value: (row) => row.file, cell: (row) => [given(row.file), row.id ? [" ", given(row.id)] : null].flat() },
        { head: say("Cause", "原因"), long: true, value: (row) => row.cause, cell: (row) => told(row.cause) },
      ] }),
    ] : []),
  ];
}
