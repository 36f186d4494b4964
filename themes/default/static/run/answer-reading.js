// What an answer says: one of two classes, one of several, or values.

import { rowOf } from "./arrays.js";
import { figure, percent, probabilities, probabilityOf, unit } from "./numbers.js";
import { say } from "../words/run.js";

/** Values that are written beside each other. */
const MOST_VALUES = 4;

/**
 * Place of the class that is decided for: of two by the threshold, of several the most probable.
 * @param {ArrayLike<number>} shares probabilities of the classes
 */
export function decided({ positive, threshold }, shares) {
  if (positive != null) return shares[positive] >= threshold ? positive : 1 - positive;
  let best = 0;
  for (let place = 1; place < shares.length; place += 1)
    if (shares[place] > shares[best]) best = place;
  return best;
}

/**
 * How the outputs of a run are read.
 * @returns {(ran: object) => Reading} `word` is the answer and `beside` what it is sure of, both
 *   without the tags of a page; `main` is the number by which engines are compared in one line,
 *   and `score` that number in words;
 *   `mark` is its place in the distribution, where there is one; `answered` is the place of the
 *   class, `shares` are the probabilities of all classes where there are more than two
 */
export function reader(facts) {
  const row = (ran) => rowOf(ran.outputs[facts.output], 0);
  if (facts.classes.length < 2) return (ran) => values(facts, row(ran));
  const read = facts.positive == null ? ofSeveral : ofTwo;
  return (ran) => {
    const shares = probabilities(row(ran));
    return read(facts, shares, decided(facts, shares));
  };
}

function ofTwo({ classes, positive }, shares, answered) {
  const score = shares[positive];
  return {
    answered,
    word: classes[answered],
    isPositive: answered === positive,
    beside: probabilityOf(classes[positive], score),
    said: say("run-probability-of", { class: classes[positive], share: percent(score) }),
    before: percent(score),
    main: score,
    score: percent(score),
    mark: score,
  };
}

function ofSeveral({ classes }, shares, answered) {
  const score = shares[answered];
  const word = classes[answered] ?? say("run-class", { number: answered });
  return {
    answered,
    word,
    isPositive: false,
    beside: probabilityOf(word, score),
    said: say("run-probability", { share: percent(score) }),
    before: `${word}, ${percent(score)}`,
    main: score,
    score: percent(score),
    shares,
  };
}

function values({ signature, output }, row) {
  const declared = signature.outputs.find(({ name }) => name === output);
  const factor = declared?.conversion?.factor ?? 1;
  const written = [...row.slice(0, MOST_VALUES)].map((value) =>
    figure(factor === 1 ? value : Number(value) * factor),
  );
  const more = row.length > MOST_VALUES ? ", …" : "";
  const word = `${written.join(", ")}${more} ${unit(declared?.conversion?.unit)}`.trim();
  return {
    answered: null,
    word,
    isPositive: false,
    beside: "",
    said: output,
    before: word,
    main: Number(row[0]) * factor,
    score: written[0],
  };
}
