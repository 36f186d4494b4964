// What may be said of the true class beside the model's answer.

import { say } from "../words/run.js";

/**
 * A change makes another input, whose true class nobody knows: then only the answer to the
 * unchanged one is right or wrong.
 * @param {object} seen
 * @param {string} seen.truth the true class of the example
 * @param {string} seen.before what the model says of the example as it is
 * @param {string} seen.now what it says of what is shown
 * @param {boolean} seen.isChanged whether the visitor has changed the example
 * @returns {{lead: string, truth: string, rest: string}} parts of a sentence, with the class in
 * the middle
 */
export function truthWords({ truth, before, now, isChanged }) {
  if (!isChanged) {
    return {
      lead: `${say("truth-lead")} `,
      truth,
      rest: `. ${now === truth ? say("truth-right") : say("truth-wrong")}`,
    };
  }
  return {
    lead: `${say("truth-lead-changed")} `,
    truth,
    rest: `. ${before === truth ? say("truth-was-right") : say("truth-was-wrong")}`,
  };
}
