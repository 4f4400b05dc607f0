// Making elements. Text gets into the page as text nodes alone: nothing that a file says is ever read as markup.

/** An element; attributes that begin with `on` are listeners. */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  fill(made, attributes, children);
  return made;
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(made, attributes, children);
  return made;
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) made.append(child);
  }
}

const pen = document.createElement("canvas").getContext("2d");

/** How wide a text is in letters of the page so high. */
function textWidth(text, px = 12) {
  pen.font = `${px}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

const LONGEST = 120;

/** Text of a file's: apart from the direction of what is around it, cut when it is overlong. */
function given(text) {
  const all = String(text ?? "–");
  const cut = all.length > LONGEST;
  return el("bdi", { class: /[!-~]{31}/.test(all) ? "unbroken" : null, title: cut ? all.slice(0, 2000) : null }, cut ? all.slice(0, LONGEST) + "…" : all);
}

/** A sentence of a file's, such as a reason: the whole of it, apart from the direction of what is around it. */
function told(text) { return el("bdi", {}, String(text ?? "–")); }

/** Text of a file's for a place that holds plain text alone: direction marks do not get out of it. */
function plain(text, most = LONGEST) {
  const all = String(text ?? "–");
  return "\u2068" + (all.length > most ? all.slice(0, most) + "…" : all) + "\u2069";
}

/** A button that looks like a link and shows a site or place on the map. */
function linkTo(kind, id, text) {
  return el("button", { type: "button", class: "link", "data-kind": kind, "data-id": id, onclick: () => atlas?.show(kind, id, true) }, given(text));
}

function tag(text, sort) { return el("span", { class: "tag " + sort }, text); }

function heading(id, text) { return el("h2", { id, tabindex: -1 }, text); }
