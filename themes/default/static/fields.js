// The box that narrows a long table of fields, and the groups that it can be narrowed to.

import { say } from "./words/fields.js";

const form = document.querySelector("[data-narrow]");
if (form) start(form);

function start(form) {
  const table = document.getElementById(form.dataset.narrow);
  const page = {
    input: form.querySelector("input"),
    group: form.querySelector("select"),
    count: form.querySelector("[role=status]"),
    rows: [...table.tBodies[0].rows].map((row) => ({
      row,
      group: row.dataset.group,
      text: row.textContent.toLowerCase(),
    })),
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => narrow(page));
  // What a browser kept of the form when the page was left.
  narrow(page);
}

function narrow({ input, group, count, rows }) {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = group?.value ?? "";
  let shown = 0;
  for (const it of rows) {
    const fits = (!chosen || it.group === chosen) && words.every((word) => it.text.includes(word));
    it.row.hidden = !fits;
    shown += fits;
  }
  const all = rows.length;
  count.textContent =
    shown === all ? say("count-fields", { count: all }) : say("fields-shown", { shown, all });
}
