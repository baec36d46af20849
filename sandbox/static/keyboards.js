// Buttons under a message and below the chat. A keyboard has no direction: rows stand as the bot ordered them.
import { clone, icon, say } from "./page.js";

export function inlineKeyboard(message, deeds) {
  const board = clone("div", { className: "keyboard" });
  for (const row of message.reply_markup.inline_keyboard) {
    const line = clone("div", { className: "keyboard-row" });
    line.append(...row.map((button) => inlineButton(message, button, deeds)));
    board.append(line);
  }
  return board;
}

function inlineButton(message, button, deeds) {
  const node = button.url ? urlButton(button, deeds) : clone("button", { type: "button" });
  node.classList.add("key");
  if (button.style) node.classList.add(button.style);
  node.append(clone("span", { className: "key-label", dir: "auto", textContent: button.text }));
  if (button.url) node.append(icon("link"));
  if (button.copy_text) {
    node.append(icon("copy"));
    node.setAttribute("aria-label", say("copy", { label: button.text }));
    node.addEventListener("click", () => deeds.copy(button.copy_text.text));
  }
  if (button.callback_data) node.addEventListener("click", () => deeds.press(message, button, node));
  return node;
}

function urlButton(button, deeds) {
  const node = clone("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" });
  node.setAttribute("aria-label", say("link", { label: button.text }));
  node.addEventListener("click", (event) => {
    if (deeds.follow(button.url)) event.preventDefault();
  });
  return node;
}

export function replyKeyboard(board, keyboard, deeds) {
  const rows = keyboard?.keyboard ?? [];
  board.hidden = rows.length === 0;
  board.replaceChildren(
    ...rows.map((row) => {
      const line = clone("div", { className: "keyboard-row" });
      line.append(...row.map((button) => replyButton(button, deeds)));
      return line;
    }),
  );
}

function replyButton(button, deeds) {
  const node = clone("button", { type: "button", className: "key" });
  if (button.style) node.classList.add(button.style);
  node.append(clone("span", { className: "key-label", dir: "auto", textContent: button.text }));
  node.addEventListener("click", () => (button.request_contact ? deeds.shareContact() : deeds.type(button.text)));
  return node;
}
