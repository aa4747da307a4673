// How long until the moment in data-counts-down, behind the server's own words for it: " (in 4:12)".

function words(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return ` (in ${Math.floor(minutes / 60)} h ${minutes % 60} min)`;
  return seconds ? ` (in ${minutes}:${String(seconds % 60).padStart(2, "0")})` : " (any moment now)";
}

function show() {
  for (const place of document.querySelectorAll("[data-counts-down]")) {
    const text = words(Date.parse(place.dataset.countsDown) - Date.now());
    if (place.textContent !== text) place.textContent = text;
  }
}

show();
setInterval(show, 1000);
document.addEventListener("htmx:load", show);
