// Controls: a slider and a field for each figure of the plan that may be changed, with its unit and the plan's own value.

/** Which groups of levers stand first and open; the others open when they are asked for. */
const OPEN = new Set(["funding", "reach", "target"]);
/** So long a slider rests before the plan is asked for. */
const REST_MS = 60;

/** A number as plan files write it. */
function digits(value) { return String(Number(value.toPrecision(12))); }

/** What `--set` is given for a shown value. */
function setText(own, shown) { return digits(own.is_whole ? Math.round(shown * own.factor) : shown * own.factor) + own.suffix; }

/** The shown value of what the state sets; null where it is set in other words. */
function shownValue(own) {
  const text = setValue(own.path);
  if (text === null) return own.value;
  const number = text.endsWith(own.suffix) ? Number(text.slice(0, text.length - own.suffix.length)) : NaN;
  return Number.isFinite(number) && text !== "" ? Number((number / own.factor).toPrecision(12)) : null;
}

function withUnit(own, shown) { const unit = nameOf(own.unit); return decimals(shown, 6) + (unit ? (unit === "%" ? " %" : " " + unit) : ""); }

const controlRows = new Map();

/** All controls, by group. */
function controlsPanel() {
  controlRows.clear();
  const groups = new Map();
  for (const own of bench.controls) {
    const rows = groups.get(own.group) ?? [];
    rows.push(control(own));
    groups.set(own.group, rows);
  }
  const sets = [...groups].map(([group, rows]) => el("details", { class: "set", "data-group": group, open: OPEN.has(group) && rows.length <= 12 }, el("summary", {}, headed(word("levers", group)), " ", el("span", { class: "soft" }, whole(rows.length))), el("div", { class: "rows" }, rows)));
  syncControls();
  return sets;
}

function control(own) {
  const id = "control-" + own.path, kind = own.kind;
  const slider = el("input", { type: "range", id, min: 0, max: own.top, step: "any", "aria-describedby": id + "-today" });
  const field = el("input", { type: "number", min: 0, max: own.factor === 1 && own.suffix === " %" ? 100 : null, step: "any", "aria-label": nameOf(own.name) });
  const again = el("button", { type: "button", class: "link", onclick: () => change(withValue(state, own.path, null)) }, say("as-planned"));
  const raw = el("code", { class: "raw" });
  const move = (shown, stays) => {
    const at = Math.min(Math.max(shown, 0), own.suffix === " %" ? 100 : Infinity);
    change(withValue(state, own.path, at === own.value ? null : setText(own, at)), stays);
  };
  /** The nearest step; the plan's own value is one, too. */
  const stepped = () => {
    const at = Number(slider.value), near = Math.round(at / own.step) * own.step;
    return Math.abs(at - own.value) < own.step / 2 ? own.value : Number(near.toPrecision(12));
  };
  slider.addEventListener("input", () => { field.value = digits(stepped()); move(stepped(), true); });
  slider.addEventListener("change", () => settled());
  slider.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!by) return;
    event.preventDefault();
    slider.value = String((shownValue(own) ?? own.value) + by * own.step);
    field.value = digits(stepped());
    move(stepped(), true);
    settled();
  });
  field.addEventListener("change", () => { if (field.value !== "") move(Number(field.value)); });
  const choice = kind ? el("select", { "aria-label": say("kind-of", { name: nameOf(own.name) }), onchange: () => change(withValue(state, kind.path, choice.value === kind.word ? null : choice.value)) }, kind.words.map((code) => el("option", { value: code }, word("kinds", code)))) : null;
  const answer = el("div", { class: "why", "aria-live": "polite" });
  const why = kind ? el("button", { type: "button", class: "link", onclick: () => showWhy(["target", kind.id], answer) }, say("why-target")) : null;
  const name = kind?.indicator ? `${kind.indicator}. ${nameOf(own.name)}` : nameOf(own.name);
  const row = el("div", { class: "control", "data-path": own.path },
    el("label", { for: id }, given(name)),
    el("div", { class: "line" }, slider, el("div", { class: "value" }, kind ? el("span", { "aria-hidden": "true" }, kind.sign) : null, field, el("span", { class: "unit" }, nameOf(own.unit)))),
    el("div", { class: "line small" }, el("span", { class: "soft", id: id + "-today" }, say("planned", { value: withUnit(own, own.value) })), raw, again, choice, why), answer);
  controlRows.set(own.path, { own, slider, field, again, raw, choice, row });
  return row;
}

/** Shows the state in the controls, but for the one in hand. */
function syncControls() {
  for (const { own, slider, field, again, raw, choice, row } of controlRows.values()) {
    const shown = shownValue(own), set = setValue(own.path);
    const at = shown ?? own.value;
    if (at > Number(slider.max)) slider.max = String(at);
    if (document.activeElement !== slider || Number(slider.value) !== at) slider.value = String(at);
    if (document.activeElement !== field) field.value = shown === null ? "" : digits(shown);
    slider.setAttribute("aria-valuetext", shown === null ? set : withUnit(own, shown));
    raw.textContent = shown === null ? set : "";
    again.hidden = set === null;
    row.classList.toggle("changed", set !== null);
    if (choice) choice.value = setValue(own.kind.path) ?? own.kind.word;
  }
}
