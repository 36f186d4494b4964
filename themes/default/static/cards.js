// On a phone a table that is too wide for the page becomes cards, one a row, each value beside the
// title of its column. Without this script such a table scrolls by itself.

const PHONE = "(width < 48rem)";

/** Frames of tables that have cards of their own style. */
const OTHERS = ".fields, .choosing *, .choose-page *, .federated, .sparql-page *, .matrix";

let watching = null;

/** Watches the frame of a table, now or later in the page. */
export function watchTable(frame) {
  watching ??= new ResizeObserver((entries) => {
    for (const { target } of entries) arrange(target);
  });
  watching.observe(frame);
}

function arrange(frame) {
  const table = frame.querySelector(":scope > table");
  if (!table || frame.matches(OTHERS) || frame.clientWidth === 0) return;
  if (!matchMedia(PHONE).matches) {
    frame.classList.remove("cards");
    return;
  }
  if (frame.classList.contains("cards") || table.scrollWidth <= frame.clientWidth + 1) return;
  if (label(table)) frame.classList.add("cards");
}

/** Writes beside each value the title of its column; false where columns have no single titles. */
function label(table) {
  if (table.dataset.labelled) return true;
  const [head, ...more] = table.tHead?.rows ?? [];
  const spans = table.querySelector("[colspan]:not([colspan='1']), [rowspan]:not([rowspan='1'])");
  if (!head || more.length || spans) return false;
  const titles = [...head.cells].map((cell) => cell.textContent.trim());
  if (titles.length > 30) return false;
  for (const body of table.tBodies)
    for (const row of body.rows)
      for (const [place, cell] of [...row.cells].entries()) boxed(cell, titles[place]);
  table.dataset.labelled = "true";
  return true;
}

/** Puts what a cell holds into one box, which stands beside the title. */
function boxed(cell, title) {
  const isEmpty = !cell.textContent.trim() && !cell.querySelector("svg, img, input");
  if (cell.tagName === "TH" || !title || isEmpty) return;
  const box = document.createElement("div");
  box.append(...cell.childNodes);
  cell.append(box);
  cell.dataset.label = title;
}
