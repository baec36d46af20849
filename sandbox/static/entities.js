// Text with Telegram's entities as safe nodes: nothing of a message is ever parsed as HTML.
import { clone, words } from "./page.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const SAFE = /^(https?|tg|mailto):/i;

export function formatted(text, entities, deeds) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, sorted, 0, text.length, deeds);
  return fragment;
}

// Offsets count UTF-16 units, as JavaScript's strings do.
function fill(parent, text, entities, from, to, deeds) {
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    parent.append(text.slice(at, start));
    const node = element(entity, text.slice(start, end), deeds);
    fill(node, text, entities, start, end, deeds);
    parent.append(node);
    at = end;
  }
  parent.append(text.slice(at, to));
}

function element(entity, covered, deeds) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, deeds);
    case "url":
      return link(SAFE.test(covered) ? covered : `https://${covered}`, deeds);
    case "email":
      return link(`mailto:${covered}`, deeds);
    case "bot_command":
      return command(covered, deeds);
    case "spoiler":
      return spoiler();
    case "expandable_blockquote":
      return expandable();
    case "mention":
    case "hashtag":
    case "text_mention":
      return clone("span", { className: "mention" });
    default:
      return clone(TAGS[entity.type] ?? "span");
  }
}

function link(address, deeds) {
  const node = clone("a", { target: "_blank", rel: "noopener noreferrer" });
  if (SAFE.test(address)) node.href = address;
  node.addEventListener("click", (event) => {
    if (deeds.follow(address)) event.preventDefault();
  });
  return node;
}

function command(covered, deeds) {
  const node = clone("button", { type: "button", className: "command", dir: "ltr" });
  node.addEventListener("click", () => deeds.type(covered));
  return node;
}

function spoiler() {
  const node = clone("span", { className: "spoiler", tabIndex: 0, title: words.reveal });
  node.setAttribute("role", "button");
  const reveal = () => {
    node.classList.add("revealed");
    node.removeAttribute("role");
    node.removeAttribute("title");
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", (event) => event.key === "Enter" && reveal());
  return node;
}

function expandable() {
  const node = clone("blockquote", { className: "expandable", tabIndex: 0 });
  const toggle = () => node.classList.toggle("expanded");
  node.addEventListener("click", toggle);
  node.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
  return node;
}
