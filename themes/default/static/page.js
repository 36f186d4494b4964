// What every page offers beyond reading: choosing colours, and copying texts.

import { watchTable } from "./cards.js";
import { say } from "./words/page.js";

const root = document.documentElement;

function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const toggle = document.querySelector(".theme-toggle");
if (toggle) {
  const show = () => toggle.setAttribute("aria-pressed", String(isDark()));
  toggle.hidden = false;
  toggle.setAttribute("aria-label", say("dark"));
  show();
  toggle.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // The choice then lasts for this page.
    }
    show();
  });
}

for (const frame of document.querySelectorAll(".table")) watchTable(frame);

// <div class="copyable"><pre>…</pre></div> gets a button that copies the text; so does one that
// comes later and tells so by the event "copyable".
const status = document.createElement("p");
status.className = "hidden";
status.setAttribute("role", "status");
document.body.append(status);

// Code in the manual and in pages of text is all to be copied, and so are remedies.
for (const code of document.querySelectorAll(".prose pre, .command-after, .fair-letters pre")) {
  if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
  const box = document.createElement("div");
  box.className = "copyable";
  code.replaceWith(box);
  box.append(code);
}

for (const box of document.querySelectorAll(".copyable")) addCopy(box);
document.addEventListener("copyable", ({ target }) => addCopy(target));

function addCopy(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = say("copy");
  const what = box.closest("[data-copies]")?.dataset.copies;
  if (what) button.setAttribute("aria-label", say("copy-what", { what }));
  button.addEventListener("click", async () => {
    const source = box.querySelector("pre, .copy-text");
    let said = say("copied");
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      said = say("selected");
    }
    button.textContent = said;
    status.textContent = said;
    setTimeout(() => {
      button.textContent = say("copy");
      status.textContent = "";
    }, 2000);
  });
  box.append(button);
}

// A link to something inside a closed <details> opens it.
function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  const target = document.getElementById(id);
  if (!target) {
    // The runs and values of a model are named by the address of its page, and may stand on that of
    // its figures.
    if (document.querySelector('.further a[href^="figures/"]')) location.replace(`figures/#${id}`);
    return;
  }
  for (let node = target; node; node = node.parentElement) {
    if (node instanceof HTMLDetailsElement) node.open = true;
  }
  if (target.querySelector(":scope > details"))
    target.querySelector(":scope > details").open = true;
  target.scrollIntoView();
}
// The part of the page at which one is, in the contents.
const places = new Map();
for (const link of document.querySelectorAll(".contents a")) {
  const part = document.getElementById(link.hash.slice(1));
  if (part) places.set(part, link);
}
if (places.size) {
  const follow = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        for (const link of places.values()) link.removeAttribute("aria-current");
        const link = places.get(target);
        link.setAttribute("aria-current", "location");
        const strip = link.closest("ul");
        strip.scrollLeft = link.offsetLeft - strip.offsetLeft - strip.clientWidth / 3;
      }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  for (const part of places.keys()) follow.observe(part);
}

addEventListener("hashchange", reveal);
if (location.hash) reveal();

// A list that stands beside the text where there is room, and is folded above it where there is
// not. Browsers that cannot open it by style have it opened here.
const wide = matchMedia("(min-width: 56rem)");
for (const list of document.querySelectorAll("[data-open-when-wide]")) {
  const follow = () => (list.open = wide.matches);
  follow();
  wide.addEventListener("change", follow);
}
const current = document.querySelector(".chapter-list [aria-current]");
const frame = current?.closest(".side");
if (frame && wide.matches)
  frame.scrollTop = current.offsetTop - frame.offsetTop - frame.clientHeight / 3;
