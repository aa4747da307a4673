// Keys. An element says which key presses it: data-key="r" data-key-label="Reply". Single keys work outside
// text fields only, and not at all under <body data-keys="off">; keys with Ctrl or ⌘ ("mod+enter") work everywhere.

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

function nameOf(event) {
  const mod = event.ctrlKey || event.metaKey;
  const shift = event.shiftKey && mod;
  return `${shift ? "shift+" : ""}${mod ? "mod+" : ""}${event.key.toLowerCase()}`;
}

function elementFor(key) {
  const scope = document.querySelector("dialog[open]") ?? document;
  const all = [...scope.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((el) => !el.disabled);
  return all.find((el) => el.checkVisibility()) ?? all[0];
}

function press(element) {
  if (element.matches("textarea, select, input:not([type=radio], [type=checkbox])")) {
    element.focus();
    if (element.type === "search") element.select(); // a new search, not more of the last one
  } else {
    if (element.matches("summary")) element.focus();
    element.click();
  }
  if (element.dataset.keyFocus) document.querySelector(element.dataset.keyFocus)?.focus();
}

function walk(step) {
  const rows = [...document.querySelectorAll(".queue-row")].filter((row) => row.checkVisibility());
  const at = rows.indexOf(document.activeElement);
  const from = at >= 0 ? at : rows.findIndex((row) => row.ariaCurrent && row.ariaCurrent !== "false");
  const to = rows[Math.min(rows.length - 1, Math.max(0, from + step))];
  to?.focus();
  return Boolean(to);
}

function refused(event, key) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return true;
  if (key.includes("mod+")) return false;
  return document.body.dataset.keys === "off" || event.target.matches(TYPING);
}

document.addEventListener("keydown", (event) => {
  const key = nameOf(event);
  // out of the composer, so that single keys work again; what is typed there is saved as always
  if (key === "escape" && !event.isComposing && event.target.closest?.("form[data-composer] textarea")) event.target.blur();
  if (refused(event, key)) return;
  const walked = !document.querySelector("dialog[open]") && { j: 1, k: -1 }[key];
  const element = elementFor(key);
  if (element) press(element);
  else if (!walked || !walk(walked)) return;
  event.preventDefault();
});

function drawn(key) {
  const words = { mod: MAC ? "⌘" : "Ctrl", shift: "Shift", enter: "Enter", escape: "Esc" };
  const box = document.createElement("span");
  for (const part of key.split("+")) {
    const cap = document.createElement("kbd");
    cap.textContent = words[part] ?? (key.includes("+") ? part.toUpperCase() : part);
    box.append(cap, " ");
  }
  return box;
}

function entry(key, label) {
  const item = document.createElement("li");
  item.append(label, drawn(key));
  return item;
}

// Hints on buttons: "⌘⏎" for a Mac, "Ctrl ⏎" elsewhere, whichever of the two a template wrote
function drawHints(root) {
  for (const cap of root.querySelectorAll(".button kbd, .menu-item kbd")) {
    cap.textContent = cap.textContent.replace(/⌘|Ctrl /, MAC ? "⌘" : "Ctrl ");
  }
}
drawHints(document);
document.addEventListener("htmx:load", (event) => drawHints(event.target));

document.getElementById("keys-help")?.addEventListener("opened", (event) => {
  const seen = new Map();
  if (document.querySelector(".queue-row")) {
    seen.set("j", "Next ticket").set("k", "Previous ticket").set("enter", "Open ticket");
  }
  for (const el of document.querySelectorAll("[data-key][data-key-label]")) {
    if (!seen.has(el.dataset.key)) seen.set(el.dataset.key, el.dataset.keyLabel);
  }
  if (document.querySelector("form[data-composer]")) seen.set("escape", "Leave the text");
  const list = event.target.querySelector(".keys");
  list.replaceChildren(...[...seen].map(([key, label]) => entry(key, label)));
});
