// Throughput against batch size, both on logarithmic scales; the table beside it has the numbers.

import { drawn, element } from "./dom.js";
import { rate } from "./numbers.js";

const WIDTH = 520;
const HEIGHT = 220;
const LEFT = 56;
const BOTTOM = 30;

export function rateChart(rows) {
  const engines = [...new Set(rows.map((row) => row.engine))];
  const batches = [...new Set(rows.map((row) => row.batch))].sort((a, b) => a - b);
  const rates = rows.flatMap((row) => [row.throughput_q1, row.throughput_q3]);
  const decades = [Math.floor(Math.log10(Math.min(...rates))), Math.ceil(Math.log10(Math.max(...rates)))];
  if (decades[0] === decades[1]) decades[1] += 1;
  const last = Math.log2(Math.max(2, batches[batches.length - 1]));
  const x = (batch) => LEFT + 12 + (Math.log2(batch) / last) * (WIDTH - LEFT - 36);
  const y = (value) => 10 + ((decades[1] - Math.log10(value)) / (decades[1] - decades[0])) * (HEIGHT - BOTTOM - 10);
  const lines = [];
  for (let decade = decades[0]; decade <= decades[1]; decade += 1) {
    const at = y(10 ** decade);
    lines.push(drawn("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: at, y2: at }));
    lines.push(drawn("text", { class: "tick", x: LEFT - 8, y: at + 4, "text-anchor": "end" }, rate(10 ** decade)));
  }
  for (const batch of batches) lines.push(drawn("text", { class: "tick", x: x(batch), y: HEIGHT - 10, "text-anchor": "middle" }, String(batch)));
  const series = engines.map((engine, place) => {
    const own = rows.filter((row) => row.engine === engine);
    return drawn(
      "g",
      { class: `look-${place + 1}` },
      drawn("polyline", { class: "path", fill: "none", points: own.map((row) => `${x(row.batch)},${y(row.throughput_median)}`).join(" ") }),
      ...own.map((row) => drawn("line", { class: "whisker", x1: x(row.batch), x2: x(row.batch), y1: y(row.throughput_q1), y2: y(row.throughput_q3) })),
      ...own.map((row) => drawn("circle", { class: "box", cx: x(row.batch), cy: y(row.throughput_median), r: 5 })),
    );
  });
  const spoken = engines.map((engine) => {
    const own = rows.filter((row) => row.engine === engine);
    return `${engine} from ${rate(Math.min(...own.map((row) => row.throughput_median)))} to ${rate(Math.max(...own.map((row) => row.throughput_median)))} items a second`;
  });
  const legend = engines.map((engine, place) => element("span", {}, key(place), ` ${engine}`));
  return element(
    "figure",
    { class: "panel try-rates" },
    element("figcaption", {}, element("p", { class: "legend small" }, ...legend)),
    drawn("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `Items a second against batch size: ${spoken.join("; ")}.` }, ...lines, ...series),
    element("p", { class: "small muted try-axis" }, "Batch size; items a second upwards, both logarithmic. A bar spans the quartiles."),
  );
}

function key(place) {
  const line = { class: "path", x1: 0, x2: 30, y1: 7, y2: 7 };
  return drawn("svg", { class: "chart", width: 30, height: 14, "aria-hidden": "true" }, drawn("g", { class: `look-${place + 1}` }, drawn("line", line), drawn("circle", { class: "box", cx: 15, cy: 7, r: 5 })));
}
