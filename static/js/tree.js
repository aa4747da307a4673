// The taxonomy as a tree one can walk: arrows, space, letters, a filter while typing, and dragging.
// Without this file it is a table in a form: check boxes, buttons that open a page, a search that reloads.

const table = document.getElementById("tree-rows");
const form = document.getElementById("tree");
const dialog = document.getElementById("edit-dialog");
const rows = table ? [...table.tBodies[0].rows] : [];
const level = new Map(rows.map((row) => [row, Number(row.dataset.level)]));
const text = new Map(rows.map((row) => [row, row.querySelector("a").textContent.toLowerCase()]));
const parentOf = new Map();
const closed = new Set(JSON.parse(sessionStorage.getItem("tree-closed") ?? "[]"));
const MANY = 250;
let current = null;
let filter = "";

for (const [at, row] of rows.entries()) {
  for (let up = at - 1; up >= 0 && !parentOf.has(row); up -= 1) {
    if (level.get(rows[up]) < level.get(row)) parentOf.set(row, rows[up]);
  }
}
const children = new Map();
for (const [row, parent] of parentOf) children.set(parent, [...(children.get(parent) ?? []), row]);

function box(row) {
  return row.querySelector("input[type=checkbox]");
}

function isShown(row) {
  return !row.hidden;
}

// --- what is seen ---

function draw() {
  const matching = new Set();
  if (filter) {
    for (const row of rows) {
      if (!text.get(row).includes(filter)) continue;
      for (let step = row; step && !matching.has(step); step = parentOf.get(step)) matching.add(step);
    }
  }
  for (const row of rows) {
    const parent = parentOf.get(row);
    row.hidden = filter ? !matching.has(row) : Boolean(parent && (parent.hidden || closed.has(parent.id)));
    if (children.has(row)) row.ariaExpanded = String(Boolean(filter) || !closed.has(row.id));
  }
  document.querySelector(".tree-none").hidden = rows.some(isShown);
  if (!current || current.hidden) focusable(rows.find(isShown));
}

function toggle(row, open = closed.has(row.id)) {
  if (!children.has(row)) return;
  if (open) closed.delete(row.id);
  else closed.add(row.id);
  keep();
}

function keep() {
  sessionStorage.setItem("tree-closed", JSON.stringify([...closed]));
  draw();
}

function setAll(open) {
  closed.clear();
  if (!open) for (const row of children.keys()) closed.add(row.id);
  keep();
}

// --- where the focus is, and what is chosen ---

function focusable(row) {
  if (current) current.tabIndex = -1;
  current = row ?? null;
  if (current) current.tabIndex = 0;
}

function go(row) {
  if (!row) return;
  focusable(row);
  row.focus();
}

function chosen() {
  return rows.filter((row) => box(row).checked);
}

function choose(row, on = !box(row).checked) {
  box(row).checked = on;
  tell();
}

function tell() {
  for (const row of rows) row.ariaSelected = String(box(row).checked);
  const count = chosen().length;
  const words = count === 1 ? "1 category chosen" : `${count} categories chosen`;
  const place = document.querySelector(".tree-count");
  if (place) place.textContent = count ? words : "Choose categories";
}

// --- keys ---

const steps = {
  ArrowDown: (seen, at) => seen[Math.min(seen.length - 1, at + 1)],
  ArrowUp: (seen, at) => seen[Math.max(0, at - 1)],
  Home: (seen) => seen[0],
  End: (seen) => seen.at(-1),
  PageDown: (seen, at) => seen[Math.min(seen.length - 1, at + 15)],
  PageUp: (seen, at) => seen[Math.max(0, at - 15)],
};

function side(row, key) {
  const open = row.ariaExpanded === "true";
  if (key === "ArrowRight") return open ? children.get(row)?.[0] : void toggle(row, true);
  return open ? void toggle(row, false) : parentOf.get(row);
}

