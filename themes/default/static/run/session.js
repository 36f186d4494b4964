// What the parts of the workbench share: facts, engine, and what has been said and shown.

import { addressWriter } from "./address.js";
import { element } from "./dom.js";
import { whenQuiet } from "./pacing.js";

export function newSession({ facts, base, engine, began }) {
  const status = element("p", { class: "hidden", role: "status" });
  const opened = new Map();
  const revealed = new Set();
  const listeners = [];
  const say = (text) => (status.textContent = text);
  return {
    facts,
    base,
    engine,
    status,
    /** The engine that answers first: the preferred one of those that can run this model. */
    primary: facts.engines[0],
    /** When the visitor asked, until the first answer has been shown. */
    began,
    /** Loads an engine once; later calls give what the first found. */
    ready(name) {
      if (!opened.has(name)) {
        const opening = engine.open(name);
        opening.catch(() => opened.delete(name));
        opened.set(name, opening);
      }
      return opened.get(name);
    },
    isOpen: (name) => opened.has(name),
    /** Runs one batch, loading the engine before. */
    async run(name, inputs) {
      const info = await this.ready(name);
      return { info, ...(await engine.run(name, inputs)) };
    },
    /** Tells those who cannot see it what has changed, once changes pause. */
    say,
    sayWhenQuiet: whenQuiet(700, say),
    /** Writes what is shown into the address, without an entry of the history. */
    remember: addressWriter(facts),
    isRevealed: (example) => revealed.has(example.row),
    reveal(example) {
      revealed.add(example.row);
      for (const listen of listeners) listen(example);
    },
    onReveal: (listen) => listeners.push(listen),
  };
}
