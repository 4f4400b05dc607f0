// How figures are written for people: the rules of the summaries, so that a number looks the same in both.

/** At most `places` decimals, halves to even as the summaries have them. */
function fixed(value, places) {
  const text = value.toFixed(places);
  const scaled = Math.abs(value) * 10 ** places;
  // Only a value that is exactly halfway in binary is a tie.
  if (scaled % 1 === 0.5 && scaled / 10 ** places === Math.abs(value) && Number.isInteger(Math.abs(value) * 2 ** 20)) {
    const even = 2 * Math.round(scaled / 2);
    return (Math.sign(value) * even / 10 ** places).toFixed(places);
  }
  return text;
}

function grouped(text) {
  const sign = text.startsWith("-") ? "−" : "";
  const [whole, fraction] = text.replace("-", "").split(".");
  return sign + whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",") + (fraction === undefined ? "" : "." + fraction);
}

/** At most `places` decimals, no trailing zeros, thousands separators: `1,234.5`. */
function decimals(value, places) {
  if (typeof value !== "number" || !Number.isFinite(value)) return "–";
  let text = fixed(value, places);
  if (text.includes(".")) text = text.replace(/0+$/, "").replace(/\.$/, "");
  return text === "-0" ? "0" : grouped(text);
}

function whole(value) { return decimals(value, 0); }

/** A share of 0–1 in percent; what is not quite all is never shown as all. */
function share(fraction) {
  if (typeof fraction !== "number") return "–";
  const percent = fraction * 100, rounded = fixed(percent, 1);
  if (rounded === "100.0" && percent < 100 - 1e-7) return "99.9 %";
  if (rounded === "0.0" && percent > 1e-7) return "< 0.1 %";
  return decimals(percent, 1) + " %";
}

function part(some, all) { return all > 0 ? share(some / all) : "–"; }
function money(yuan) { return typeof yuan === "number" ? decimals(yuan / 1e4, 4) + say("unit.wan") : "–"; }
function kilometres(km) { return typeof km === "number" ? decimals(km, 2) + say("unit.km") : "–"; }
function minutes(min) { return typeof min === "number" ? decimals(min, 1) + say("unit.min") : "–"; }

/** `value` with `places` decimals, or with as many more as it takes to be told from 0. */
function visible(value, places) {
  for (let more = places; more <= 9; more++) {
    if (value === 0 || Math.abs(value) >= 10 ** -more / 2) return decimals(value, more);
  }
  return decimals(value, 9);
}

function gap(value) { return typeof value !== "number" ? "–" : value < 1e-9 ? "0 %" : visible(value * 100, 2) + " %"; }

/** A measure's value in its unit. */
function measured(unit, value) {
  if (typeof value !== "number") return "–";
  if (unit === "share") return share(value);
  if (unit === "number") return decimals(value, 1);
  if (unit === "per 1000 people") return decimals(value, 2);
  if (unit === "m²") return decimals(value, 0) + " m²";
  if (unit === "m² per 1000 people") return decimals(value, 1) + " m²";
  return decimals(value / 1e4, 4) + say("unit.wan");
}

/** By how much a target is missed. */
function missed(unit, amount) {
  if (unit === "share") return visible(amount * 100, 1) + say("unit.points");
  if (unit === "number") return visible(amount, 0);
  if (unit === "per 1000 people") return visible(amount, 2);
  if (unit === "m²") return visible(amount, 0) + " m²";
  if (unit === "m² per 1000 people") return visible(amount, 1) + " m²";
  return visible(amount / 1e4, 4) + say("unit.wan");
}

/** A stage's value or bound. */
function aimed(stage, value) {
  if (typeof value !== "number") return "–";
  if (stage === "shortfall") return decimals(value, 4);
  if (stage === "money") return decimals(value / 1e4, 4) + say("unit.wan");
  return decimals(value, 1);
}

/** How a value of a column is written, by the column's unit. */
const FORMATS = {
  "count": whole, "people": whole, "number": (value) => decimals(value, 3), "share, 0–1": share, "yuan": money, "km": kilometres,
  "m": (value) => whole(value) + say("unit.m"), "min": minutes, "°": (value) => decimals(value, 6), "true or false": (value) => say(value ? "yes" : "no"),
};

/** A value of a column of the run. */
function written(head, value) {
  if (value === null || value === undefined || value === "") return "–";
  if (head.words) return word(head.words, value);
  if (Object.hasOwn(FORMATS, head.unit)) return FORMATS[head.unit](value);
  if (Array.isArray(value)) return value.map((item) => (typeof item === "object" ? JSON.stringify(item) : item)).join(say("comma"));
  return typeof value === "object" && value.en === undefined ? JSON.stringify(value) : nameOf(value);
}

function add(rows, of) { return rows.reduce((sum, row) => sum + of(row), 0); }
