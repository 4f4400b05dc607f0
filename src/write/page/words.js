// The page's words: its script has none of its own. Rust gives the coded words and the columns (`constants`) and the
// phrases (`phrases.json`), each in both languages.

const constants = file("constants"), phrases = file("phrases");
let language = "en";

/** A name {en, zh} in the page's language. */
function nameOf(name) {
  if (name === null || name === undefined) return "–";
  if (typeof name === "string") return name;
  return language === "zh" ? (name.zh ?? name.en) : name.en;
}

/** The sentence of a row: `text`, in Chinese `text_zh`, which older runs lack. */
function sentence(row) { return nameOf({ en: row.text, zh: row.text_zh || null }); }

function known(key) { return Object.hasOwn(phrases, key); }

/** A phrase in parts, each `{hole}` filled with a value: text or an element. */
function saying(key, values) {
  return nameOf(phrases[key]).split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] : part));
}

/** A phrase as text. */
function say(key, values) { return saying(key, values).join(""); }

/** What people read for a code of a vocabulary; an unknown code is shown as it is. */
function word(vocabulary, code) {
  const words = constants.words[vocabulary];
  return Object.hasOwn(words, code) ? nameOf(words[code]) : String(code ?? "–");
}

/** The columns of a table or layer of the run: {name, heading, unit, words}. */
function heads(table) { return constants.heads[table]; }

/** The heading of a column. */
function headOf(table, name) { return nameOf(heads(table).find((head) => head.name === name).heading); }

/** A word at the beginning of a heading. */
function headed(text) { return text.slice(0, 1).toUpperCase() + text.slice(1); }
