// The map: Leaflet on a canvas, layers that are switched on and off, and what is shown of the site or place chosen.

/** The map in the page; null where there is none. Another map may stand beside it as its `twin`, which marks the same places. */
let atlas = null;

class Atlas {
  constructor(holder) {
    this.on = new Map();
    this.shown = new Map();
    this.map = L.map(holder, { preferCanvas: true, attributionControl: false, zoomSnap: 0.25, renderer: L.canvas({ padding: 0.3, tolerance: 4 }), zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    L.control.scale({ imperial: false }).addTo(this.map);
    const tiles = file("report").tiles;
    if (tiles) L.tileLayer(tiles.url, { maxZoom: 19 }).addTo(this.map);
    this.mark = L.featureGroup().addTo(this.map);
    this.hover = L.featureGroup().addTo(this.map);
    this.towns = file("towns") ? townBorders(file("towns")) : null;
  }

  /** Takes its place in a page that was drawn anew: the map itself stays as it is. */
  attach() {
    [this.panel, this.search, this.card] = ["layers", "finder", "card"].map((id) => document.getElementById(id));
    this.name();
    if (this.scene) this.legend();
    if (this.chosen) this.show(...this.chosen, false);
  }

  /** Says in the page's language what it is, and takes the size of its place. */
  name() {
    const holder = this.map.getContainer();
    holder.setAttribute("aria-label", say("map-help"));
    for (const [name, text] of [["in", say("zoom-in")], ["out", say("zoom-out")]]) {
      const button = holder.querySelector(".leaflet-control-zoom-" + name);
      button.title = text;
      button.setAttribute("aria-label", text);
    }
    this.map.invalidateSize({ animate: false });
  }

  /** Shows the layers of a scene: {layers, find, describe, linksOf}. */
  draw(scene, keepView) {
    for (const layer of this.shown.values()) layer.remove();
    this.shown.clear();
    this.mark.clearLayers();
    this.hover.clearLayers();
    this.scene = scene;
    const crowd = scene.extent[0]?.count ?? 0;
    this.map.smallest = crowd > 5000 ? 0.4 : crowd > 1500 ? 0.6 : 0.85;
    if (!keepView) this.fit();
    for (const layer of scene.layers) {
      if (!this.on.has(layer.id)) this.on.set(layer.id, layer.on);
      if (this.on.get(layer.id)) this.put(layer);
    }
    this.names?.remove();
    const towns = this.towns?.getLayers().map((town) => ({ at: town.getBounds().getCenter(), name: town.options.name, from: 0, below: -8 })) ?? [];
    this.names = new Names([...towns, ...(scene.names ?? [])]).addTo(this.map);
    this.legend();
    if (this.chosen) this.show(...this.chosen, false);
  }

  fit() {
    const bounds = L.latLngBounds([]);
    if (this.towns) bounds.extend(this.towns.getBounds());
    else for (const layer of this.scene.extent) for (let row = 0; row < layer.count; row++) bounds.extend(layer.at(row));
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [12, 12], maxZoom: 16, animate: false });
    else this.map.setView([30, 107], 5);
    this.fitted(this.map.getZoom());
  }

  /** Takes a zoom level for that of the whole map: marks and names go by it. */
  fitted(zoom) {
    this.map.fitted = zoom;
    this.names?.redraw();
  }

  /** Layers are drawn in the order of the scene, whenever they are switched on. */
  put(layer) {
    const made = layer.make();
    this.shown.set(layer.id, made.addTo(this.map));
    made.on("mouseover", (event) => this.hovered(event));
    made.on("mouseout", () => this.hover.clearLayers());
    made.on("click", (event) => {
      const mark = event.propagatedFrom ?? event.layer;
      if (mark?.options?.kind) { this.show(mark.options.kind, mark.options.featureId, false); L.DomEvent.stopPropagation(event); }
    });
    for (const other of this.scene.layers) this.shown.get(other.id)?.bringToFront?.();
    for (const group of [this.hover, this.mark]) group.bringToFront();
  }

  hovered(event) {
    const { kind, featureId } = (event.propagatedFrom ?? event.layer)?.options ?? {};
    if (kind && this.scene.linksOf) this.drawLinks(this.hover, kind, featureId);
  }

  drawLinks(group, kind, id) {
    group.clearLayers();
    for (const { from, to, colour, dash } of this.scene.linksOf(kind, id)) {
      group.addLayer(L.polyline([from, to], { color: colour, weight: 2, opacity: 0.85, dashArray: dash, interactive: false }));
    }
  }

  /** Shows a site or place: its card, its lines, a ring about it; with `go` the map moves there. */
  show(kind, id, go) {
    const at = this.scene.find(kind, id);
    if (!at) return;
    for (const own of [this, this.twin]) own?.ring(kind, id);
    this.chosen = [kind, id];
    (this.card ?? this.twin?.card)?.replaceChildren(...this.scene.describe(kind, id));
    if (go) {
      this.map.setView(at, Math.max(this.map.getZoom(), 13), { animate: false });
      this.map.getContainer().scrollIntoView({ block: "center" });
      this.card.querySelector("h3")?.focus({ preventScroll: true });
    }
  }

