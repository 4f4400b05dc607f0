// Tables: sorted by buttons in their heads, long ones cut until asked for.

/** Rows shown at first, and printed at most. */
const ROWS = 50, PAPER_ROWS = 2000;

/** Units of which values are sorted and set as numbers. */
const NUMBERS = new Set(["count", "number", "people", "share, 0–1", "yuan", "km", "m", "min", "°"]);

/**
 * The columns of a table of the run over rows that have its values by name. `special`: by name what the page shows otherwise;
 * null: not at all. A column of which no row has a value is left out.
 */
function columnsOf(kind, rows, special = {}) {
  return heads(kind).flatMap((head) => {
    const own = special[head.name];
    if (own === null) return [];
    const value = own?.value ?? ((row) => row[head.name]);
    if (rows.length && rows.every((row) => (value(row) ?? null) === null)) return [];
    const cell = (row) => { const text = written(head, value(row)); return NUMBERS.has(head.unit) || head.words ? text : given(text); };
    return [{ name: head.name, head: nameOf(head.heading), number: NUMBERS.has(head.unit), value, cell, ...own }];
  });
}

/**
 * A table. `columns`: {name, head, number, value(row), cell(row)}; `value` is what is sorted by and, of numbers, the figure to
 * the digit. `sort`: [name of a column, descending] to begin with; `sums`: cells of a last row that stays last.
 */
function table({ id, caption, label = caption, columns, rows, sort, sums, sortable = true, most = ROWS }) {
  const first = sort ? columns.findIndex((column) => column.name === sort[0]) : -1;
  let [by, down] = first >= 0 ? [first, sort[1]] : [null, false];
  let shown = most;
  const collate = new Intl.Collator(language === "zh" ? "zh" : "en", { numeric: true });
  const body = el("tbody");
  const more = el("div", { class: "more" });
  const heads = columns.map((column, at) => {
    const label = sortable && column.value
      ? el("button", { type: "button", onclick: () => order(at) }, column.head) : column.head;
    // Browsers leave buttons out where a head is printed again on the next page.
    return el("th", { scope: "col", "data-column": column.name, class: column.number ? "number" : null }, label, label === column.head ? null : el("span", { class: "paper", "aria-hidden": "true" }, column.head));
  });
  const order = (at) => {
    down = by === at ? !down : Boolean(columns[at].number);
    by = at;
    draw();
  };
  const compare = (a, b) => {
    const [x, y] = [columns[by].value(a), columns[by].value(b)];
    const [lacksX, lacksY] = [x, y].map((v) => v === null || v === undefined);
    if (lacksX || lacksY) return lacksX - lacksY;
    const order = typeof x === "number" && typeof y === "number" ? x - y : collate.compare(String(x), String(y));
    return down ? -order : order;
  };
  const draw = (paper = false) => {
    const most = paper ? Math.max(shown, PAPER_ROWS) : shown;
    heads.forEach((head, at) => {
      if (sortable && columns[at].value) head.setAttribute("aria-sort", at === by ? (down ? "descending" : "ascending") : "none");
    });
    const sorted = by === null ? rows : [...rows].sort(compare);
    body.replaceChildren(...sorted.slice(0, most).map((row) => el("tr", {}, columns.map((column) => cellOf(column, row)))));
    if (sums) body.append(el("tr", { class: "sum" }, sums.map((cell, at) => el("td", { class: columns[at].number ? "number" : null, "data-head": columns[at].head }, cell))));
    more.replaceChildren(...(rows.length > most ? [
      say(paper ? "rows-printed" : "rows-shown", { shown: whole(most), all: whole(rows.length) }),
      el("button", { type: "button", onclick: () => { shown = rows.length; draw(); } }, say("show-all", { all: whole(rows.length) })),
    ] : []));
  };
  draw();
  // On a telephone a row of many columns stands as a list, each value behind its heading.
  const made = el("table", { id, class: [columns.length > 4 && "many", columns.length > 9 && "dense"].filter(Boolean).join(" ") || null }, caption ? el("caption", {}, caption) : null, el("thead", {}, el("tr", {}, heads)), body);
  made.print = draw;
  return el("div", {}, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label ?? id ?? say("table") }, made), more);
}

/** Tables that are seen, with all their rows on paper, and on the screen as they were. */
function printTables(paper) {
  for (const own of document.querySelectorAll("table")) if (!own.closest("details:not([open])")) own.print?.(paper);
}

function cellOf(column, row) {
  const value = column.value ? column.value(row) : null;
  const exact = column.number && typeof value === "number" ? { "data-value": value, title: String(value) } : {};
  const cell = el("td", { class: column.number ? "number" : column.long ? "long" : null, "data-head": column.head, ...exact }, column.cell(row));
  if (cell.textContent === "–") cell.classList.add("none");
  return cell;
}
