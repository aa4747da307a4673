// Live changes. The event stream carries names and ids only; the page then asks for the fragment it needs.
// Each is announced on <body> twice, as "ticket-changed" and "ticket-changed:4821", because filters in hx-trigger
// need eval, which the content security policy forbids.

const NAMES = ["ticket-changed", "queue-changed", "draft-changed", "presence-changed"];
const SLOW = 15000;
const address = document.body.dataset.eventsUrl;
let timer = 0;

function announce(name, id) {
  const detail = { id };
  document.body.dispatchEvent(new CustomEvent(name, { detail }));
  if (id) document.body.dispatchEvent(new CustomEvent(`${name}:${id}`, { detail }));
}

// Without ids from a stream, whatever the page watches may have changed
function catchUp() {
  const watched = document.querySelectorAll("[hx-trigger*='ticket-changed:']");
  const ids = new Set([...watched].map((element) => /ticket-changed:(\d+)/.exec(element.getAttribute("hx-trigger"))?.[1]));
  for (const id of ids) announce("ticket-changed", id);
  announce("queue-changed");
}

// up to a fifth longer, so that a hundred browsers do not ask in one breath
function poll() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (document.visibilityState === "visible") catchUp();
    poll();
  }, SLOW * (1 + Math.random() / 5));
}

function listen() {
  const source = new EventSource(address, { withCredentials: true });
  let missed = false;
  for (const name of NAMES) source.addEventListener(name, (event) => announce(name, event.data.trim()));
  source.addEventListener("open", () => {
    clearTimeout(timer);
    if (missed) catchUp();
    missed = false;
  });
  source.addEventListener("error", () => {
    if (!missed) poll();
    missed = true;
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && source.readyState === EventSource.CLOSED && listen());
}

const watches = document.querySelector("[hx-trigger*='-changed']");
if (address) listen();
else if (watches) poll();
