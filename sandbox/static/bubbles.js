// A message as it stands in the chat: what it holds, when it came, what lies under it.
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { clock, clone, icon, say, size, words } from "./page.js";

export function bubble(message, deeds) {
  const item = clone("div", { className: `message ${message.from_bot ? "from-bot" : "from-person"}` });
  item.dataset.id = message.message_id;
  item.dataset.date = message.date;
  const body = clone("div", { className: "bubble" });
  body.append(...[quote(message), ...content(message, deeds)].filter(Boolean));
  (body.querySelector(".words") ?? body).append(foot(message));
  item.append(body);
  if (message.reply_markup) item.append(inlineKeyboard(message, deeds));
  if (message.reaction.length) item.append(reactions(message.reaction));
  return item;
}

function content(message, deeds) {
  if (message.text !== undefined) return [prose(message.text, message.entities, deeds)];
  const attached = attachment(message);
  return message.caption ? [attached, prose(message.caption, message.caption_entities, deeds)] : [attached];
}

function prose(text, entities, deeds) {
  const node = clone("div", { className: "words", dir: "auto" });
  node.append(formatted(text, entities, deeds));
  return node;
}

function attachment(message) {
  if (message.photo) return picture(message.photo.at(-1), message.caption);
  if (message.document) return file(message.document);
  if (message.sticker) return sticker(message.sticker);
  if (message.voice) return voice(message.voice);
  if (message.contact) return contact(message.contact);
  return clone("div", { className: "words", textContent: "…" });
}

const address = (part, name) => `files/${part.file_unique_id.slice(3)}/${encodeURIComponent(name)}`;

function picture(photo, caption) {
  const link = clone("a", { href: address(photo, "photo"), target: "_blank", className: "picture" });
  const image = clone("img", { src: link.href, width: photo.width, height: photo.height, alt: caption || words.picture });
  image.loading = "lazy";
  link.append(image);
  return link;
}

function file(document) {
  const link = clone("a", { href: address(document, document.file_name), download: document.file_name, className: "file" });
  const about = clone("span", { className: "file-about" });
  about.append(
    clone("span", { className: "file-name", dir: "auto", textContent: document.file_name }),
    clone("span", { className: "file-size", textContent: size(document.file_size) }),
  );
  const sign = clone("span", { className: "file-sign" });
  sign.append(icon("file"));
  link.append(sign, about);
  return link;
}

function sticker(about) {
  const node = clone("div", { className: "sticker" });
  node.append(labelled(icon("mark"), `${words.sticker} ${about.emoji}`));
  return node;
}

function voice(about) {
  const node = clone("div", { className: "voice" });
  const wave = clone("span", { className: "wave" });
  wave.setAttribute("aria-hidden", "true");
  node.append(icon("voice"), wave, clone("span", { textContent: `${words.voice}, 0:${String(about.duration).padStart(2, "0")}` }));
  return node;
}

function contact(about) {
  const node = clone("div", { className: "contact" });
  const lines = clone("span", { className: "file-about" });
  lines.append(
    clone("span", { className: "file-name", dir: "auto", textContent: about.first_name }),
    clone("span", { className: "file-size", dir: "ltr", textContent: about.phone_number }),
  );
  const sign = clone("span", { className: "file-sign", title: words.contact });
  sign.append(icon("contact"));
  node.append(sign, lines);
  return node;
}

function quote(message) {
  const quoted = message.reply_to_message;
  if (!quoted) return null;
  const text = quoted.text ?? quoted.caption ?? quoted.document?.file_name ?? "…";
  return clone("p", { className: "quote", dir: "auto", textContent: text });
}

function foot(message) {
  const node = clone("span", { className: "foot" });
  if (message.has_protected_content) node.append(labelled(icon("lock"), words.protected));
  if (message.edit_date) node.append(clone("span", { textContent: words.edited }));
  const time = clone("time", { dir: "ltr", textContent: clock(message.date), dateTime: new Date(message.date * 1000).toISOString() });
  node.append(time);
  if (!message.from_bot) node.append(tick(message.received));
  return node;
}

export function tick(received) {
  const node = labelled(icon(received ? "ticks" : "tick"), received ? words.received : words.sent);
  node.classList.add("tick");
  return node;
}

function labelled(drawing, label) {
  drawing.removeAttribute("aria-hidden");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  return drawing;
}

function reactions(reaction) {
  const node = clone("p", { className: "reactions" });
  for (const { emoji } of reaction) {
    const pill = clone("span", { textContent: emoji });
    pill.setAttribute("role", "img");
    pill.setAttribute("aria-label", say("reaction", { emoji }));
    node.append(pill);
  }
  return node;
}
