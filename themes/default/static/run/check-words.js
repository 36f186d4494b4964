// What is said of a check in this page.

/**
 * A run of the published evidence by what tells it from the others: engine, form or file,
 * device.
 */
export function runTitle(run, runs) {
  const same = runs.filter((it) => it.engine === run.engine && it.version === run.version);
  const forms = new Set(same.map((it) => it.form));
  const form = run.form ? `${run.form} form` : same.length > 1 ? run.file : null;
  const file =
    run.form && forms.size < same.length && new Set(same.map((it) => it.file)).size > 1
      ? run.file
      : null;
  const device = new Set(same.map((it) => it.device)).size > 1 ? run.device : null;
  return [`${run.engine} ${run.version}`, form, file, device].filter(Boolean).join(", ");
}

/** What ran here, in the words of `runTitle`. */
export function hereTitle({ engine, version }, model) {
  return ["here", `${engine} ${version}`, model.form ? `${model.form} form` : null]
    .filter(Boolean)
    .join(", ");
}

/** Who computed the evidence beside which the check stands. */
export function evidenceWords(verified) {
  if (!verified)
    return "No evidence of an earlier run is published, so there is nothing to stand beside.";
  return `The columns of engines are the evidence of ${verified.date}: ${verified.origin}.`;
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
      words: `${differing} of ${claims.length + outputs.length} checks differ from the record`,
    };
  if (claims.length === 0)
    return {
      holds: null,
      words: "The record claims no metric on this control set, so nothing could be decided",
    };
  if (open > 0)
    return { holds: null, words: `${open} of ${claims.length} claims could not be decided` };
  if (holds == null)
    return { holds, words: "The tolerance of the outputs is too wide to decide anything" };
  return {
    holds: true,
    words:
      claims.length === 1
        ? "The claim on the control set holds here too"
        : `All ${claims.length} claims on the control set hold here too`,
  };
}
