// What may be said of the true class beside the model's answer.

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
      lead: "True class: ",
      truth,
      rest: now === truth ? ". The model is right." : ". The model is wrong.",
    };
  }
  const was = before === truth ? "right" : "wrong";
  return {
    lead: "True class before the changes: ",
    truth,
    rest:
      `. The model was ${was} about that one; of what is shown now the true class is not ` +
      `known.`,
  };
}
