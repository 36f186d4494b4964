// "Try it" on a model's page: all that is loaded before a visitor asks for more.
//
// The page has an empty place for the workbench, and pictures of examples made at build time:
//   <div data-try="/base/models/x/try.json" data-base="/base/" hidden></div>
//   <div data-try-still> … <figure data-row="7">…</figure> … </div>
// Each picture becomes a button. The first click loads the rest: workbench.js, the engine, the
// model. Without this script the pictures stay what they are.

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
  const open = async (row, opener) => {
    if (isOpening) return;
    isOpening = true;
    isOpening = await start(root, still, row, opener);
  };
  const cards = [...(still?.querySelectorAll("[data-row]") ?? [])];
  for (const [place, card] of cards.entries()) cardAsButton(card, place, open);
  root.replaceChildren(invitation(cards.length > 0, open));
}

function whatIsMissing() {
  if (typeof WebAssembly !== "object") {
    return (
      "This browser does not run WebAssembly, so the model cannot run here. “How to use " +
      "it” says how to run it on your computer."
    );
  }
  if (typeof Worker !== "function")
    return "This browser does not run workers, so the model cannot run here.";
  return null;
}

async function start(root, still, row, opener) {
  const began = performance.now();
  root.setAttribute("aria-busy", "true");
  opener.classList.add("waiting");
  root.querySelector(".try-failure")?.remove();
  try {
    const [{ openWorkbench }, facts] = await Promise.all([
      import("./workbench.js"),
      getJson(root.dataset.try),
    ]);
    await openWorkbench(root, still, facts, row, began);
    return true;
  } catch (error) {
    root.append(notice(`The demonstration could not start: ${error.message}`));
    return false;
  } finally {
    root.removeAttribute("aria-busy");
    opener.classList.remove("waiting");
  }
}

async function getJson(address) {
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(`${address} did not arrive: the host answered ${response.status}.`);
  return response.json();
}

/** A picture stays a figure; a button over it opens its example. */
function cardAsButton(card, place, open) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "try-card-button";
  button.setAttribute("aria-label", `Run the model on example ${place + 1}`);
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
  button.textContent = "Run it here";
  button.addEventListener("click", () => open(null, button));
  line.append(button);
  if (hasExamples) {
    const words = document.createElement("span");
    words.className = "small muted";
    words.textContent = "or choose an example";
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
