// Fits what the room sees to its screen: as large as it can be without scrolling. A phone scrolls instead.

const LARGEST = 1.3;
const SMALLEST = 0.45;
const CLOSE_ENOUGH = 0.01;

const overflows = (part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;

function fit() {
  const stage = document.getElementById("stage");
  const root = document.documentElement;
  root.style.removeProperty("--fit");
  if (window.innerWidth < window.innerHeight) return;
  const parts = [stage, ...stage.querySelectorAll(".welcome-words")];
  let [fits, tooLarge] = [SMALLEST, LARGEST];
  while (tooLarge - fits > CLOSE_ENOUGH) {
    const tried = (fits + tooLarge) / 2;
    root.style.setProperty("--fit", tried);
    if (parts.some(overflows)) tooLarge = tried;
    else fits = tried;
  }
  root.style.setProperty("--fit", fits);
}

fit();
document.addEventListener("htmx:after:swap", fit);
window.addEventListener("resize", fit);
document.fonts.ready.then(fit);
