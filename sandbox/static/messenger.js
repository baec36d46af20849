// The page: who is there, which telephone is looked at, and the stream that brings what happens.
import { get, post } from "./doors.js";
import { Phone } from "./phone.js";
import { clone, words } from "./page.js";

const stage = document.querySelector("#stage");
const people = document.querySelector("#people");
const lost = document.querySelector("#lost");
const phones = new Map();

const looking = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) phones.get(Number(entry.target.dataset.id))?.inView(entry.isIntersecting);
  },
  { root: stage, threshold: 0.6 },
);

function face(person) {
  const item = clone("li");
  const button = clone("button", { type: "button", className: "person", dir: "auto" });
  const initials = [person.first_name, person.last_name].filter(Boolean).map((name) => [...name][0]);
  const circle = clone("span", { className: `face shade-${person.id % 6}`, textContent: initials.join("") });
  circle.setAttribute("aria-hidden", "true");
  button.append(circle, clone("span", { className: "name", textContent: person.first_name }));
  button.addEventListener("click", () => look(person.id));
  item.append(button);
  people.append(item);
  return button;
}

function look(id) {
  for (const [key, phone] of phones) phone.choose(key === id);
  const { root } = phones.get(id);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.scrollIntoView({ behavior: still ? "auto" : "smooth", inline: "center", block: "nearest" });
}

function meet(person) {
  if (phones.has(person.id)) return;
  const phone = new Phone(person, face(person));
  phones.set(person.id, phone);
  stage.append(phone.root);
  looking.observe(phone.root);
  document.querySelector("#nobody").hidden = true;
}

async function gather() {
  const everyone = await get("people");
  everyone.forEach(meet);
  document.querySelector("#nobody").hidden = everyone.length > 0;
  await Promise.all([...phones.values()].map((phone) => phone.refresh()));
  if (phones.size && ![...phones.values()].some((phone) => phone.chosen)) look(phones.keys().next().value);
  document.body.dataset.ready = "true";
}

function listen() {
  const stream = new EventSource("events");
  stream.addEventListener("ready", () => {
    lost.hidden = true;
    gather();
  });
  stream.addEventListener("error", () => {
    lost.textContent = words.lost;
    lost.hidden = false;
  });
  stream.addEventListener("message", (event) => {
    const happening = JSON.parse(event.data);
    if (happening.kind === "commands") phones.forEach((phone) => phone.refresh());
    else if (phones.has(happening.chat_id)) phones.get(happening.chat_id).happens(happening);
    else gather();
  });
}

const dialog = document.querySelector("#new-person");
document.querySelector("#add").addEventListener("click", () => dialog.showModal());
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const made = await post("people", Object.fromEntries(new FormData(event.target)));
  dialog.close();
  event.target.reset();
  await gather();
  look(made.id);
});

listen();
