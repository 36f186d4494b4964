// The published check, run again in this page: the whole control set, every metric recomputed.

import { button, digits, element, notice, tableFrame, tableHead, verdict } from "./dom.js";
import { engineChoice } from "./engine-choice.js";
import { evidenceWords, headlineOf, hereTitle, publishedClaim, runTitle } from "./check-words.js";
import { bytes, milliseconds, rate } from "./numbers.js";
import { progressLine } from "./progress.js";
import { saveReport } from "./report.js";

export function check(session) {
  const { facts } = session;
  const { control_set: control } = facts;
  const choice = engineChoice(session);
  const progress = progressLine("items");
  const outcome = element("div", { class: "try-flow" });
  const start = button("Run the check", () => run(), { class: "button primary" });
  const intro = element(
    "p",
    {},
    `The model runs on all ${digits(control.items)} items of its control set ` +
      `(${bytes(control.bytes)}), and every metric that the record claims on it is computed ` +
      `anew; values of other data stay as declared. Both files are used only if they have ` +
      `the SHA-256 that the record states.`,
  );

  async function run() {
    start.disabled = true;
    outcome.replaceChildren();
    try {
      const engine = choice.chosen();
      const found = await progress.during(async (conditions) => {
        await session.ready(engine);
        return session.engine.check(engine, conditions);
      });
      if (found) show(found);
      else
        outcome.replaceChildren(
          element("p", { class: "muted", role: "status" }, "Cancelled: nothing was decided."),
        );
    } catch (error) {
      outcome.replaceChildren(notice("fail", error.message));
    } finally {
      start.disabled = false;
    }
  }

  function show(found) {
    const { verification } = found;
    const date = new Date();
    const report = button("Download the report (JSON-LD)", () => save(found, date));
    const head = headline(verification);
    const line =
      `${digits(found.items)} items with ${found.engine} ${found.version} in ` +
      `${milliseconds(found.milliseconds)}, ` +
      `${rate((found.items / found.milliseconds) * 1000)} a second.`;
    outcome.replaceChildren(
      head,
      claims(facts, found),
      outputs(facts, found),
      element("p", { class: "small muted" }, evidenceWords(facts.verified)),
      ...[confusion(facts, verification)].filter(Boolean),
      element("p", { class: "small muted" }, line),
      element("p", { class: "try-tools" }, report),
    );
    head.focus({ preventScroll: true });
  }

  async function save(found, date) {
    try {
      await saveReport(session, found, date);
    } catch (error) {
      outcome.append(notice("fail", `The report could not be made: ${error.message}`));
    }
  }

  return element(
    "div",
    { class: "try-flow" },
    intro,
    element("div", { class: "try-tools" }, choice.node, start),
    progress.node,
    outcome,
  );
}

function headline(verification) {
  const { holds, words } = headlineOf(verification);
  const sort = holds == null ? "unknown" : holds ? "pass" : "fail";
  return element(
    "p",
    { class: `try-headline ${sort}`, tabindex: "-1", role: "status" },
    verdict(holds),
    element("strong", {}, words),
  );
}

/** Declared, published and recomputed here, one row a claim. */
function claims(facts, found) {
  const runs = facts.verified?.engines ?? [];
  const titles = [
    "Claim",
    "#Declared",
    "#Tolerance",
    ...runs.map((run) => `#${runTitle(run, runs)}`),
    `#${hereTitle(found, facts.model)}`,
    "Verdict",
  ];
  const rows = found.verification.claims.map(({ claim, holds, reason, shown }) => {
    const published = runs.map((run) => publishedClaim(run, claim)?.shown.recomputed);
    const condition = claim.condition
      ? element("span", { class: "small muted" }, ` ${claim.condition}`)
      : null;
    const why =
      holds == null && reason ? element("span", { class: "small muted" }, ` ${reason}`) : null;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, claim.metric, condition),
      number(shown.declared),
      number(shown.tolerance ?? "–"),
      ...published.map((one) => number(one ?? "–")),
      number(shown.recomputed ?? "–"),
      element("td", {}, verdict(holds), why),
    );
  });
  return rows.length
    ? tableFrame(
        "Claims, and what was recomputed here",
        element("table", {}, tableHead(titles), element("tbody", {}, ...rows)),
      )
    : element("p", { class: "muted" }, "The record declares no metric on the control set.");
}

function outputs(facts, found) {
  const runs = facts.verified?.engines ?? [];
  const titles = [
    "Largest difference from the reference",
    "#Tolerance, as applied",
    ...runs.map((run) => `#${runTitle(run, runs)}`),
    `#${hereTitle(found, facts.model)}`,
    "#In row",
    "Verdict",
  ];
  const rows = found.verification.outputs.map(({ name, row, holds, reason, shown }) => {
    const published = runs.map((run) => run.outputs.find((it) => it.name === name)?.shown.largest);
    const why =
      holds == null && reason ? element("span", { class: "small muted" }, ` ${reason}`) : null;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("code", {}, name)),
      number(shown.tolerance ?? "–"),
      ...published.map((one) => number(one ?? "–")),
      number(shown.largest ?? "–"),
      number(row == null ? "–" : digits(row)),
      element("td", {}, verdict(holds), why),
    );
  });
  return tableFrame(
    "Outputs against their references",
    element("table", {}, tableHead(titles), element("tbody", {}, ...rows)),
  );
}

function confusion(facts, { confusion: counts }) {
  if (!counts?.length) return null;
  const rows = counts.map((row, place) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, facts.classes[place] ?? String(place)),
      ...row.map((count) => number(digits(count))),
    ),
  );
  const titles = ["True class", ...facts.classes.map((name) => `#judged ${name}`)];
  return tableFrame(
    "True and judged classes",
    element("table", {}, tableHead(titles), element("tbody", {}, ...rows)),
  );
}

function number(...content) {
  return element("td", { class: "number" }, ...content);
}
