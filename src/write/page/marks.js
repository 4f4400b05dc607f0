// Marks on the map and in its legend: tiers by shape and colour, what is done by filling, as `run/looks.rs` has them for all
// maps of a run.

const { colours: COLOURS, covered: COVERED } = constants;

/** The corners of a shape about a point; none for a circle. */
function corners(shape, x, y, radius) {
  const about = constants.shapes[shape];
  return about?.length ? about.map(([across, down]) => [x + across * radius, y + down * radius]) : null;
}

/** How a mark is drawn: filling, line, and what stands inside. */
function looks({ colour, state }) {
  const work = constants.works[state === "never" ? "unused" : state];
  const paint = (name) => (name === "tier" ? colour : COLOURS[name]);
  if (work) return { fill: paint(work.fill), line: paint(work.line), width: work.width, inside: work.inside };
  const none = { fill: COVERED.none + "33", line: COVERED.none, width: 1.8 };
  if (state === "out-of-reach" || state === "no-way") return { ...none, inside: "cross" };
  if (state === "not-built" || state === "full") return none;
  if (state === "partly") return { fill: colour, line: COLOURS.ink, width: 1 };
  if (state === "faint") return { fill: colour + "80", line: colour, width: 1 };
  return { fill: colour, line: COLOURS.paper, width: 0.7 };
}

/** Marks grow as the map comes nearer, from small ones on the whole map. */
function scaleAt(map) {
  return Math.min(1.2, (map.smallest ?? 1) * 1.22 ** Math.max(0, map.getZoom() - (map.fitted ?? map.getZoom())));
}

const Mark = L.CircleMarker.extend({
  _updateBounds() {
    this._radius = this.options.radius * scaleAt(this._map);
    // Corners stand out of the circle.
    const reach = this._radius * 1.4 + 2 + this._clickTolerance();
    this._pxBounds = new L.Bounds(this._point.subtract([reach, reach]), this._point.add([reach, reach]));
  },
  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) return;
    const { x, y } = this._point;
    paint(renderer._ctx, this.options, x, y, this._radius);
  },
});

function paint(context, options, x, y, radius) {
  const { fill, line, width, inside } = looks(options);
  const points = corners(options.shape, x, y, radius);
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.beginPath();
  if (points) { points.forEach(([px, py], at) => (at ? context.lineTo(px, py) : context.moveTo(px, py))); context.closePath(); }
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill; context.fill();
  context.strokeStyle = line; context.lineWidth = width; context.stroke();
  if (inside === "dot") { context.beginPath(); context.arc(x, y, radius * 0.42, 0, 2 * Math.PI); context.fillStyle = COLOURS.paper; context.fill(); }
  if (inside === "cross") {
    const arm = Math.min(radius * 0.62, 6);
    context.beginPath(); context.moveTo(x - arm, y - arm); context.lineTo(x + arm, y + arm); context.moveTo(x + arm, y - arm); context.lineTo(x - arm, y + arm);
    context.lineWidth = 1.6; context.stroke();
  }
}

/** The same mark for the legend. */
function key(options, radius = 6) {
  const { fill, line, width, inside } = looks(options);
  const points = corners(options.shape, 10, 10, radius);
  const style = { fill, stroke: line, "stroke-width": width };
  const arm = radius * 0.62;
  return svg("svg", { class: "key", viewBox: "0 0 20 20", "aria-hidden": "true" },
    points ? svg("polygon", { points: points.map((pair) => pair.join(",")).join(" "), ...style }) : svg("circle", { cx: 10, cy: 10, r: radius, ...style }),
    inside === "dot" ? svg("circle", { cx: 10, cy: 10, r: radius * 0.42, fill: COLOURS.paper }) : null,
    inside === "cross" ? svg("path", { d: `M${10 - arm} ${10 - arm}L${10 + arm} ${10 + arm}M${10 + arm} ${10 - arm}L${10 - arm} ${10 + arm}`, stroke: line, "stroke-width": 1.6 }) : null);
}

function stroke(colour, dash) {
  return svg("svg", { class: "key", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: "M1 15L19 5", stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash, fill: "none" }));
}

/** The radius of the largest mark, in pixels. */
const LARGEST = 8;

/** How a tier is drawn. */
function tierLook(run, id) {
  const at = [...run.tiers.keys()].indexOf(id), { tiers, tierless } = constants;
  const { shape, colour, size } = at < 0 ? tierless : tiers[at % tiers.length];
  return { shape, colour, radius: LARGEST * size };
}
