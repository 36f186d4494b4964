// How many items a second this browser manages, by batch size and engine.

import { button, digits, element, notice, tableFrame, tableHead } from "./dom.js";
import { quartiles, rate } from "./numbers.js";
import { progressLine } from "./progress.js";
import { rateChart } from "./rate-chart.js";
import { parts, say } from "../words/run.js";

const BATCHES = [1, 4, 16, 64];

export function speed(session) {
  const { facts } = session;
  const titles = facts.engine_names ?? {};
  const progress = progressLine(say("bench-measurements"));
  const outcome = element("div", { class: "try-flow" });
  const start = button(say("bench-measure"), () => run(), { class: "button primary" });
  const intro = element("p", {}, say("bench-intro", { batches: BATCHES.join(", ") }));

  async function run() {
    start.disabled = true;
    try {
      const rows = await progress.during(measure);
      if (rows) show(rows);
    } catch (error) {
      outcome.replaceChildren(notice("fail", error.message));
    } finally {
      start.disabled = false;
    }
  }

  async function measure({ signal, onProgress }) {
    const rows = [];
    for (const [place, engine] of facts.engines.entries()) {
      await session.ready(engine);
      const told = (done, of) => onProgress(place * of + done, facts.engines.length * of);
      const measured = await session.engine.bench(engine, BATCHES, { signal, onProgress: told });
      rows.push(...measured.map((row) => ({ ...row, quartiles: quartiles(row.rates) })));
      show(rows);
    }
    return rows;
  }

  function show(rows) {
    const body = rows.map((row) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, titles[row.engine] ?? row.engine),
        element("td", { class: "number" }, digits(row.batch)),
        element("td", { class: "number" }, rate(row.quartiles[2])),
        element("td", { class: "number" }, `${rate(row.quartiles[1])} – ${rate(row.quartiles[3])}`),
      ),
    );
    const table = element(
      "table",
      {},
      tableHead([
        say("engine"),
        `#${say("speed-batch")}`,
        `#${say("speed-median")}`,
        `#${say("speed-quartiles")}`,
      ]),
      element("tbody", {}, ...body),
    );
    const best = rows.reduce((most, row) => (row.quartiles[2] > most.quartiles[2] ? row : most));
    outcome.replaceChildren(
      element(
        "p",
        { role: "status" },
        ...parts("bench-best", {
          rate: element("strong", {}, say("bench-rate", { rate: rate(best.quartiles[2]) })),
          engine: titles[best.engine] ?? best.engine,
          batch: best.batch,
        }),
      ),
      ...[
        rateChart(rows.map((row) => ({ ...row, engine: titles[row.engine] ?? row.engine }))),
      ].filter(Boolean),
      tableFrame(say("bench-table"), table),
    );
  }

  return element(
    "div",
    { class: "try-flow" },
    intro,
    element("p", { class: "try-tools" }, start),
    progress.node,
    outcome,
  );
}
