// The command bar: everything on the page that can be gone to or done, filtered by what is typed.
// Elements offer themselves by data-command="Words", or by the data-key-label they have already.

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
const bar = document.getElementById("command-bar");
const input = bar?.querySelector("input");
const list = bar?.querySelector("[role=listbox]");
const none = bar?.querySelector(":scope > p");
let found = [];
let active = 0;

function offers() {
  const byWords = new Map();
  for (const el of document.querySelectorAll("[data-command], [data-key-label]")) {
    const words = el.dataset.command || el.dataset.keyLabel;
    if (!el.disabled && !el.closest("dialog") && el.dataset.opens !== bar.id && !byWords.has(words)) byWords.set(words, el);
  }
  const found = [...byWords].map(([words, element]) => ({ words, element }));
  // what can be done with this ticket comes before where else one could go
  return found.sort((a, b) => Boolean(a.element.closest("nav")) - Boolean(b.element.closest("nav")));
}

function option({ words, element }, index) {
  const item = document.createElement("li");
  item.id = `command-${index}`;
  item.role = "option";
  item.ariaSelected = String(index === active);
  item.append(words);
  if (element.dataset.key) {
    const cap = document.createElement("kbd");
    cap.textContent = element.dataset.key.replace("shift", "⇧").replace("mod", MOD).replace("enter", "⏎").replaceAll("+", " ");
    item.append(cap);
  }
  item.addEventListener("click", () => run(index));
  return item;
}

function draw() {
  const asked = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  found = offers().filter(({ words }) => asked.every((word) => words.toLowerCase().includes(word)));
  active = Math.min(active, Math.max(0, found.length - 1));
  list.replaceChildren(...found.map(option));
  none.hidden = found.length > 0;
  input.setAttribute("aria-activedescendant", found.length ? `command-${active}` : "");
  list.children[active]?.scrollIntoView({ block: "nearest" });
}

function run(index) {
  const { element } = found[index];
  bar.close();
  if (element.matches("textarea, select, input:not([type=radio], [type=checkbox])")) element.focus();
  else element.click();
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    active = (active + step + found.length) % found.length;
    event.preventDefault();
    draw();
  } else if (event.key === "Enter" && found.length) {
    event.preventDefault(); // otherwise the form is sent, which searches the tickets
    run(active);
  }
}

if (bar) {
  bar.addEventListener("opened", () => {
    input.value = "";
    active = 0;
    draw();
    input.focus();
  });
  input.addEventListener("input", () => {
    active = 0;
    draw();
  });
  input.addEventListener("keydown", move);
}
