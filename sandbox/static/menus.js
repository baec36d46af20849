// Menus that a button opens and that close by themselves.
export function menus(root) {
  for (const button of root.querySelectorAll("[data-menu]")) {
    const menu = root.querySelector(`[data-for="${button.dataset.menu}"]`);
    const show = (open) => {
      menu.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", (event) => {
      show(menu.hidden);
      const byKeyboard = event.detail === 0;
      if (!menu.hidden && byKeyboard) menu.querySelector("button, input").focus({ preventScroll: true });
    });
    menu.addEventListener("click", (event) => event.target.closest("[data-do]") && show(false));
    menu.addEventListener("close", () => show(false));
    menu.addEventListener("keydown", (event) => keys(event, menu, () => (show(false), button.focus())));
    document.addEventListener("pointerdown", (event) => {
      if (!menu.contains(event.target) && !button.contains(event.target)) show(false);
    });
  }
}

function keys(event, menu, leave) {
  const items = [...menu.querySelectorAll("button, input")].filter((item) => !item.hidden);
  const at = items.indexOf(document.activeElement);
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Escape") leave();
  else if (event.key in moves) items[(at + moves[event.key] + items.length) % items.length].focus();
  else return;
  event.preventDefault();
}
