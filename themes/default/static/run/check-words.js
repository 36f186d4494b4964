// What is said of a check in this page.

import { dayInWords } from "../days.js";
import { engineName } from "./engine-name.js";
import { say } from "../words/run.js";

/**
 * A run of the published evidence by what tells it from the others: engine, form or file,
 * device.
 */
export function runTitle(run, runs, facts) {
  const same = runs.filter((it) => it.engine === run.engine && it.version === run.version);
  const forms = new Set(same.map((it) => it.form));
  const form = run.form ? say("form-of", { form: run.form }) : same.length > 1 ? run.file : null;
  const file =
    run.form && forms.size < same.length && new Set(same.map((it) => it.file)).size > 1
      ? run.file
      : null;
  const device = new Set(same.map((it) => it.device)).size > 1 ? run.device : null;
  return [engineName(facts, run), form, file, device].filter(Boolean).join(", ");
}

/** What ran here, in the words of `runTitle`. */
export function hereTitle(found, facts) {
  const { model } = facts;
  return [
    say("check-here"),
    engineName(facts, found),
    model.form ? say("form-of", { form: model.form }) : null,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Who computed the evidence beside which the check stands. */
export function evidenceWords(verified) {
  if (!verified) return say("check-no-evidence");
  const { date, key, computed_by: by } = verified;
  const day = dayInWords(date);
  return say("check-evidence", {
    date: day,
    origin: say(`origin-claims-${by}`, { key, date: day }),
  });
}

/** What was published for `claim` by one run. */
export function publishedClaim(run, claim) {
  const isIt = (it) =>
    ["metric", "condition", "output", "value"].every(
      (name) => (it.claim[name] ?? null) === (claim[name] ?? null),
    );
  return run.claims.find(isIt);
}

/**
 * The verdict in a line.
 * @param {{claims: object[], outputs: object[], holds: boolean|null}} verification of
 * `engine.check`
 * @returns {{holds: boolean|null, words: string}}
 */
export function headlineOf({ claims, outputs, holds }) {
  const differing = [...claims, ...outputs].filter((it) => it.holds === false).length;
  const open = claims.filter((it) => it.holds == null).length;
  if (holds === false)
    return {
      holds,
      words: say("check-differ", { differing, all: claims.length + outputs.length }),
    };
  if (claims.length === 0)
    return {
      holds: null,
      words: say("check-nothing"),
    };
  if (open > 0) return { holds: null, words: say("check-open", { open, all: claims.length }) };
  if (holds == null) return { holds, words: say("check-too-wide") };
  return {
    holds: true,
    words: say("check-hold", { count: claims.length }),
  };
}