  /** Marks a site or place: its lines, a ring about it, its reach. */
  ring(kind, id) {
    const at = this.scene.find(kind, id);
    if (!at) { this.mark.clearLayers(); return; }
    this.drawLinks(this.mark, kind, id);
    this.mark.addLayer(L.circleMarker(at, { radius: 15, color: COLOURS.ink, weight: 3, fill: false, interactive: false }));
    for (const circle of this.scene.reachOf?.(kind, id) ?? []) this.mark.addLayer(circle);
  }

  legend() {
    if (!this.panel) return;
    const groups = new Map();
    // What is asked for most comes first; drawing has another order.
    for (const layer of [...this.scene.layers].sort((a, b) => (a.place ?? 0) - (b.place ?? 0))) {
      const rows = groups.get(layer.group()) ?? [];
      rows.push(this.switch(layer));
      groups.set(layer.group(), rows);
    }
    const sets = [...groups].map(([name, rows]) => el("fieldset", {}, el("legend", {}, name), el("div", { class: "rows" }, rows)));
    const keys = this.scene.keys?.();
    const sites = this.scene.extent.length > 0;
    this.search.replaceChildren(...(sites ? [this.finder()] : []));
    this.card.hidden = !sites;
    this.panel.replaceChildren(...sets, ...(keys ? [keys] : []));
  }

  switch(layer) {
    const box = el("input", { type: "checkbox", id: "layer-" + layer.id, "data-layer": layer.id, onchange: () => {
      row.classList.toggle("off", !box.checked);
      for (const own of [this, this.twin]) own?.turn(layer.id, box.checked);
    } });
    box.checked = this.on.get(layer.id);
    const row = el("label", { class: "row" + (box.checked ? "" : " off") }, box, layer.key(), el("span", {}, layer.label()));
    return row;
  }

  /** Shows a layer, or hides it. */
  turn(id, on) {
    this.on.set(id, on);
    const layer = this.scene.layers.find((own) => own.id === id);
    if (on && layer) this.put(layer);
    else { this.shown.get(id)?.remove(); this.shown.delete(id); }
  }

  /** A search by name or id, for those who use no mouse, and those who look for one place among thousands. */
  finder() {
    const found = el("ul", { class: "found", "aria-live": "polite" });
    const seek = () => {
      const wanted = box.value.trim().toLowerCase();
      const hits = wanted ? this.scene.search(wanted, 20) : [];
      found.replaceChildren(...hits.map(([kind, id, name]) => el("li", {}, linkTo(kind, id, name), " ", el("span", { class: "soft" }, given(id)))));
    };
    const label = say("find");
    const box = el("input", { type: "search", placeholder: label, "aria-label": label, oninput: seek });
    return el("div", { class: "find" }, box, found);
  }
}

/** Borders of towns. */
function townBorders(towns) {
  const group = L.featureGroup();
  for (let row = 0; row < towns.count; row++) {
    const rings = towns.rings[row].map((part) => part.map((ring) => { const line = []; for (let at = 0; at < ring.length; at += 2) line.push([ring[at + 1], ring[at]]); return line; }));
    group.addLayer(L.polygon(rings, { color: COLOURS.grey, weight: 1, fillColor: COLOURS.land, fillOpacity: file("report").tiles ? 0 : 1, interactive: false, name: () => towns.name[row] ?? townNames().get(towns.id[row]) ?? towns.id[row] }));
  }
  return group;
}

/** How many zoom levels nearer than the whole map names of facilities, of places and of roads begin to show. */
const NAMES_OF_SITES = 1.5, NAMES_OF_UNITS = 2.5, NAMES_OF_ROADS = 3.5;
/** No more names than these are shown, of letters so high. */
const MOST_NAMES = 250, NAME_PX = 12;

/** Names where there is room, those listed first before others: none is upon another. `list`: {at, name, from, below}. */
const Names = L.Layer.extend({
  initialize(list) { this.list = list; },
  onAdd(map) {
    this.holder = L.DomUtil.create("div", "leaflet-zoom-hide", map.getPane("tooltipPane"));
    map.on("moveend zoomend resize", this.redraw, this);
    this.redraw();
  },
  onRemove(map) {
    map.off("moveend zoomend resize", this.redraw, this);
    this.holder.remove();
  },
  redraw() {
    const map = this._map, near = map.getZoom() - (map.fitted ?? map.getZoom()) + 1e-6, bounds = map.getBounds(), taken = [], made = [];
    for (const { at, name, from, below } of this.list) {
      if (made.length >= MOST_NAMES || near < from) break;
      if (!bounds.contains(at)) continue;
      const text = plain(name(), 24), { x, y } = map.latLngToLayerPoint(at), half = textWidth(text, NAME_PX) / 2 + 2;
      // Below its mark, or above it.
      for (const top of [y + below, y - below - NAME_PX - 4]) {
        const box = [x - half, top, x + half, top + NAME_PX + 4];
        if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
        taken.push(box);
        const label = el("span", { class: "name" }, text);
        Object.assign(label.style, { left: `${x}px`, top: `${top}px` });
        made.push(label);
        break;
      }
    }
    this.holder.replaceChildren(...made);
  },
});

/** Marks that know what they stand for; hovering says it. */
function marks(list, says) {
  const group = L.featureGroup(list.map(({ at, radius, ...options }) => new Mark(at, { radius, ...options })));
  group.bindTooltip((mark) => says(mark.options), { sticky: true, direction: "top" });
  return group;
}
