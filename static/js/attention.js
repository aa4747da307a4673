// How long a draft was really looked at. A second counts only while the draft's text is in view and open, the window
// has focus, and somebody moved or typed within the last minute. Each beacon tells the seconds since the one before;
// the composer's read_seconds and read_end, where it has them, tell the whole of this visit with the reply itself.

const IDLE = 60000;
const STEP = 500;
let watched = null;
let lastSign = Date.now();

class Reading {
  constructor(proposal) {
    this.proposal = proposal;
    this.text = proposal.querySelector(".proposal-text");
    this.unsent = 0;
    this.total = 0;
    this.visible = false;
    this.end = false;
    this.toldEnd = false;
    this.observer = new IntersectionObserver((entries) => this.see(entries), { threshold: [0, 0.5, 1] });
    if (!this.text) return;
    this.observer.observe(this.text);
    if (this.text.lastElementChild) this.observer.observe(this.text.lastElementChild);
  }

  see(entries) {
    for (const entry of entries) {
      if (entry.target === this.text) this.visible = entry.isIntersecting;
      else if (entry.intersectionRatio === 1) this.end = true;
    }
  }

  count() {
    if (!this.visible || !this.proposal.open || !present()) return;
    this.unsent += STEP / 1000;
    this.total += STEP / 1000;
    const form = document.querySelector("form[data-composer]");
    if (form?.elements.read_seconds) form.elements.read_seconds.value = this.total;
    if (form?.elements.read_end) form.elements.read_end.value = this.end ? 1 : 0;
  }

  tell() {
    if (!this.unsent && this.end === this.toldEnd) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
    body.set("draft", this.proposal.dataset.draft);
    body.set("seconds", this.unsent);
    body.set("end", this.end ? 1 : 0);
    navigator.sendBeacon(this.proposal.dataset.attentionUrl, body);
    this.unsent = 0;
    this.toldEnd = this.end;
  }
}

function present() {
  return document.hasFocus() && document.visibilityState === "visible" && Date.now() - lastSign < IDLE;
}

// How long the ticket was open before somebody who was there, told with the reply as open_seconds.
function handle() {
  const field = document.querySelector("form[data-composer]")?.elements.open_seconds;
  if (field && present()) field.value = Number(field.value) + STEP / 1000;
}

function watch() {
  const proposal = document.querySelector("details.proposal[data-attention-url]");
  if (watched?.proposal === proposal) return;
  watched?.tell();
  watched?.observer.disconnect();
  watched = proposal ? new Reading(proposal) : null;
}

for (const sign of ["pointermove", "pointerdown", "keydown", "wheel", "touchmove"]) {
  addEventListener(sign, () => { lastSign = Date.now(); }, { passive: true });
}
setInterval(() => { watched?.count(); handle(); }, STEP);
document.addEventListener("draft-used", () => watched?.tell());
document.addEventListener("submit", () => watched?.tell());
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && watched?.tell());
addEventListener("pagehide", () => watched?.tell());
document.addEventListener("htmx:load", watch);
watch();
