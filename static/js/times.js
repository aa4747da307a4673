// <time datetime> in words that age well ("12 min", "3 d"), with the exact time in the title and in the name read aloud.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const lang = document.documentElement.lang;
const exact = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric" });

function short(when, now) {
  const seconds = Math.abs(now - when) / 1000;
  if (seconds < 45) return "now";
  if (seconds < HOUR) return `${Math.max(1, Math.round(seconds / MINUTE))} min`;
  if (seconds < DAY) return `${Math.round(seconds / HOUR)} h`;
  if (seconds < 7 * DAY) return `${Math.round(seconds / DAY)} d`;
  return (when.getFullYear() === now.getFullYear() ? day : dayAndYear).format(when);
}

function relative(when, now) {
  const words = short(when, now);
  return when > now && /\d (min|h|d)$/.test(words) ? `in ${words}` : words;
}

function show(root) {
  const now = new Date();
  for (const time of root.querySelectorAll("time[datetime]:not([data-exact])")) {
    const when = new Date(time.dateTime);
    if (Number.isNaN(when.getTime())) continue;
    const words = relative(when, now);
    if (time.textContent !== words) time.textContent = words;
    time.title = exact.format(when);
    time.ariaLabel = `${words}, ${time.title}`;
  }
}

show(document);
setInterval(show, MINUTE * 1000, document);
document.addEventListener("htmx:load", (event) => show(event.target));
