// Reading along while a draft is written anew. The fragment polls by itself; where live events are served, the words
// come as they are written. The old draft stays below until the new one stands ready.

const base = document.body.dataset.eventsUrl;
let source = null;
let followed = "";

function leave() {
  source?.close();
  source = null;
  followed = "";
}

function follow() {
  const place = document.getElementById("revision");
  const id = place?.dataset.revision ?? "";
  if (!base || id === followed) return;
  leave();
  if (!id) return;
  followed = id;
  source = new EventSource(`${base.replace(/\/$/, "")}/revisions/${id}/`, { withCredentials: true });
  source.addEventListener("text", (event) => {
    const words = document.querySelector("#revision [data-words]");
    if (words) words.textContent = JSON.parse(event.data);
  });
  source.addEventListener("end", leave);
  source.addEventListener("error", () => { source?.close(); source = null; }); // polling remains
}

addEventListener("pagehide", leave);
document.addEventListener("htmx:load", follow);
follow();
