// The composer: saves what is typed, takes over a draft without ever overwriting a person's words, grows with its text.
// What could not be saved yet is held in this tab's session storage, and nowhere once the server has it.

const PAUSE = 800; // ms without a keystroke before saving
const RETRY = 5000;
const states = new WeakMap();

const bodyOf = (form) => form.elements.body;
const kindOf = (form) => form.elements.kind?.value ?? "reply";
const storeKey = (form) => `composer:${form.getAttribute("action")}`;
const composer = () => document.querySelector("form[data-composer]");

function say(form, text, bad = false) {
  const place = form.querySelector(".composer-state");
  place.textContent = text;
  place.classList.toggle("bad", bad);
}

function hold(form, text) {
  try {
    if (text) sessionStorage.setItem(storeKey(form), text);
    else sessionStorage.removeItem(storeKey(form));
  } catch {
    // no storage in this browser: autosave and the warning before leaving remain
  }
}

function held(form) {
  try {
    return sessionStorage.getItem(storeKey(form)) ?? "";
  } catch {
    return "";
  }
}

function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

// Whose words stand there: an untouched draft keeps the machine's tint
function markOrigin(form) {
  const text = bodyOf(form).value;
  const state = states.get(form);
  form.dataset.origin = text && text === state.draft ? "draft" : "person";
}

function changed(form) {
  const state = states.get(form);
  state.dirty = bodyOf(form).value !== state.saved;
  grow(bodyOf(form));
  markOrigin(form);
  hold(form, state.dirty ? bodyOf(form).value : "");
  clearTimeout(state.timer);
  if (state.dirty) state.timer = setTimeout(save, PAUSE, form);
}

async function failure(response) {
  if (response.status === 409 || response.status === 422) {
    const answer = await response.json().catch(() => ({}));
    return answer.error ?? "Not saved: this ticket has changed. Reload to see it.";
  }
  return `Not saved (error ${response.status}). Copy your text before you leave this page.`;
}

async function save(form) {
  const state = states.get(form);
  const text = bodyOf(form).value;
  if (!form.dataset.autosaveUrl || !form.isConnected || !state.dirty || state.sending) return;
  say(form, "Saving…");
  try {
    const body = new FormData(form);
    const response = await fetch(form.dataset.autosaveUrl, { method: "POST", body, keepalive: true });
    if (!response.ok) return void say(form, await failure(response), true);
    const answer = await response.json().catch(() => ({}));
    stored(form, text, answer);
  } catch {
    say(form, "Not saved: no connection. Trying again.", true);
    state.timer = setTimeout(save, RETRY, form);
  }
}

function stored(form, text, answer) {
  const state = states.get(form);
  state.saved = text;
  state.dirty = bodyOf(form).value !== text;
  if (answer.revision !== undefined && form.elements.revision) form.elements.revision.value = answer.revision;
  if (state.dirty) return;
  hold(form, "");
  const at = answer.saved ? new Date(answer.saved) : new Date();
  say(form, `Saved ${at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`);
}

function put(form, text, focus) {
  const area = bodyOf(form);
  area.value = text;
  changed(form);
  if (focus) {
    area.focus();
    area.setSelectionRange(text.length, text.length);
  }
}

// Asks in place, above the text, and waits for one of the buttons
function ask(form, question, choices) {
  form.querySelector(".composer-choice")?.remove();
  const box = document.createElement("div");
  box.className = "composer-choice";
  box.role = "group";
  box.ariaLabel = question;
  const words = document.createElement("p");
  words.textContent = question;
  box.append(words);
  for (const [label, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      box.remove();
      act();
      bodyOf(form).focus();
    });
    box.append(button);
  }
  bodyOf(form).before(box);
  box.querySelector("button").focus();
}

function offer(form, text, question, taken) {
  const mine = bodyOf(form).value;
  ask(form, question, [
    ["Insert below", () => { put(form, `${mine.trimEnd()}\n\n${text}`); taken(); }],
    ["Replace", () => { put(form, text); taken(); }],
    ["Keep mine", () => {}],
  ]);
}

function useDraft(button, focus) {
  const proposal = button.closest(".proposal");
  const form = composer();
  const plain = proposal?.querySelector("[data-draft-plain]");
  if (!form || !plain) return;
  const mine = bodyOf(form).value.trim();
  const taken = () => {
    states.get(form).draft = plain.value;
    if (form.elements.used_draft) form.elements.used_draft.value = proposal.dataset.draft;
    markOrigin(form);
    proposal.dispatchEvent(new CustomEvent("draft-used", { bubbles: true }));
  };
  if (mine && kindOf(form) === "note") {
    ask(form, "You are writing an internal note. Save it first; the draft is meant for the customer.", [["Keep mine", () => {}]]);
  } else if (mine && mine !== plain.value.trim() && mine !== states.get(form).draft?.trim()) {
    offer(form, plain.value, "Your text stays. Where should the draft go?", taken);
  } else {
    const reply = form.querySelector("[name=kind][value=reply]");
    if (reply) reply.checked = true;
    put(form, plain.value, focus);
    taken();
  }
}

function setUp(form) {
  if (states.has(form)) return;
  const text = bodyOf(form).value;
  states.set(form, { saved: bodyOf(form).defaultValue, dirty: false, sending: false, timer: 0, draft: null });
  const before = held(form);
  if (before && before !== text) {
    // what merely goes on where the saved text ends needs no question
    if (text.trim() && !before.startsWith(text)) offer(form, before, "Text from before, not saved yet, was found in this tab.", () => {});
    else put(form, before);
  }
  changed(form);
}

function setUpAll() {
  for (const form of document.querySelectorAll("form[data-composer]")) setUp(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && states.has(form)) changed(form);
});

// a note turned into a reply would go to the customer as it stands
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (event.target.name !== "kind" || !form || !states.has(form)) return;
  const exposed = event.target.value === "reply" && bodyOf(form).value.trim();
  say(form, exposed ? "This was a note. As a reply, the customer will see it." : "", Boolean(exposed));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use-draft], [data-edit-draft]");
  if (!button) return;
  event.preventDefault();
  useDraft(button, button.matches("[data-edit-draft]"));
});

document.addEventListener("submit", (event) => {
  const state = states.get(event.target);
  if (!state) return;
  clearTimeout(state.timer);
  state.sending = true;
});

// htmx answered: a refused reply (409, 422) must be savable and guarded again
document.addEventListener("htmx:afterRequest", (event) => {
  const state = states.get(event.target);
  if (!state) return;
  state.sending = false;
  if (event.detail.successful) hold(event.target, "");
});

addEventListener("beforeunload", (event) => {
  const form = composer();
  const state = form && states.get(form);
  if (!state || !state.dirty) return;
  if (state.sending) hold(form, "");
  else event.preventDefault();
});

addEventListener("pageshow", () => {
  setUpAll();
  const form = composer();
  if (form) Object.assign(states.get(form), { sending: false });
});
document.addEventListener("htmx:load", setUpAll);
setUpAll();
