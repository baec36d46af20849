// What the pages do in the browser beyond htmx: drafts that survive, keys, clocks, and following the conversation.

const NEAR = 120;
const AGAIN = 2000;
const live = document.getElementById("live");

// A draft is kept with the key of its form: sent again unchanged after a lost connection, it still counts once.
function keepDraft(form) {
  const { text, key } = form.elements;
  const name = draft(form);
  if (form.hasAttribute("data-sent")) {
    localStorage.removeItem(name);
    text.focus({ preventScroll: true });
  }
  const saved = JSON.parse(localStorage.getItem(name) ?? "null");
  if (saved && !text.value) {
    text.value = saved.text;
    key.value = saved.key;
    protect(form);
  }
  text.addEventListener("input", () => {
    key.value = fresh.get(form);
    if (text.value) localStorage.setItem(name, JSON.stringify({ text: text.value, key: key.value }));
    else localStorage.removeItem(name);
    grow(text);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  grow(text);
}

const draft = (form) => `jalon.draft.${form.dataset.draft}`;

// The key that a form was drawn with last, for words that were not sent yet.
const fresh = new WeakMap();

// A form that somebody writes in is left as it is when the pane around it is drawn again, and taken anew once it is sent.
const protect = (form) => form.setAttribute("hx-morph-skip", "");

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-kept]");
  if (form) protect(form);
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  const status = ctx.response?.status;
  if (!form?.matches?.("form[data-kept]") || (status >= 400 && status !== 422)) return;
  form.removeAttribute("hx-morph-skip");
  if (status === 422) return;
  form.reset();
  if (form.dataset.draft) localStorage.removeItem(draft(form));
});

// Where the keyboard goes on after a link or a form has changed the pane: it must not be lost with what it stood on.
let next = "";
document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  next = ctx.response?.status === 422 ? "#pane [aria-invalid]" : (ctx.sourceElement?.dataset?.focus ?? next);
});
document.addEventListener("htmx:after:swap", () => {
  if (next) document.querySelector(next)?.focus();
  next = "";
});

function grow(text) {
  text.rows = Math.min(10, Math.max(2, text.value.split("\n").length));
}

// The scroller is drawn from its end, so its place is counted from there, downwards as negative numbers.
function follow(scroller) {
  const newer = document.getElementById("newer");
  const atEnd = () => Math.abs(scroller.scrollTop) < NEAR;
  const toEnd = () => scroller.scrollTo({ top: 0 });
  newer.addEventListener("click", () => {
    toEnd();
    newer.hidden = true;
  });
  scroller.addEventListener("scroll", () => {
    if (atEnd()) newer.hidden = true;
  });
  new MutationObserver((changes) => {
    const added = changes.some((change) => [...change.addedNodes].some((node) => node === node.parentNode?.lastElementChild));
    if (!added) return;
    if (atEnd()) toEnd();
    else newer.hidden = false;
  }).observe(document.getElementById("messages"), { childList: true });
}

function tellTime() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const style = { hour: "numeric", minute: "2-digit", timeZone: clock.dataset.clock };
    clock.textContent = new Intl.DateTimeFormat(clock.dataset.locale, style).format(new Date());
  }
}

function choosePane(desk) {
  const panes = document.querySelectorAll(".panes a");
  for (const pane of panes) {
    pane.addEventListener("click", (event) => {
      event.preventDefault();
      desk.dataset.pane = pane.dataset.shows;
      for (const other of panes) other.toggleAttribute("aria-current", other === pane);
      pane.setAttribute("aria-current", "true");
    });
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), 2000);
}

const ready = new WeakSet();

function prepare(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (!form.matches("[hx-morph-skip]")) fresh.set(form, form.elements.key.value);
    if (ready.has(form)) continue;
    ready.add(form);
    keepDraft(form);
  }
  for (const button of root.querySelectorAll("[data-copy]:not([data-ready])")) {
    button.dataset.ready = "";
    button.addEventListener("click", () => copy(button));
  }
}

document.querySelector("form[data-leaving]")?.addEventListener("submit", () => {
  const drafts = Object.keys(localStorage).filter((name) => name.startsWith("jalon.draft."));
  for (const name of drafts) localStorage.removeItem(name);
});

prepare(document);
document.addEventListener("htmx:after:swap", () => prepare(document));
document.addEventListener("htmx:error", (event) => {
  if (event.target === live) return;
  const notice = document.getElementById("notice");
  const card = document.createElement("p");
  card.className = "notice-card";
  card.textContent = notice.dataset.lost;
  notice.replaceChildren(card);
});
// What was told of the last thing that somebody did goes when they do the next, not when a part draws itself again.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.sourceEvent?.type === "file") return;
  document.getElementById("notice").replaceChildren();
  document.getElementById("told")?.replaceChildren();
});

// A stream that was open comes back by itself; one that never opened is tried again here.
function keepAlive(stream) {
  const offline = document.getElementById("offline");
  const tell = (isLost) => {
    if (offline) offline.hidden = !isLost;
  };
  stream.addEventListener("htmx:sse:error", (event) => {
    if ([401, 404].includes(event.detail.status)) location.reload();
    tell(true);
  });
  stream.addEventListener("htmx:sse:after:connection", () => tell(false));
  for (const failure of ["htmx:error", "htmx:response:error"]) {
    stream.addEventListener(failure, () => {
      tell(true);
      setTimeout(() => window.htmx.process(stream, true), AGAIN);
    });
  }
}

if (live) keepAlive(live);

const scroller = document.getElementById("scroller");
if (scroller) follow(scroller);
const desk = document.querySelector(".desk");
if (desk) choosePane(desk);
tellTime();
setInterval(tellTime, 10000);
