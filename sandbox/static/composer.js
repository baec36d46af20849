// Where the person writes: text, commands by "/", files, and the last message again by arrow up.
import { clone, words } from "./page.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.commands = [];
    this.edited = null;
    this.kind = "document";
    const { root } = phone;
    this.form = root.querySelector(".composer");
    this.field = root.querySelector("textarea");
    this.list = root.querySelector(".commands");
    this.file = root.querySelector('input[type="file"]');
    this.toggle = root.querySelector('[data-do="commands"]');
    this.banner = root.querySelector(".editing");
    this.list.id = `commands-${phone.person.id}`;
    this.field.setAttribute("aria-controls", this.list.id);
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.file.addEventListener("change", () => this.sendFile());
    this.banner.querySelector("button").addEventListener("click", () => this.stopEditing());
    root.addEventListener("click", (event) => this.list.contains(event.target) || this.toggle.contains(event.target) || this.closeCommands());
  }

  placeholder(text) {
    this.field.placeholder = text || words.message;
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value;
    if (!text.trim()) return;
    const edited = this.edited;
    this.write("");
    this.stopEditing();
    if (edited) await this.phone.do("edits", { message_id: edited.message_id, text });
    else await this.phone.type(text);
  }

  write(text) {
    this.field.value = text;
    this.changed();
  }

  changed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
    this.form.classList.toggle("has-text", this.field.value.trim() !== "");
    const command = /^\/(\w*)$/.exec(this.field.value);
    if (command) this.openCommands(command[1]);
    else this.closeCommands();
  }

  key(event) {
    if (!this.list.hidden && this.keyInCommands(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "ArrowUp" && !this.field.value) this.editLast(event);
    else if (event.key === "Escape") this.stopEditing();
  }

  // Commands

  toggleCommands() {
    if (this.list.hidden) this.openCommands("");
    else this.closeCommands();
    this.field.focus();
  }

  openCommands(begun) {
    const found = this.commands.filter(({ command }) => command.startsWith(begun.toLowerCase()));
    this.list.replaceChildren(...found.map((each, index) => this.option(each, index)));
    this.list.hidden = found.length === 0;
    this.toggle.setAttribute("aria-expanded", String(!this.list.hidden));
    this.point(0);
  }

  closeCommands() {
    this.list.hidden = true;
    this.toggle.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  option({ command, description }, index) {
    const node = clone("div", { className: "option", id: `${this.list.id}-${index}` });
    node.setAttribute("role", "option");
    node.append(clone("b", { dir: "ltr", textContent: `/${command}` }), clone("span", { dir: "auto", textContent: description }));
    node.addEventListener("click", () => this.give(command));
    return node;
  }

  point(index) {
    const options = [...this.list.children];
    this.pointed = (index + options.length) % (options.length || 1);
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.pointed)));
    const current = options[this.pointed];
    if (!current) return;
    current.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", current.id);
  }

  keyInCommands(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.point(this.pointed + moves[event.key]);
    else if (event.key === "Escape") this.closeCommands();
    else if (event.key === "Enter" || event.key === "Tab") this.list.children[this.pointed].click();
    else return false;
    return true;
  }

  give(command) {
    this.write("");
    this.closeCommands();
    this.phone.type(`/${command}`);
    this.field.focus();
  }

  // The last message again

  editLast(event) {
    const own = [...this.phone.messages.values()].filter((message) => !message.from_bot && message.text);
    if (!own.length) return;
    event.preventDefault();
    this.edited = own.at(-1);
    this.banner.hidden = false;
    this.write(this.edited.text);
  }

  stopEditing() {
    if (!this.edited) return;
    this.edited = null;
    this.banner.hidden = true;
    this.write("");
    this.field.focus();
  }

  // Files

  choose(kind) {
    this.kind = kind;
    this.file.accept = kind === "photo" ? "image/png,image/jpeg,image/gif,image/webp" : "";
    this.file.click();
  }

  async sendFile() {
    const [file] = this.file.files;
    if (!file) return;
    const caption = this.field.value;
    this.write("");
    await this.phone.attach(this.kind, file, caption.trim());
    this.file.value = "";
  }
}
