// One persona's telephone: the chat, what arrives in it, and what the person does.
import { bubble, tick } from "./bubbles.js";
import { Composer } from "./composer.js";
import { get, post, send } from "./doors.js";
import { replyKeyboard } from "./keyboards.js";
import { clone, dayOf, page, say, words } from "./page.js";
import { menus } from "./menus.js";

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);
const TYPING_LASTS = 5000;
const TOAST_LASTS = 4000;
const ANSWER_WITHIN = 10000;
const INVITATION = /^(?:.*[?&]start=)?([A-Za-z0-9_-]{1,64})$/;

export class Phone {
  constructor(person, face) {
    this.person = person;
    this.face = face;
    this.chosen = false;
    this.seen = true;
    this.happened = 0;
    this.messages = new Map();
    this.pressed = new Map();
    this.root = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
    this.part = (name) => this.root.querySelector(name);
    this.log = this.part(".log");
    this.scroll = this.part(".scroll");
    this.dress();
    this.composer = new Composer(this);
    menus(this.root);
    this.listen();
  }

  dress() {
    const { first_name, last_name, language_code, id } = this.person;
    const name = [first_name, last_name].filter(Boolean).join(" ");
    this.root.dataset.id = id;
    this.root.dir = RIGHT_TO_LEFT.has(language_code.slice(0, 2)) ? "rtl" : "ltr";
    this.root.setAttribute("aria-label", say("phone", { name }));
    this.part(".bot-name").textContent = page.bot;
    this.part(".owner").textContent = name;
    this.part(".status").textContent = words.bot;
    this.log.setAttribute("aria-label", say("chat", { name, bot: page.bot }));
  }

  listen() {
    const deeds = {
      start: () => this.type("/start"),
      block: () => this.do("blocks"),
      unblock: () => this.do("unblocks"),
      photo: () => this.composer.choose("photo"),
      document: () => this.composer.choose("document"),
      sticker: () => this.attach("sticker", new File(["sticker"], "sticker.webp", { type: "image/webp" })),
      voice: () => this.attach("voice", new File(["voice"], "voice.ogg", { type: "audio/ogg" })),
      contact: () => this.shareContact(),
      commands: () => this.composer.toggleCommands(),
    };
    for (const button of this.root.querySelectorAll("[data-do]")) {
      button.addEventListener("click", deeds[button.dataset.do]);
    }
    for (const form of this.root.querySelectorAll("form.invitation")) {
      form.addEventListener("submit", (event) => this.openInvitation(event));
    }
    this.part(".to-end").addEventListener("click", () => this.toEnd());
    this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  // What the person does

  async attempt(deed) {
    try {
      return await deed();
    } catch (error) {
      this.toast(say("failed", { reason: error.message }));
      return null;
    }
  }

  do(deed, details = {}) {
    return this.attempt(() => post(`people/${this.person.id}/deeds`, { do: deed, ...details }));
  }

  type(text) {
    this.atEnd = true;
    return this.do("types", { text });
  }

  attach(kind, file, caption = "") {
    this.atEnd = true;
    const query = new URLSearchParams({ kind, name: file.name, caption });
    return this.attempt(() => send(`people/${this.person.id}/files?${query}`, file));
  }

  shareContact() {
    return this.do("shares_contact", { phone: `+1514555${String(this.person.id).slice(-4).padStart(4, "0")}` });
  }

  async press(message, button, node) {
    if (node.classList.contains("waits")) return;
    node.classList.add("waits");
    const done = () => node.classList.remove("waits");
    setTimeout(done, ANSWER_WITHIN);
    const query = await this.do("presses", { message_id: message.message_id, data: button.callback_data });
    if (query === null || this.pressed.has(String(query))) done();
    else this.pressed.set(String(query), done);
  }

  async copy(text) {
    await this.attempt(() => navigator.clipboard.writeText(text));
    this.toast(say("copied", { text }));
  }

  // A link to this bot opens in this chat; true when it did.
  follow(address) {
    if (!address.toLowerCase().startsWith(`https://t.me/${page.username.toLowerCase()}`)) return false;
    const code = new URL(address).searchParams.get("start");
    this.type(code ? `/start ${code}` : "/start");
    return true;
  }

  openInvitation(event) {
    event.preventDefault();
    const field = event.target.elements.invitation;
    const code = INVITATION.exec(field.value.trim());
    field.setCustomValidity(code ? "" : words.no_invitation);
    if (!code) {
      field.reportValidity();
      field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
      return;
    }
    event.target.reset();
    event.target.closest(".menu")?.dispatchEvent(new Event("close"));
    this.type(`/start ${code[1]}`);
  }

  // What happens

  async refresh() {
    const view = await this.look();
    this.person = view.person;
    this.composer.commands = view.commands;
    this.part(".description").textContent = view.description;
    this.messages = new Map(view.messages.map((message) => [message.message_id, message]));
    this.messages.forEach((message, key) => message.deleted && this.messages.delete(key));
    this.log.replaceChildren(...[...this.messages.values()].map((message) => bubble(message, this)));
    this.arrange();
    this.showState();
    this.toEnd("instant");
  }

  // What happens while the answer is on its way would be overwritten by it, so it is asked for again.
  async look() {
    const before = this.happened;
    const view = await get(`people/${this.person.id}`);
    return before === this.happened ? view : this.look();
  }

  happens(happening) {
    const kinds = {
      message: () => this.messageCame(happening),
      typing: () => this.botTypes(happening.action),
      answer: () => this.answered(happening),
      received: () => this.receivedAllBut(new Set(happening.waiting)),
      person: () => this.refresh(),
    };
    kinds[happening.kind]?.();
  }

  messageCame({ message, person }) {
    this.happened += 1;
    this.person = person;
    const old = this.log.querySelector(`[data-id="${message.message_id}"]`);
    if (message.deleted) {
      this.messages.delete(message.message_id);
      old?.remove();
    } else {
      this.messages.set(message.message_id, message);
      this.place(message, old);
    }
    this.arrange();
    this.showState();
  }

  place(message, old) {
    const follow = this.nearEnd() || this.atEnd;
    const fresh = bubble(message, this);
    if (old) old.replaceWith(fresh);
    else {
      fresh.classList.add("fresh");
      this.log.append(fresh);
      if (message.from_bot) this.botRests();
      this.mark(message);
    }
    this.atEnd = false;
    if (follow) this.toEnd();
    else if (!old) this.part(".to-end").classList.add("news");
  }

  mark(message) {
    if (!message.from_bot || this.seen) return;
    this.face.classList.add("news");
    this.face.setAttribute("aria-label", say("unread", { name: this.person.first_name }));
  }

  botTypes(action) {
    this.part(".status").textContent = action.startsWith("upload") ? words.uploading : words.typing;
    this.part(".dots").hidden = action === "cancel";
    if (this.nearEnd()) this.toEnd();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.botRests(), TYPING_LASTS);
  }

