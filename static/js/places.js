// Keeps one's place. The thread opens where reading goes on: at the first message not seen yet, else at its end.
// When a list is swapped for a newer one, it stays scrolled where it was, and a focused row stays focused.

const NEAR = 80; // px from the end that still count as at the end
let places = new Map();
let row = null;

const lists = () => document.querySelectorAll(".pane-scroll");
const nameOf = (list) => list.parentElement.className.split(" ")[0];

function begin() {
  const thread = document.querySelector(".thread-pane > .pane-scroll");
  if (!thread || location.hash) return;
  const unseen = thread.querySelector(".new-since");
  if (unseen) unseen.scrollIntoView({ block: "start" });
  else thread.scrollTop = thread.scrollHeight;
}

function note() {
  places = new Map();
  for (const list of lists()) {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    places.set(nameOf(list), { top: list.scrollTop, stick: atEnd && Boolean(list.closest(".thread-pane")) });
  }
  row = document.activeElement?.matches(".queue-row") ? document.activeElement.getAttribute("href") : null;
}

function restore() {
  for (const list of lists()) {
    const place = places.get(nameOf(list));
    if (place) list.scrollTop = place.stick ? list.scrollHeight : place.top;
  }
  if (row && !document.activeElement?.matches(".queue-row")) {
    document.querySelector(`.queue-row[href="${CSS.escape(row)}"]`)?.focus({ preventScroll: true });
  }
}

document.addEventListener("htmx:beforeSwap", note);
document.addEventListener("htmx:afterSwap", restore);
begin();
