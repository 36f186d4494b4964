// The published check, run again in this page: the whole control set, every metric recomputed.

import { button, digits, element, notice, tableFrame, tableHead, verdict } from "./dom.js";
import { engineChoice } from "./engine-choice.js";
import { evidenceWords, headlineOf, hereTitle, publishedClaim, runTitle } from "./check-words.js";
import { bytes, milliseconds, rate } from "./numbers.js";
import { progressLine } from "./progress.js";
import { saveReport } from "./report.js";
import { say } from "../words/run.js";

export function check(session) {
  const { facts } = session;
  const { control_set: control } = facts;
  const choice = engineChoice(session);
  const progress = progressLine(say("check-items"));
  const outcome = element("div", { class: "try-flow" });
  const start = button(say("check-run"), () => run(), { class: "button primary" });
  const intro = element(
    "p",
    {},
    say("check-intro", { items: control.items, size: bytes(control.bytes) }),
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
          element("p", { class: "muted", role: "status" }, say("check-cancelled")),
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
    const report = button(say("check-report"), () => save(found, date));
    const head = headline(verification);
    const line = say("check-line", {
      items: found.items,
      engine: `${found.engine} ${found.version}`,
      time: milliseconds(found.milliseconds),
      rate: rate((found.items / found.milliseconds) * 1000),
    });
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
      outcome.append(notice("fail", say("check-report-failed", { reason: error.message })));
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
    say("claim"),
    `#${say("declared")}`,
    `#${say("tolerance")}`,
    ...runs.map((run) => `#${runTitle(run, runs)}`),
    `#${hereTitle(found, facts.model)}`,
    say("verdict"),
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
        say("check-claims"),
        element("table", {}, tableHead(titles), element("tbody", {}, ...rows)),
      )
    : element("p", { class: "muted" }, say("check-no-claims"));
}

function outputs(facts, found) {
  const runs = facts.verified?.engines ?? [];
  const titles = [
    say("verification-difference"),
    `#${say("check-tolerance")}`,
    ...runs.map((run) => `#${runTitle(run, runs)}`),
    `#${hereTitle(found, facts.model)}`,
    `#${say("check-in-row")}`,
    say("verdict"),
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
    say("check-outputs"),
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
  const titles = [
    say("check-true-class"),
    ...facts.classes.map((name) => `#${say("check-judged", { class: name })}`),
  ];
  return tableFrame(
    say("check-classes"),
    element("table", {}, tableHead(titles), element("tbody", {}, ...rows)),
  );
}

function number(...content) {
  return element("td", { class: "number" }, ...content);
}
