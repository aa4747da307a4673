// Widths of the panes: dragged or set by arrow keys at the separators, remembered in this browser.
// Loaded render-blocking so that a remembered width does not jump after the first paint.

const KEY = "panes";
const root = document.documentElement;
const LIMITS = { queue: [220, 460, 1], side: [260, 560, -1] }; // least, most, sign of a move to the right

root.classList.add("js");

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage may be switched off or hold something else: the default widths serve
  }
}

function remember(pane, width) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...remembered(), [pane]: width }));
  } catch {
    // a width that is not remembered costs nothing but a drag next time
  }
}

function widthOf(pane) {
  return parseInt(getComputedStyle(root).getPropertyValue(`--${pane}-width`), 10);
}

function setWidth(sash, width) {
  const pane = sash.dataset.sash;
  const [least, most] = LIMITS[pane];
  const kept = Math.round(Math.min(most, Math.max(least, width)));
  root.style.setProperty(`--${pane}-width`, `${kept}px`);
  sash.setAttribute("aria-valuenow", kept);
  return kept;
}

function drag(sash, event) {
  const pane = sash.dataset.sash;
  const start = event.clientX;
  const before = widthOf(pane);
  const sign = LIMITS[pane][2];
  const move = (e) => setWidth(sash, before + sign * (e.clientX - start));
  const end = () => {
    sash.removeEventListener("pointermove", move);
    delete sash.dataset.dragging;
    remember(pane, widthOf(pane));
  };
  sash.setPointerCapture(event.pointerId);
  sash.dataset.dragging = "";
  sash.addEventListener("pointermove", move);
  sash.addEventListener("lostpointercapture", end, { once: true });
}

function press(sash, event) {
  const pane = sash.dataset.sash;
  const [least, most, sign] = LIMITS[pane];
  const width = widthOf(pane);
  const step = event.shiftKey ? 64 : 16;
  const to = { ArrowLeft: width - sign * step, ArrowRight: width + sign * step, Home: least, End: most }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  remember(pane, setWidth(sash, to));
}

const widths = remembered();
for (const sash of document.querySelectorAll("[data-sash]")) {
  const pane = sash.dataset.sash;
  sash.setAttribute("aria-valuemin", LIMITS[pane][0]);
  sash.setAttribute("aria-valuemax", LIMITS[pane][1]);
  setWidth(sash, Number(widths[pane]) || widthOf(pane));
  sash.addEventListener("pointerdown", (event) => drag(sash, event));
  sash.addEventListener("keydown", (event) => press(sash, event));
  sash.addEventListener("dblclick", () => {
    root.style.removeProperty(`--${pane}-width`);
    remember(pane, setWidth(sash, widthOf(pane)));
  });
}
