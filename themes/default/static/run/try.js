// "Try it" on a model's page: all that is loaded before a visitor asks for more.
//
// The page has an empty place for the workbench, and pictures of examples made at build time:
//   <div data-try="/base/models/x/try.json" data-base="/base/" hidden></div>
//   <div data-try-still> … <figure data-row="7">…</figure> … </div>
// Each picture becomes a button. The first click loads the rest: workbench.js, the engine, the
// model. Without this script the pictures stay what they are.

import { say } from "../words/run.js";

const root = document.querySelector("[data-try]");
if (root) offer(root, document.querySelector("[data-try-still]"));

function offer(root, still) {
  root.hidden = false;
  const missing = whatIsMissing();
  if (missing) {
    root.replaceChildren(notice(missing));
    return;
  }
  let isOpening = false;
  const open = async (row, opener, state) => {
    if (isOpening) return;
    isOpening = true;
    isOpening = await start(root, still, row, opener, state);
  };
  const cards = [...(still?.querySelectorAll("[data-row]") ?? [])];
  for (const [place, card] of cards.entries()) cardAsButton(card, place, open);
  const invited = invitation(cards.length > 0, open);
  root.replaceChildren(invited);
  // Who follows a link to what somebody tried has asked for it.
  const said = new URLSearchParams(location.search);
  if (said.has("file") || said.has("item")) resume(open, invited);
}

async function resume(open, invited) {
  const { asked } = await import("./address.js");
  const state = asked(location.search);
  await open(state.item, invited.querySelector("button"), state);
}

function whatIsMissing() {
  if (typeof WebAssembly !== "object") {
    return say("run-no-wasm", { section: say("use-run") });
  }
  if (typeof Worker !== "function") return say("run-no-worker");
  return null;
}

async function start(root, still, row, opener, state) {
  const began = performance.now();
  root.setAttribute("aria-busy", "true");
  opener.classList.add("waiting");
  root.querySelector(".try-failure")?.remove();
  try {
    const [{ openWorkbench }, facts] = await Promise.all([
      import("./workbench.js"),
      getJson(root.dataset.try),
    ]);
    await openWorkbench(root, still, facts, row, began, state);
    return true;
  } catch (error) {
    root.append(notice(say("run-not-started", { reason: error.message })));
    return false;
  } finally {
    root.removeAttribute("aria-busy");
    opener.classList.remove("waiting");
  }
}

async function getJson(address) {
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(
      say("run-not-arrived", { address: String(address), status: String(response.status) }),
    );
  return response.json();
}

/** A picture stays a figure; a button over it opens its example. */
function cardAsButton(card, place, open) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "try-card-button";
  button.setAttribute("aria-label", say("run-on-example", { number: place + 1 }));
  button.addEventListener("click", () => open(Number(card.dataset.row), button));
  card.classList.add("try-card");
  card.append(button);
}

function invitation(hasExamples, open) {
  const line = document.createElement("p");
  line.className = "try-invitation";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button primary";
  button.textContent = say("run-here");
  button.addEventListener("click", () => open(null, button));
  line.append(button);
  if (hasExamples) {
    const words = document.createElement("span");
    words.className = "small muted";
    words.textContent = say("run-or-example");
    line.append(words);
  }
  return line;
}

function notice(text) {
  const box = document.createElement("p");
  box.className = "notice fail try-failure";
  box.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  return box;
}
