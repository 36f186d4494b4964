// The published check, run again in this page: the whole control set, every metric recomputed.

import { button, digits, element, notice, tableFrame, tableHead, verdict } from "./dom.js";
import { engineChoice } from "./engine-choice.js";
import { engineName } from "./engine-name.js";
import { evidenceWords, headlineOf, hereTitle, publishedClaim, runTitle } from "./check-words.js";
import { confusion } from "./measures.js";
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
      engine: engineName(facts, found),
      time: milliseconds(found.milliseconds),
      rate: rate((found.items / found.milliseconds) * 1000),
    });
    outcome.replaceChildren(
      head,
      claims(facts, found),
      outputs(facts, found),
      element("p", { class: "small muted" }, evidenceWords(facts.verified)),
      ...[confusion(facts, verification.confusion)].filter(Boolean),
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

/** One row a claim: the verdict and what was recomputed here come first, as a narrow screen shows
 * no more. */
function claims(facts, found) {
  const runs = facts.verified?.engines ?? [];
  const titles = [
    say("claim"),
    say("verdict"),
    `#${hereTitle(found, facts)}`,
    `#${say("declared")}`,
    `#${say("tolerance")}`,
    ...runs.map((run) => `#${runTitle(run, runs, facts)}`),
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
      element("td", {}, verdict(holds), why),
      number(shown.recomputed ?? "–"),
      number(shown.declared),
      number(shown.tolerance ?? "–"),
      ...published.map((one) => number(one ?? "–")),
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
    say("verdict"),
    `#${hereTitle(found, facts)}`,
    `#${say("check-in-row")}`,
    `#${say("check-tolerance")}`,
    ...runs.map((run) => `#${runTitle(run, runs, facts)}`),
  ];
  const rows = found.verification.outputs.map(({ name, row, holds, reason, shown }) => {
    const published = runs.map((run) => run.outputs.find((it) => it.name === name)?.shown.largest);
    const why =
      holds == null && reason ? element("span", { class: "small muted" }, ` ${reason}`) : null;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("code", {}, name)),
      element("td", {}, verdict(holds), why),
      number(shown.largest ?? "–"),
      number(row == null ? "–" : digits(row)),
      number(shown.tolerance ?? "–"),
      ...published.map((one) => number(one ?? "–")),
    );
  });
  return tableFrame(
    say("check-outputs"),
    element("table", {}, tableHead(titles), element("tbody", {}, ...rows)),
  );
}

function number(...content) {
  return element("td", { class: "number" }, ...content);
}
