// What the server wrote into the page, and how elements are made.
export const page = JSON.parse(document.querySelector("#page").textContent);
export const { words } = page;

export function say(word, values = {}) {
  return words[word].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function clone(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(use);
  return drawing;
}

const time = new Intl.DateTimeFormat(page.lang, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(page.lang, { weekday: "long", day: "numeric", month: "long" });
const relative = new Intl.RelativeTimeFormat(page.lang, { numeric: "auto" });

export const clock = (seconds) => time.format(seconds * 1000);

export function dayOf(seconds) {
  const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(seconds * 1000) - midnight(Date.now())) / 86400000);
  return Math.abs(days) < 2 ? relative.format(days, "day") : day.format(seconds * 1000);
}

export function size(bytes) {
  const [unit, number] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  return new Intl.NumberFormat(page.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(number);
}
