// "Try it" on a model's page: all that is loaded before a visitor asks for more.
//
// The page says where it belongs:
//   <div data-try="/base/models/x/try.json">      the facts, not loaded yet
//     <figure data-row="7">…</figure>             one static picture for each example
//   </div>
// Each picture becomes a button. The first click loads the rest: workbench.js, the engine, the
// model. Without this script the pictures stay what they are.

const root = document.querySelector("[data-try]");
if (root) offer(root);

function offer(root) {
  const missing = whatIsMissing();
  if (missing) {
    root.prepend(notice(missing));
    return;
  }
  const cards = [...root.querySelectorAll("[data-row]")];
  let opening = null;
  const open = (row, opener) => {
    opening ??= start(root, row, opener);
    return opening;
  };
  for (const card of cards) cardAsButton(card, open);
  root.prepend(invitation(cards.length > 0, open));
}

function whatIsMissing() {
  if (typeof WebAssembly !== "object") {
    return "This browser does not run WebAssembly, so the model cannot run here. The pictures show what it is asked to judge; the commands under “How to use it” run it on your computer.";
  }
  if (typeof Worker !== "function") return "This browser does not run workers, so the model cannot run here.";
  return null;
}

async function start(root, row, opener) {
  const began = performance.now();
  root.setAttribute("aria-busy", "true");
  opener?.classList.add("waiting");
  try {
    const { openWorkbench } = await import("./workbench.js");
    await openWorkbench(root, row, began);
  } catch (error) {
    root.querySelector(".try-failure")?.remove();
    root.prepend(notice(`The demonstration could not start: ${error.message}`));
  } finally {
    root.removeAttribute("aria-busy");
    opener?.classList.remove("waiting");
  }
}

/** A picture stays a figure; a button that covers it opens its example. */
function cardAsButton(card, open) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "try-card-button";
  const name = card.querySelector("[data-name]")?.textContent ?? `row ${card.dataset.row}`;
  button.setAttribute("aria-label", `Run the model on ${name}`);
  button.addEventListener("click", () => open(Number(card.dataset.row), button), { once: true });
  card.classList.add("try-card");
  card.append(button);
}

function invitation(hasExamples, open) {
  const line = document.createElement("p");
  line.className = "try-invitation";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button primary";
  button.textContent = "Run it here";
  button.addEventListener("click", () => open(null, button), { once: true });
  const words = document.createElement("span");
  words.className = "small muted";
  words.textContent = hasExamples
    ? "Or choose an example. It runs on this device; nothing you enter leaves it."
    : "It runs on this device; nothing you enter leaves it.";
  line.append(button, words);
  return line;
}

function notice(text) {
  const box = document.createElement("p");
  box.className = "notice try-failure";
  box.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  return box;
}
