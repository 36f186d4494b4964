// What the page code says, from what it says it of: the functions that make sentences, without a
// browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pageCode } from "./support/page-code.mjs";

const { evidenceWords, headlineOf, hereTitle, publishedClaim, runTitle } =
  await pageCode("run/check-words.js");
const { truthWords } = await pageCode("run/truth.js");

const FACTS = {
  engine_names: { native: "faircat native", onnxruntime: "ONNX Runtime", tract: "tract" },
  model: { form: "factorised" },
};

const run = (engine, form, file, device = "cpu") => ({
  engine,
  version: "1.0",
  form,
  file,
  device,
});

test("no two columns of runs have the same heading", () => {
  const sets = [
    [
      run("tract", "factorised", "model.onnx"),
      run("onnxruntime", "factorised", "model.onnx"),
      run("onnxruntime", "published", "published.onnx"),
    ],
    [run("onnxruntime", null, "a.onnx"), run("onnxruntime", null, "b.onnx")],
    [run("onnxruntime", "factorised", "a.onnx"), run("onnxruntime", "factorised", "b.onnx")],
    [run("onnxruntime", null, "a.onnx", "cpu"), run("onnxruntime", null, "a.onnx", "cuda")],
  ];
  for (const runs of sets) {
    const titles = runs.map((one) => runTitle(one, runs, FACTS));
    assert.equal(new Set(titles).size, runs.length, titles.join("; "));
  }
  assert.equal(runTitle(sets[0][2], sets[0], FACTS), "ONNX Runtime 1.0, published form");
  assert.equal(
    hereTitle({ engine: "native", version: "0.1.0" }, FACTS),
    "here, faircat native 0.1.0, factorised form",
  );
});

test("it is said who computed the evidence", () => {
  const words = evidenceWords({
    date: "2026-11-21",
    computed_by: "submitted",
  });
  assert.equal(
    words,
    "The columns of engines are the evidence of 21 November 2026: submitted with the record, not " +
      "recomputed by this site.",
  );
  assert.match(evidenceWords(null), /^No evidence/);
});

test("a claim is found by all that tells it from others", () => {
  const claim = { metric: "accuracy", condition: "A", output: null, value: 0.9 };
  const claims = [
    { claim: { ...claim, condition: "B" } },
    { claim: { ...claim, value: 0.8 } },
    { claim },
  ];
  assert.equal(publishedClaim({ claims }, { ...claim, output: undefined }), claims[2]);
  assert.equal(publishedClaim({ claims }, { ...claim, metric: "log loss" }), undefined);
});

test("the headline holds only where every claim was decided", () => {
  const of = (...holds) => holds.map((it) => ({ holds: it }));
  const line = (claims, outputs, holds) =>
    headlineOf({ claims: of(...claims), outputs: of(...outputs), holds });
  assert.deepEqual(line([true, true], [true], true), {
    holds: true,
    words: "All 2 claims on the control set hold here too",
  });
  assert.deepEqual(line([true], [], true), {
    holds: true,
    words: "The claim on the control set holds here too",
  });
  assert.deepEqual(line([true, false], [true], false), {
    holds: false,
    words: "1 of 3 checks differs from the record",
  });
  assert.deepEqual(line([true, null], [true], null), {
    holds: null,
    words: "1 of 2 claims could not be decided",
  });
  assert.equal(line([], [true], null).holds, null);
});

test("a change withdraws what was said of the example", () => {
  const say = (seen) => Object.values(truthWords({ truth: "Hbb", ...seen })).join("");
  assert.equal(
    say({ before: "Hbb", now: "Hbb", isChanged: false }),
    "True class: Hbb. The model is right.",
  );
  assert.equal(
    say({ before: "QCD", now: "QCD", isChanged: false }),
    "True class: Hbb. The model is wrong.",
  );
  const changed = say({ before: "Hbb", now: "QCD", isChanged: true });
  assert.match(
    changed,
    /^True class before the changes: Hbb\. The model was right about that one;/,
  );
  assert.doesNotMatch(changed, /is right|is wrong/);
  assert.match(say({ before: "QCD", now: "Hbb", isChanged: true }), /was wrong about that one/);
});