function onKey(event) {
  const row = event.target;
  if (row.tagName !== "TR" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (steps[event.key]) {
    const seen = rows.filter(isShown);
    const next = steps[event.key](seen, seen.indexOf(row));
    if (event.shiftKey) choose(row, true);
    go(next);
    if (event.shiftKey) choose(next, true);
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") go(side(row, event.key));
  else if (event.key === " ") choose(row);
  else if (event.key === "Enter") row.querySelector("a").click();
  else return;
  event.preventDefault();
}

// --- edits: the dialog, and which categories it is about ---

function aboutWhat(event) {
  const button = event.target.closest("[data-edit]");
  if (!button || chosen().length) return;
  if (current && document.activeElement === current) choose(current, true);
  else if (button.dataset.edit !== "create") {
    event.preventDefault();
    event.stopImmediatePropagation();
    document.querySelector(".tree-count").textContent = "Choose categories first";
    go(current);
  }
}

function drag() {
  let dragged = null;
  for (const row of rows) row.draggable = true;
  table.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr");
    event.dataTransfer.setData("text/plain", text.get(dragged) ?? "");
  });
  table.addEventListener("dragover", (event) => {
    const row = event.target.closest("tbody tr");
    for (const other of table.querySelectorAll(".drop")) other.classList.toggle("drop", other === row);
    if (!dragged || !row || row === dragged) return;
    row.classList.add("drop");
    event.preventDefault();
  });
  table.addEventListener("dragend", () => table.querySelector(".drop")?.classList.remove("drop"));
  table.addEventListener("drop", (event) => {
    const row = event.target.closest("tbody tr");
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const moved = box(dragged).checked ? chosen() : [dragged];
    const query = new URLSearchParams(moved.map((one) => ["node", box(one).value]));
    query.set("action", "move");
    query.set("to", box(row).value);
    window.htmx.ajax("GET", `${form.getAttribute("action")}?${query}`, { target: "#edit-body", swap: "innerHTML" });
  });
}

function start() {
  table.setAttribute("role", "treegrid");
  table.ariaMultiSelectable = "true";
  for (const row of rows) {
    row.tabIndex = -1;
    row.ariaLevel = row.dataset.level;
    box(row).tabIndex = -1;
    for (const link of row.querySelectorAll("a")) link.tabIndex = -1;
  }
  // A large tree opens at its top: a thousand rows at once show nobody where anything is.
  if (rows.length > MANY && !sessionStorage.getItem("tree-closed")) setAll(false);
  const here = document.getElementById(location.hash.slice(1) || sessionStorage.getItem("tree-at") || "nowhere");
  sessionStorage.removeItem("tree-at");
  if (here && rows.includes(here)) {
    for (let up = parentOf.get(here); up; up = parentOf.get(up)) closed.delete(up.id);
  }
  draw();
  tell();
  if (here && rows.includes(here)) go(here);
  drag();
}

if (table) {
  start();
  table.addEventListener("keydown", onKey);
  table.addEventListener("change", tell);
  table.addEventListener("click", (event) => {
    const row = event.target.closest("tbody tr");
    if (!row) return;
    if (event.target.closest(".tree-twist")) toggle(row);
    if (!event.target.closest("a")) go(row);
  });
  form.addEventListener("click", aboutWhat, true);
  for (const button of document.querySelectorAll("[data-tree]")) {
    button.addEventListener("click", () => setAll(button.dataset.tree === "open"));
  }
  document.getElementById("tree-search").addEventListener("input", (event) => {
    filter = event.target.value.trim().toLowerCase();
    draw();
  });
  document.querySelector(".tree-filters").addEventListener("change", (event) => {
    if (event.target.type === "checkbox") event.target.form.requestSubmit();
  });
  document.getElementById("tree-search").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    go(rows.find((row) => isShown(row) && (!filter || text.get(row).includes(filter))));
  });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "edit-body" && event.target.id !== "edit-form") return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
});
// the page is drawn anew after an edit: come back to where one was
dialog?.addEventListener("submit", () => current && sessionStorage.setItem("tree-at", current.id));
dialog?.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close-dialog]")) return;
  event.preventDefault();
  dialog.close();
});
dialog?.addEventListener("close", () => go(current));
