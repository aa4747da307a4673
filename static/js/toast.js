// Toasts: said aloud once, gone after a while, and, where something can be undone, counting down to its end.

const STAY = 8000; // ms, for a toast with nothing to decide; hovering or focus keeps it

// What can still be undone is offered on whichever page one has gone on to: the next ticket, most often.
const KEPT = "toasts";

function kept() {
  const running = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  return running.filter((each) => Date.parse(each.expires) > Date.now());
}

function keep(toast) {
  const url = toast.querySelector("form")?.getAttribute("action");
  const others = kept().filter((each) => each.url !== url);
  const each = { url, expires: toast.dataset.expires, html: toast.outerHTML };
  sessionStorage.setItem(KEPT, JSON.stringify(url ? [...others, each] : others));
}

function forget(url) {
  sessionStorage.setItem(KEPT, JSON.stringify(kept().filter((each) => each.url !== url)));
}

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) return void setTimeout(leave, 1000, toast);
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 150);
}

function countDown(toast) {
  const ends = Date.parse(toast.dataset.expires);
  const whole = Math.max(1, Math.ceil((ends - Date.now()) / 1000));
  const bar = Object.assign(document.createElement("progress"), { max: whole, ariaHidden: "true" });
  const left = Object.assign(document.createElement("span"), { ariaHidden: "true" }); // not read out each second
  toast.append(bar);
  toast.querySelector("[data-undo]")?.append(" ", left);
  const tick = () => {
    const seconds = Math.ceil((ends - Date.now()) / 1000);
    if (seconds <= 0 || !toast.isConnected) {
      clearInterval(timer);
      toast.remove();
      return;
    }
    bar.value = seconds;
    left.textContent = `${seconds} s`;
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function start(toast) {
  if (toast.dataset.started) return;
  if (toast.dataset.expires) keep(toast);
  toast.dataset.started = "";
  if (toast.dataset.expires) countDown(toast);
  else if (!toast.matches("[data-stay]")) setTimeout(leave, STAY, toast);
}

document.addEventListener("click", (event) => {
  const toast = event.target.closest("[data-dismiss]")?.closest(".toast");
  if (!toast) return;
  forget(toast.querySelector("form")?.getAttribute("action"));
  toast.remove();
});
// undone here or by the button in the thread
document.addEventListener("submit", (event) => forget(event.target.getAttribute("action")));

const place = document.getElementById("toasts");
if (place) {
  // a live region says what is added to it, not what it was loaded with: so put those in again
  const present = [...place.children];
  const urls = present.map((toast) => toast.querySelector("form")?.getAttribute("action"));
  for (const each of kept().filter((one) => !urls.includes(one.url))) {
    present.push(document.createRange().createContextualFragment(each.html).firstElementChild);
  }
  place.replaceChildren();
  setTimeout(() => place.append(...present), 150);
  new MutationObserver(() => place.querySelectorAll(".toast").forEach(start)).observe(place, { childList: true });
}
