// How sure it is, what is modelled, and how it was made.

function aimsSection(plan) {
  if (!plan.stages?.length) return [];
  const verdict = (stage) => {
    const best = stage.gap !== null ? stage.gap <= 0 : stage.bound !== null;
    return word("terminations", stage.termination === "optimal" && !best ? "gap-reached" : stage.termination);
  };
  const column = (head, name) => ({ name, head, number: true, value: (row) => row[name], cell: (row) => aimed(row.stage, row[name]) });
  return [
    heading("sure", say("how-sure-it-is")),
    el("p", { class: "soft" }, say("aims-about")),
    table({ id: "aims-table", caption: say("aims-table"), sortable: false, rows: plan.stages, columns: [
      { head: say("aim"), value: (row) => row.stage, cell: (row) => word("aims", row.stage) },
      column(say("value"), "value"), column(say("bound"), "bound"),
      ...(plan.stages.some((row) => row.certificate) ? [
        { name: "reproved", head: say("reproved"), number: true, value: (row) => row.certificate?.bound, cell: (row) => row.certificate ? aimed(row.stage, row.certificate.bound) : "" },
        { name: "on-word", head: say("on-word"), number: true, value: (row) => row.certificate?.on_word, cell: (row) => row.certificate ? gap(row.certificate.on_word) : "" },
      ] : []),
      ...(plan.stages.some((row) => row.parts || row.whole) ? [{ head: say("solved"), long: true, value: (row) => row.parts ?? row.whole ?? "",
        cell: (row) => row.parts ? say("by-parts", { parts: whole(row.parts) }) : row.whole ? say("as-whole", { why: word("whole", row.whole) }) : "" }] : []),
      { name: "gap", head: say("gap"), number: true, value: (row) => row.gap, cell: (row) => gap(row.gap) },
      { head: say("verdict"), value: (row) => row.termination, cell: verdict },
    ] }),
  ];
}

/**
 * What is modelled, of a plan or a file with the same members. `many`: of a file about many layouts, where costs are those of
 * all works that the plan allows.
 */
function modelledSection({ modelled, travel, disagreements, targets }, many) {
  const head = heading("modelled", say("what-is-modelled"));
  const { features, work_costs, sources } = modelled;
  const items = features.flatMap((row) => [
    row.figures ? say("figures-of", { some: whole(row.figures), all: whole(row.all), sort: word("sorts", row.sort) }) : null,
    row.positions ? say("positions-of", { some: whole(row.positions), all: whole(row.all), sort: word("sorts", row.sort) }) : null,
  ]);
  if (work_costs?.modelled && many) items.push(say("costs-of-possible", { some: whole(work_costs.modelled), all: whole(work_costs.all) }));
  else if (work_costs?.modelled) items.push(say("costs-of", { some: whole(work_costs.modelled), all: whole(work_costs.all), amount: money(work_costs.amount_yuan) }));
  if (sources.modelled) items.push(say("amounts-of", { some: whole(sources.modelled), all: whole(sources.all), amount: money(sources.amount_yuan) }));
  const rows = items.filter(Boolean);
  const differ = disagreements ?? [];
  return [
    head,
    many ? el("p", { class: "soft" }, say("modelled-many")) : null,
    rows.length ? el("p", { class: "note" }, say("modelled-about")) : null,
    el("ul", { class: "says" }, rows.map((row) => el("li", {}, row)),
      travel ? el("li", {}, say("travel-is"), given(nameOf(travel))) : null,
      rows.length ? null : el("li", {}, say("nothing-else-modelled"))),
    ...(differ.length ? [
      el("h3", {}, say("differ")),
      table({ id: "differ-table", caption: say("differ-table"), rows: differ, columns: [
        { head: headOf("targets", "name"), value: (row) => nameOf(targets[row.target]?.name), cell: (row) => given(nameOf(targets[row.target]?.name)) },
        { head: say("published"), number: true, value: (row) => row.published, cell: (row) => measured(row.unit, row.published) },
        { head: say("from-the-data"), number: true, value: (row) => row.own, cell: (row) => measured(row.unit, row.own) },
      ] }),
    ] : []),
  ].filter(Boolean);
}

function reachText(own) {
  return own.time_s !== null ? minutes(own.time_s / 60) : kilometres(own.distance_m / 1000);
}

/** How a run came to be: its inputs with their hashes, settings, warnings. */
function recordSection({ version, command, inputs, settings, warnings, solver }, tiers) {
  const reaches = (tiers ?? []).map((tier) => ["urban", "rural"].filter((setting) => tier["reach_" + setting]).map((setting) => `${word("settings", setting)} ${reachText(tier["reach_" + setting])}`).join(" / ")).map((text, at) => text && `${nameOf(tiers[at].name)} ${text}`).filter(Boolean);
  const limit = settings?.time_limit_s;
  const causeOf = (row) => (language === "zh" && row.cause_zh) || row.cause;
  return [
    heading("record", say("how-it-was-made")),
    facts([
      [say("program"), `Yike ${version}, yike ${command}`],
      [say("solver"), settings?.solver ?? solver],
      [say("gap-allowed"), settings ? gap(settings.gap) : null],
      [say("time-allowed"), !settings ? null : typeof limit === "number" ? say("time-limit", { seconds: decimals(limit, 0) }) : say("no-limit")],
      [say("within-reach-means"), reaches.length ? reaches.join(say("semicolon")) : null],
    ]),
    table({ id: "inputs-table", caption: say("files-read"), sortable: false, rows: inputs, columns: [
      { head: say("what"), value: (row) => row.role, cell: (row) => word("roles", row.role) },
      { head: say("file"), value: (row) => row.path, cell: (row) => el("code", {}, given(row.path)) },
      { head: say("features"), number: true, value: (row) => row.features, cell: (row) => whole(row.features) },
      { head: say("bytes"), number: true, value: (row) => row.bytes, cell: (row) => whole(row.bytes) },
      { head: "SHA-256", value: (row) => row.sha256, cell: (row) => el("code", {}, given(row.sha256)) },
    ] }),
    ...(warnings?.length ? [
      el("h3", {}, say("reading-warned")),
      table({ id: "warnings-table", caption: say("warnings-table"), rows: warnings, columns: [
        { head: say("code"), value: (row) => row.code, cell: (row) => el("code", {}, row.code) },
        { head: say("file"), value: (row) => row.file, cell: (row) => [given(row.file), row.id ? [" ", given(row.id)] : null].flat() },
        { head: say("cause"), long: true, value: causeOf, cell: (row) => told(causeOf(row)) },
      ] }),
    ] : []),
  ];
}
