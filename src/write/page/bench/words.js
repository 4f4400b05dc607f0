// The words of a state, each with a button that takes it back; the command to type; files of the plan.

function wordsPart() {
  const chips = state.map(([option, value], at) => el("li", {}, el("code", {}, `--${option} `, given(value)), " ", el("button", { type: "button", "aria-label": say("take-back", { word: `--${option} ${value}` }), onclick: () => change(state.filter((_, other) => other !== at)) }, "×")));
  return [
    el("h3", {}, say("changes")),
    chips.length ? el("ul", { class: "chips", id: "words" }, chips) : el("p", { class: "soft" }, say("no-changes")),
    el("h3", {}, say("command")),
    el("div", { class: "command" }, el("code", { id: "command" }, commandLine()), el("button", { type: "button", onclick: copyCommand }, say("copy"))),
    el("h3", {}, say("files")),
    el("div", { class: "buttons", id: "files" }, ["run", "report", "layout"].map((what) => el("button", { type: "button", "data-file": what, onclick: (event) => handOut(what, event.currentTarget) }, say("file-" + what))), el("button", { type: "button", id: "save-session", onclick: saveSession }, say("save-session"))),
    el("p", { class: "soft small" }, say("session-help")),
    el("div", { id: "file-problems", "aria-live": "polite" }),
  ];
}

async function copyCommand(event) {
  const button = event.currentTarget;
  try {
    await navigator.clipboard.writeText(commandLine());
    button.textContent = say("copied");
  } catch {
    // Where the browser does not allow it, the text is marked, to be copied by hand.
    getSelection().selectAllChildren(document.getElementById("command"));
  }
}

/** The plan and its words as a file, a word a line, which the command line takes as `@FILE`. */
function saveSession() { handOver(new Blob([commandWords().join("\n") + "\n"], { type: "text/plain;charset=utf-8" }), "session.txt"); }

async function handOut(what, button) {
  const holder = document.getElementById("file-problems");
  holder.replaceChildren(el("p", { class: "soft" }, say("making-file")));
  button.disabled = true;
  const problems = await askFile(what);
  button.disabled = false;
  holder.replaceChildren(...(problems ? [problemList(problems)] : []));
}
