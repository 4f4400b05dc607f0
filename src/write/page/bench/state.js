// The state of the workbench: the words of the command line beside the plan. The address has them, so that the browser's own way
// back and forth undoes and repeats, and a link opens the same state again.

Object.assign(phrases, file("bench-phrases"));
const bench = file("bench");

/** The words: pairs of an option and its value. */
let state = [];
/** What is compared with: the words of the plan that is pinned. */
let pinnedWords = [];
/** Where the state stands among those of the address, and the last of them. */
let position = 0, lastPosition = 0;

function addressOf(words, pinned) {
  const of = (list) => { const made = new URLSearchParams(); for (const [option, value] of list) made.append(option, value); return made; };
  const all = of(words);
  if (pinned.length) all.append("pinned", of(pinned).toString());
  return "#" + all.toString();
}

function stateOf(address) {
  const all = [...new URLSearchParams(address.replace(/^#/, ""))];
  const pinned = all.find(([option]) => option === "pinned")?.[1] ?? "";
  return { words: all.filter(([option]) => option !== "pinned"), pinned: [...new URLSearchParams(pinned)] };
}

/** Takes the state that the address has. */
function readAddress() {
  ({ words: state, pinned: pinnedWords } = stateOf(location.hash));
  position = history.state?.position ?? 0;
  lastPosition = Math.max(lastPosition, position);
}

/** Puts the state into the address; `stays`: in place of the one before it. */
function writeAddress(stays) {
  const address = location.pathname + addressOf(state, pinnedWords);
  if (stays) { history.replaceState({ position }, "", address); return; }
  position += 1;
  lastPosition = position;
  history.pushState({ position }, "", address);
}

function sameWords(a, b) { return JSON.stringify(a) === JSON.stringify(b); }

/** The value that `--set` gives a path; null where it gives none. */
function setValue(path) {
  const own = state.filter(([option, value]) => option === "set" && value.startsWith(path + "="));
  return own.length ? own[own.length - 1][1].slice(path.length + 1) : null;
}

/** The words with another value for a path; null: with the plan's own. */
function withValue(words, path, value) {
  const at = words.findIndex(([option, own]) => option === "set" && own.startsWith(path + "="));
  const others = words.filter(([option, own]) => !(option === "set" && own.startsWith(path + "=")));
  if (value === null) return others;
  others.splice(at < 0 ? others.length : at, 0, ["set", `${path}=${value}`]);
  return others;
}

/** The site that a word is about; null for words about something else. */
function siteOf([option, value]) {
  if (["require", "forbid", "keep-today"].includes(option)) return value.split("=")[0];
  return option === "lift" && value.startsWith("site:") ? value.slice(5) : null;
}

/** What the words say of a site: an option, `lift` where what the plan demands of it does not count, or null. */
function wishOf(id) { return state.find((word) => siteOf(word) === id)?.[0] ?? null; }

/** The words with another wish for a site; `value` where it is more than the site's id. */
function withWish(words, id, wish, value = id) {
  const others = words.filter((word) => siteOf(word) !== id);
  return wish ? [...others, wish === "lift" ? ["lift", "site:" + id] : [wish, value]] : others;
}

/** The words of a repair on top of others. */
function withRepair(words, repair) {
  return repair.reduce((own, [option, value]) => {
    if (option === "set") { const at = value.indexOf("="); return withValue(own, value.slice(0, at), value.slice(at + 1)); }
    const id = value.startsWith("site:") ? value.slice(5) : null;
    // What the page itself asked of a site is taken back; what the plan's file asks does not count.
    if (id !== null) return withWish(own, id, Object.hasOwn(bench.demands, id) ? "lift" : null);
    return own.some((other) => sameWords(other, [option, value])) ? own : [...own, [option, value]];
  }, words);
}

/** A word as a shell takes it. */
function quoted(text) { return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'"; }

/** The plan of this state and its words, as commands take them. */
function commandWords() { return [...bench.words, ...state.map(([option, value]) => `--${option}=${value}`)]; }

/** What is typed for the plan of this state. */
function commandLine() {
  return ["yike solve", ...bench.words.map(quoted), ...state.map(([option, value]) => (value.startsWith("-") ? quoted(`--${option}=${value}`) : `--${option} ${quoted(value)}`)), "--out", "out"].join(" ");
}
