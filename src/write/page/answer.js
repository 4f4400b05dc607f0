// Answers to questions about a plan: sections in words, as summaries have them.

/** A section below its heading: a table, a list and notes. */
function spokenParts(own) {
  const rows = own.items.map((row) => el("li", {}, told(row)));
  return [
    own.table ? spokenTable(own.heading, own.table) : null,
    rows.length ? el(own.is_ranked ? "ol" : "ul", { class: "says" }, rows) : null,
    ...own.notes.map((note) => el("p", { class: "soft" }, told(note))),
  ].filter(Boolean);
}

/** The heading above says what the table is about. */
function spokenTable(label, { columns, rows }) {
  const column = ({ heading, is_number: number }, at) => ({ head: heading, number, cell: (row) => told(row[at]) });
  return table({ id: null, label, rows, sortable: false, columns: columns.map(column) });
}

/** Sections within another: a smaller heading each. */
function spoken(sections) {
  return sections.flatMap((own) => [el("h3", {}, told(own.heading)), ...spokenParts(own)]);
}

function answerPage({ kind, asked, told: tellings }) {
  const { lines, sections } = nameOf(tellings);
  const ids = sections.map((_, at) => "part-" + at);
  return [
    ...title(asked.name, null, lines[0], false), el("p", { class: "soft" }, say("question." + kind)),
    navigation([...sections.map((own, at) => [ids[at], own.heading]), ["modelled", say("modelled")], ["record", say("how-it-was-made")]]),
    ...lines.slice(1).map((line) => el("p", {}, told(line))),
    asked.changes.length ? el("p", {}, say("the-plan-was-changed"), list(asked.changes.map((change) => el("code", {}, given(change))))) : null,
    ...sections.flatMap((own, at) => [heading(ids[at], own.heading), ...spokenParts(own)]),
    ...modelledSection(asked, true),
    ...recordSection({ version: asked.version, command: kind, inputs: asked.inputs, settings: asked.settings }, null),
  ].filter(Boolean);
}
