// The published check, run again in this page: the whole control set, every metric recomputed.

import { button, digits, element, notice, tableFrame, tableHead, verdict } from "./dom.js";
import { engineChoice } from "./engine-choice.js";
import { bytes, figure, milliseconds, precise, rate, scientific } from "./numbers.js";
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
    `The model runs on all ${digits(control.items)} items of its control set (${bytes(control.bytes)}), and every declared metric is computed anew. Both files are used only if they have the SHA-256 that the record states.`,
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
      else outcome.replaceChildren(element("p", { class: "muted", role: "status" }, "Cancelled: nothing was decided."));
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
    const line = `${digits(found.items)} items with ${found.engine} ${found.version} in ${milliseconds(found.milliseconds)}, ${rate((found.items / found.milliseconds) * 1000)} a second.`;
    outcome.replaceChildren(
      head,
      claims(facts, verification),
      outputs(facts, verification),
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

  return element("div", { class: "try-flow" }, intro, element("div", { class: "try-tools" }, choice.node, start), progress.node, outcome);
}

function headline({ claims, outputs }) {
  const checked = [...claims, ...outputs].filter(({ holds }) => holds != null);
  const failing = checked.filter(({ holds }) => !holds).length;
  const words = checked.length === 0 ? "Nothing could be decided" : failing === 0 ? "Everything that the record claims holds here too" : `${failing} of ${checked.length} checks differ from the record`;
  const sort = failing === 0 && checked.length ? "pass" : "fail";
  return element("p", { class: `try-headline ${sort}`, tabindex: "-1", role: "status" }, verdict(checked.length ? failing === 0 : null), element("strong", {}, words));
}

/** Declared, published and recomputed here, one row a claim. */
function claims(facts, verification) {
  const runs = facts.verified?.engines ?? [];
  const titles = ["Claim", "#Declared", "#Tolerance", ...runs.map((run) => `#${run.engine} ${run.version}, published`), "#Here", "Verdict"];
  const rows = verification.claims.map(({ claim, value, uncertainty, holds, reason }) => {
    const unit = claim.unit ? ` ${claim.unit}` : "";
    const published = runs.map((run) => run.claims.find((it) => it.claim.metric === claim.metric && it.claim.value === claim.value)?.value);
    const here = [value == null ? reason ?? "–" : `${precise(value)}${unit}`, uncertainty == null ? null : element("span", { class: "small muted" }, ` ± ${figure(uncertainty)}`)];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, claim.metric),
      number(`${precise(claim.value)}${unit}`),
      number(claim.tolerance == null ? "–" : figure(claim.tolerance)),
      ...published.map((one) => number(precise(one))),
      number(...here),
      element("td", {}, verdict(holds)),
    );
  });
  return rows.length ? tableFrame("Claims, and what was recomputed here", element("table", {}, tableHead(titles), element("tbody", {}, ...rows))) : element("p", { class: "muted" }, "The record declares no metric on the control set.");
}

function outputs(facts, verification) {
  const runs = facts.verified?.engines ?? [];
  const tolerance = facts.control_set.tolerance;
  const titles = ["Largest difference from the reference", "#Tolerance", ...runs.map((run) => `#${run.engine} ${run.version}, published`), "#Here", "#In row", "Verdict"];
  const apart = (value) => (value == null ? "–" : value === 0 ? "0" : scientific(value));
  const rows = verification.outputs.map(({ name, largest, row, holds }) => {
    const published = runs.map((run) => run.outputs.find((it) => it.name === name)?.largest);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("code", {}, name)),
      number(apart(tolerance)),
      ...published.map((one) => number(apart(one))),
      number(apart(largest)),
      number(row == null ? "–" : digits(row)),
      element("td", {}, verdict(holds)),
    );
  });
  return tableFrame("Outputs against their references", element("table", {}, tableHead(titles), element("tbody", {}, ...rows)));
}

function confusion(facts, { confusion: counts }) {
  if (!counts?.length) return null;
  const rows = counts.map((row, place) => element("tr", {}, element("th", { scope: "row" }, facts.classes[place] ?? String(place)), ...row.map((count) => number(digits(count)))));
  const titles = ["True class", ...facts.classes.map((name) => `#judged ${name}`)];
  return tableFrame("True and judged classes", element("table", {}, tableHead(titles), element("tbody", {}, ...rows)));
}

function number(...content) {
  return element("td", { class: "number" }, ...content);
}
