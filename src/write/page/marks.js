// Marks on the map and in its legend: tiers by shape and colour (Okabe and Ito's, which colour-blind people tell apart),
// what is done by filling.

const SHAPES = ["circle", "triangle", "square", "diamond", "pentagon", "star"];
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8a6d00"];
const VERMILION = "#d55e00", SKY = "#56b4e9", INK = "#1a2129", GREY = "#7c8790";

/** The corners of a shape about a point; none for a circle. */
function corners(shape, x, y, radius) {
  const turn = (count, start, reach) => Array.from({ length: count }, (_, at) => {
    const angle = start + (2 * Math.PI * at) / count;
    return [x + reach(at) * Math.cos(angle), y + reach(at) * Math.sin(angle)];
  });
  const up = -Math.PI / 2;
  if (shape === "triangle") return turn(3, up, () => radius * 1.25);
  if (shape === "square") return turn(4, -Math.PI / 4, () => radius * 1.22);
  if (shape === "diamond") return turn(4, up, () => radius * 1.25);
  if (shape === "pentagon") return turn(5, up, () => radius * 1.1);
  if (shape === "star") return turn(10, up, (at) => radius * (at % 2 ? 0.55 : 1.35));
  return null;
}

/** How a mark is drawn: filling, line, and what stands inside. */
function looks({ colour, state }) {
  if (state === "build") return { fill: colour, line: INK, width: 1.8 };
  if (state === "upgrade") return { fill: colour, line: colour, width: 1.5, inside: "dot" };
  if (state === "merge" || state === "close") return { fill: "#ffffff", line: INK, width: 1.5, inside: "cross" };
  if (state === "unused" || state === "never") return { fill: "#ffffff", line: GREY, width: 1 };
  if (state === "out-of-reach") return { fill: VERMILION + "33", line: VERMILION, width: 1.8, inside: "cross" };
  if (state === "not-built" || state === "full") return { fill: VERMILION + "33", line: VERMILION, width: 1.8 };
  if (state === "solid") return { fill: colour, line: "#ffffff", width: 0.7 };
  if (state === "faint") return { fill: colour + "80", line: colour, width: 1 };
  return { fill: "#ffffff", line: colour, width: 2.2 };
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
  if (inside === "dot") { context.beginPath(); context.arc(x, y, radius * 0.42, 0, 2 * Math.PI); context.fillStyle = "#ffffff"; context.fill(); }
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
    inside === "dot" ? svg("circle", { cx: 10, cy: 10, r: radius * 0.42, fill: "#ffffff" }) : null,
    inside === "cross" ? svg("path", { d: `M${10 - arm} ${10 - arm}L${10 + arm} ${10 + arm}M${10 + arm} ${10 - arm}L${10 - arm} ${10 + arm}`, stroke: line, "stroke-width": 1.6 }) : null);
}

function stroke(colour, dash) {
  return svg("svg", { class: "key", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: "M1 15L19 5", stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash, fill: "none" }));
}

/** How a tier is drawn. */
function tierLook(run, id) {
  const at = [...run.tiers.keys()].indexOf(id);
  if (at < 0) return { shape: "circle", colour: GREY, radius: 4 };
  return { shape: SHAPES[at % SHAPES.length], colour: COLOURS[at % COLOURS.length], radius: [8, 6.5, 5, 6.5, 6, 6][at % 6] };
}
