// Where nothing is possible: what clashes, and the repairs as buttons that apply them.

/** What clashes, as the report says it, but for the repairs, which are buttons here. */
function conflictPart(run) {
  const { plan, clashes } = run, found = plan.screening.contradictions;
  if (!clashes) return [el("p", {}, word("verdicts", run.verdict))];
  const sections = nameOf(clashes), repairs = sections[sections.length - 1];
  const text = (own) => own.concessions.map((part) => nameOf(part.text)).join(say("and-also"));
  const rows = plan.clashes.repairs.map((own, at) => el("li", {},
    told(text(own)), own.proved ? null : [" ", el("span", { class: "soft" }, say("less-may-do"))], " ",
    run.repairs[at] ? el("button", { type: "button", class: "repair", "data-rank": own.rank, onclick: () => change(withRepair(state, run.repairs[at])) }, say("apply")) : el("span", { class: "soft" }, say("not-in-words"))));
  return [
    el("h3", {}, told(repairs.heading)),
    rows.length ? el("ol", { class: "says", id: "repairs" }, rows) : null,
    ...repairs.notes.map((note) => el("p", { class: "soft" }, told(note))),
    ...spoken(sections.slice(0, -1)),
    found.length ? el("ul", { class: "says" }, found.map((row) => el("li", {}, el("code", {}, row.code), " ", told(sentence(row))))) : null,
  ].filter(Boolean);
}