  botRests() {
    this.part(".status").textContent = this.person.blocked ? words.blocked : words.bot;
    this.part(".dots").hidden = true;
  }

  answered({ query_id, text, show_alert, url }) {
    const waiting = this.pressed.get(query_id);
    if (waiting) waiting();
    else this.pressed.set(query_id, null); // the answer was faster than the press's own
    if (url) this.follow(url);
    if (!text) return;
    if (show_alert) this.alert(text);
    else this.toast(text);
  }

  alert(text) {
    const dialog = document.querySelector("#alert");
    dialog.querySelector("#alert-text").textContent = text;
    if (!dialog.open) dialog.showModal();
  }

  toast(text) {
    const node = this.part(".toast");
    node.replaceChildren(clone("span", { dir: "auto", textContent: text }));
    node.classList.add("shown");
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => node.classList.remove("shown"), TOAST_LASTS);
  }

  receivedAllBut(waiting) {
    for (const message of this.messages.values()) {
      if (message.from_bot || message.received || waiting.has(message.message_id)) continue;
      message.received = true;
      this.log.querySelector(`[data-id="${message.message_id}"] .tick`)?.replaceWith(tick(true));
    }
  }

  // How it looks

  arrange() {
    for (const line of this.log.querySelectorAll(".day")) line.remove();
    let before = null;
    for (const item of this.log.querySelectorAll(".message")) {
      const day = dayOf(Number(item.dataset.date));
      const sameDay = before?.day === day;
      if (!sameDay) item.before(clone("div", { className: "day", textContent: day }));
      const side = item.classList.contains("from-bot");
      item.classList.toggle("follows", sameDay && before.side === side);
      before = { day, side };
    }
    this.part(".welcome").hidden = this.messages.size > 0;
    this.log.hidden = this.messages.size === 0;
  }

  showState() {
    const { started, blocked, keyboard } = this.person;
    this.botRests();
    this.part(".composer").hidden = blocked || !started;
    this.part('.begin[data-do="start"]').hidden = started || blocked;
    this.part('.begin[data-do="unblock"]').hidden = !blocked;
    this.part('[data-do="block"]').hidden = blocked;
    replyKeyboard(this.part(".reply-keyboard"), blocked ? null : keyboard, this);
    this.composer.placeholder(keyboard?.input_field_placeholder);
  }

  choose(chosen) {
    const shown = chosen && !this.chosen;
    this.chosen = chosen;
    this.root.classList.toggle("chosen", chosen);
    this.face.toggleAttribute("aria-current", chosen);
    if (!chosen) return;
    this.inView(true);
    this.face.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (shown && matchMedia("(max-width: 760px)").matches) this.toEnd("instant");
  }

  inView(seen) {
    this.seen = seen;
    if (!seen) return;
    this.face.classList.remove("news");
    this.face.removeAttribute("aria-label");
  }

  nearEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 80;
  }

  scrolled() {
    const button = this.part(".to-end");
    button.hidden = this.nearEnd();
    if (button.hidden) button.classList.remove("news");
  }

  toEnd(behavior = "smooth") {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: still ? "instant" : behavior });
  }
}
