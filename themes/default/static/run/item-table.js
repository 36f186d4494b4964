// The same jet as tables: one row for each track and vertex, one column for each feature.

import { itemTitle, present } from "./arrays.js";
import { element, tableFrame, tableHead } from "./dom.js";
import { figure, unit } from "./numbers.js";
import { inSlices } from "./pacing.js";
import { say } from "../words/run.js";

export function itemTable(jet, { onPick }) {
  const node = element("div", { class: "try-item-tables" });
  let turn = 0;
  let shown = null;

  async function update() {
    if (!jet.current || node.closest("[hidden]") || shown === jet.current) return;
    turn += 1;
    const mine = turn;
    shown = jet.current;
    const tables = jet.layouts.map((layout) => emptyTable(layout));
    node.replaceChildren(...tables.flatMap(({ parts }) => parts));
    for (const { layout, body } of tables) {
      const items = present(layout, jet.original[layout.name].values);
      const { values } = jet.current[layout.name];
      const row = (place) => body.append(rowFor(layout, values, items[place]));
      await inSlices(items.length, row, () => mine === turn);
      if (mine !== turn) return;
      if (items.length === 0)
        body.append(
          element(
            "tr",
            {},
            element("td", { colspan: layout.features.length + 1, class: "muted" }, say("none")),
          ),
        );
    }
  }

  function rowFor(layout, values, item) {
    const pick = element("button", { type: "button", class: "try-link" }, itemTitle(layout, item));
    pick.addEventListener("click", () => onPick({ input: layout.name, item }));
    const cells = layout.features.map((_, place) =>
      element("td", { class: "number" }, figure(values[layout.at(item, place)])),
    );
    return element("tr", {}, element("th", { scope: "row" }, pick), ...cells);
  }

  return { node, update };
}

function emptyTable(layout) {
  const titles = layout.features.map(
    (feature) => `#${feature.name}${unit(feature.unit) ? ` [${unit(feature.unit)}]` : ""}`,
  );
  const body = element("tbody", {});
  const table = element("table", {}, tableHead(["", ...titles]), body);
  const label = say("run-all-features", { name: layout.name });
  return { layout, body, parts: [element("h4", {}, label), tableFrame(label, table)] };
}
