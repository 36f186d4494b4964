// Answers from the endpoint that `faircat serve` offers at the address of this page.

import { Problem } from "./browser.js";
import { file, hold, part, RESULTS, TURTLE } from "./held.js";
import { say } from "../words/sparql.js";

export class Endpoint {
  #address;
  #isThere = null;

  /** @param {import("./facts.js").Facts} facts */
  constructor(facts) {
    this.#address = facts.endpoint;
  }

  /** Whether there is one: a host of plain files answers the same request with this page. */
  isThere() {
    this.#isThere ??= fetch(`${this.#address}?query=${encodeURIComponent("ASK {}")}`, {
      method: "HEAD",
      headers: { Accept: RESULTS },
    })
      .then(
        (response) =>
          response.ok && (response.headers.get("Content-Type") ?? "").startsWith(RESULTS),
      )
      .catch(() => false);
    return this.#isThere;
  }

  /**
   * Answers `text`.
   * @param {string} text
   * @param {{signal: AbortSignal, asking: () => void}} options
   */
  async ask(text, { signal, asking }) {
    asking();
    const began = performance.now();
    const headers = {
      Accept: `${RESULTS}, ${TURTLE};q=0.9`,
      "Content-Type": "application/sparql-query",
    };
    const response = await fetch(this.#address, { method: "POST", headers, body: text, signal });
    const body = await response.text();
    if (!response.ok) throw refusal(body, response.status);
    const held = hold(response.headers.get("Content-Type") ?? "", body);
    return {
      ...held.summary,
      milliseconds: performance.now() - began,
      part: async (sort, from, count) => part(held, sort, from, count),
      file: async (format) => file(held, format),
    };
  }
}

/** The text of a refusal is for a terminal: message and place, an excerpt, and what helps. */
function refusal(body, status) {
  const [first] = body.trim().split("\n");
  const place = / \(line (\d+), column (\d+)\)$/.exec(first);
  const hint = /\nhelp: (.*)/.exec(body)?.[1];
  const message =
    (place ? first.slice(0, place.index) : first) ||
    say("ask-endpoint-status", { status: String(status) });
  return new Problem({
    message,
    hint,
    line: Number(place?.[1] ?? 0),
    column: Number(place?.[2] ?? 0),
  });
}
