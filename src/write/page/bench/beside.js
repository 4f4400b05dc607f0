// The pinned plan's map beside that of the plan: both show the same places and the same layers.

/** The pinned plan's map, once it was asked for; whether it is shown. */
let pinnedAtlas = null, isBeside = false;

function pinnedMap() { return pinnedAtlas ? pinnedAtlas.map.getContainer() : el("div", { id: "pinned-map", role: "application" }); }

function toggleBeside() {
  const isWhole = atlas.map.getZoom() === atlas.map.fitted;
  isBeside = !isBeside;
  drawBeside();
  atlas.map.invalidateSize({ animate: false });
  if (!isWhole) return;
  atlas.fit();
  pinnedAtlas?.fitted(atlas.map.fitted);
}

/** Shows the pinned plan's map as it is asked for, and as far as that plan has a layout. */
function drawBeside() {
  const shown = isBeside && Boolean(pinnedRun?.sites) && Boolean(atlas.scene);
  document.body.dataset.beside = String(shown);
  const button = document.getElementById("beside");
  button.setAttribute("aria-pressed", String(shown));
  button.disabled = !pinnedRun?.sites;
  if (!shown) { atlas.twin = null; return; }
  pinnedAtlas ??= besideOf(atlas, document.getElementById("pinned-map"));
  [atlas.twin, pinnedAtlas.twin] = [pinnedAtlas, atlas];
  pinnedAtlas.name();
  if (pinnedAtlas.run !== pinnedRun) {
    pinnedAtlas.run = pinnedRun;
    pinnedAtlas.draw(planScene(pinnedRun, pinnedAtlas), true);
  }
  atlas.map.fire("move");
}

/** A second map, which moves with the first. */
function besideOf(first, holder) {
  const other = new Atlas(holder);
  other.on = first.on;
  other.map.setView(first.map.getCenter(), first.map.getZoom(), { animate: false });
  other.fitted(first.map.fitted);
  let isMoving = false;
  const follow = (one, twin) => one.map.on("move", () => {
    if (isMoving || !atlas.twin) return;
    isMoving = true;
    twin.map.setView(one.map.getCenter(), one.map.getZoom(), { animate: false });
    isMoving = false;
  });
  follow(first, other);
  follow(other, first);
  return other;
}
