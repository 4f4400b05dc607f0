// What depends on what: the best plan at several values of one control, a figure of each as a chart; a point opens its plan.

/** At so many values beside the plan's own, from half of it to half as much again. */
const POINTS = 9;

/** The control and the figure that are chosen; the points {at, run}, and the words beside the control's own. */
const curve = { path: bench.controls[0]?.path, figure: null, isChosen: false, points: [], base: null, drawn: null, asked: null };

/** The values at which plans are sought. */
function valuesOf(own) {
  const [low, high] = own.value > 0 ? [own.value / 2, own.value * 1.5] : [0, Number(own.top)];
  const most = own.suffix === " %" ? Math.min(high, 100) : high;
  const steps = Array.from({ length: POINTS }, (_, at) => low + ((most - low) * at) / (POINTS - 1));
  const near = steps.map((value) => Number((Math.round(value / own.step) * own.step).toPrecision(12)));
  return [...new Set([...near, own.value])].filter((value) => value >= 0).sort((a, b) => a - b);
}

function valueWords(own, value) { return withValue(curve.base, own.path, value === own.value ? null : setText(own, value)); }

async function seekCurve() {
  const own = bench.controls.find((control) => control.path === curve.path), asked = {};
  Object.assign(curve, { drawn: own, points: [], base: withValue(state, own.path, null), asked });
  for (const at of valuesOf(own)) {
    await askPlan(valueWords(own, at), "curve", (event, data) => {
      if (curve.asked === asked && ["plan", "failed", "refused", "stopped"].includes(event)) curve.points.push({ at, run: event === "plan" ? makeRun(data) : null });
    }, true);
    if (curve.asked !== asked) return;
    drawCurve();
  }
  curve.asked = null;
  if (!curve.isChosen) showVarying();
  drawCurve();
}

/** Chooses the first figure that is not the same at all points, where nobody chose one. */
function showVarying() {
  const made = curve.points.filter(({ run }) => run?.sites).map(({ run }) => figuresOf(run));
  const row = made[0]?.find(({ key, value }) => made.some((rows) => rows.find((own) => own.key === key)?.value !== value));
  if (!row) return;
  curve.figure = row.key;
  document.querySelector("[data-curve=figure]").value = row.key;
}

/** The controls of the chart; what is drawn is kept. */
function curvePart() {
  const pick = (name, options, label) => {
    const box = el("select", { "data-curve": name, onchange: () => { curve[name] = box.value; if (name === "figure") curve.isChosen = true; drawCurve(); } }, options.map(([code, text]) => el("option", { value: code }, plain(text, 60))));
    box.value = curve[name];
    return el("label", {}, label, box);
  };
  return [
    el("div", { class: "choose" }, pick("path", bench.controls.map((own) => [own.path, `${nameOf(own.name)}${word("levers", own.group) ? ` – ${word("levers", own.group)}` : ""}`]), say("curve-of")), pick("figure", [], say("curve-figure")), el("button", { type: "button", id: "seek-curve", onclick: seekCurve }, say("curve-seek"))),
    el("div", { id: "curve-drawn", "aria-live": "polite" }),
  ];
}

/** The figures that a plan has, as they can be chosen. */
function listFigures() {
  const box = document.querySelector("[data-curve=figure]"), figures = shownRun?.sites ? figuresOf(shownRun) : [];
  if (box.options.length || !figures.length) return;
  box.append(...figures.map((row) => el("option", { value: row.key }, plain(row.name, 60))));
  box.value = curve.figure ??= figures[0].key;
}

function drawCurve() {
  listFigures();
  const holder = document.getElementById("curve-drawn"), { drawn: own, points } = curve;
  if (!own) return;
  const of = (run) => (run?.sites ? figuresOf(run).find((row) => row.key === curve.figure) : null);
  const open = (at) => change(valueWords(own, at));
  const found = points.map(({ at, run }) => ({ at, figure: of(run) })), now = sameWords(withValue(state, own.path, null), curve.base) ? shownValue(own) : null;
  const drawn = found.filter(({ figure }) => typeof figure?.value === "number"), lacking = found.filter(({ figure }) => typeof figure?.value !== "number");
  const name = drawn[0]?.figure.name ?? "", unit = nameOf(own.unit);
  const label = ({ at, figure }) => `${withUnit(own, at)}: ${figure.text(figure.value)}`;
  const look = ({ at }) => (at === now ? { shape: "star", colour: COLOURS.orange, state: "build", radius: 9 } : { shape: "circle", colour: COLOURS.blue, state: "solid", radius: 6 });
  holder.replaceChildren(...[
    now === null ? el("p", { class: "note" }, say("curve-of-others")) : null,
    drawn.length ? scatter({
      points: drawn.map((row) => ({ x: row.at, y: row.figure.value, label: label(row), look: look(row), press: () => open(row.at) })), join: true,
      x: { name: plain(unit ? `${nameOf(own.name)} (${unit})` : nameOf(own.name), 60), text: (value) => decimals(value, 3) }, y: { name: plain(name), text: drawn[0].figure.text },
      label: say("curve-label", { figure: name, control: nameOf(own.name) }),
    }) : null,
    lacking.length ? el("p", {}, say("curve-without", { values: lacking.map(({ at }) => withUnit(own, at)).join(say("list-comma")) })) : null,
    el("p", { class: "soft small" }, curve.asked ? say("curve-seeking", { found: points.length }) : say("curve-help")),
  ].filter(Boolean));
}
