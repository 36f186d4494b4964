// The table with which the program's own plural forms are tested holds what a browser says, which
// page code follows.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const TABLE = new URL("../../crates/pages/src/words/plurals.txt", import.meta.url);
const LETTERS = { zero: "z", one: "1", two: "2", few: "f", many: "m", other: "o" };
const NUMBERS = [...Array(121).keys(), 1_000_000, 1_000_001, 2_000_000];

test("plural forms are those of a browser", () => {
  for (const line of readFileSync(TABLE, "utf8").trim().split("\n")) {
    const [language, letters] = line.split("\t");
    const rules = new Intl.PluralRules(language);
    const says = NUMBERS.map((number) => LETTERS[rules.select(number)]).join("");
    assert.equal(letters, says, language);
  }
});
